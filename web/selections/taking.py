"""The list behind a board as a file (名单导出): what is on the screen, whole; noted, so no GET."""

from typing import Any

from flask import request
from flask_login import login_required

from web.cards import Shown, shown
from web.exports import Cell, Sheet, hand_out
from web.house import desk
from web.selections.chosen import ORDERS, chosen, listed_scope
from web.selections.listing import WHOLE, state_title
from web.selections.room import bp, seen
from web.sight import viewer
from workflow.commands.exports import MOST
from workflow.errors import BadInput, Reason
from workflow.facts import STANDINGS
from workflow.queries.batches import Batches
from workflow.queries.board import COUNTED
from workflow.queries.cards import Scope, rows

HEAD = (
    "编号", "姓名", "现工作单位", "拟任职位", "批次", "步骤", "停留（日）", "情况", "身份状态", "到期", "承办人",
)  # fmt: skip


@bp.post("/list/export")
@login_required
def all_taken() -> Any:
    """The cases that I may see, as a file; raises BadInput where they are too many."""
    found = listed_scope(chosen())
    if found is None:
        raise BadInput("范围过大，不能导出", [
            Reason("R-TRACE-02", f"范围内事项超过{COUNTED}件", "请先选定单位，再导出")
        ])  # fmt: skip
    return _taken(*found, WHOLE)


@bp.post("/<selection>/list/export")
@login_required
def taken(selection: str) -> Any:
    """The cases of one selection, as a file."""
    row = seen(selection)
    return _taken(Scope("", selection=row.id, called=chosen().called), None, row.title)


def _taken(scope: Scope, batches: Batches | None, title: str) -> Any:
    asked = chosen()
    found = rows(
        desk(), viewer(), scope, asked.active, asked.sort, state=asked.state, most=MOST + 1
    )
    state = state_title(scope, asked)
    words = [f"批次：{title}", f"筛选：{asked.words()}", f"按{ORDERS[asked.sort]}排列"]
    if state:
        words.insert(1, f"步骤：{state}")
    if asked.called:
        words.insert(1, f"姓名或者编号含“{asked.called}”")
    if batches:
        words.insert(1, batches.words)
    sheet = Sheet("事项名单", "；".join(words), HEAD, [_cells(shown(one)) for one in found])
    return hand_out(sheet, request.form.get("form", ""))


def _cells(one: Shown) -> tuple[Cell, ...]:
    card = one.card
    return (
        card.number, card.name, card.unit, card.post, card.selection_title, one.state.title,
        "" if one.days is None else one.days, _verdict(one), STANDINGS[card.standing],
        card.due_on, card.handler,
    )  # fmt: skip


def _verdict(one: Shown) -> str:
    """How the case stands, in the words of the list."""
    if one.ended:
        return one.state.title
    if one.card.blocked:
        return f"{one.card.blocked}项条件未满足"
    return f"{one.card.warned}项须说明" if one.card.warned else "可以流转"
