"""The lists behind the boards (名单与台账): page by page on the screen, whole on A4 paper."""

from typing import Any

from flask import redirect, render_template, url_for
from flask_login import login_required

from web.acting import actor
from web.cards import shown
from web.house import desk, today
from web.paging import SIZE, paging
from web.selections.chosen import Chosen, chosen, listed_scope
from web.selections.columns import editions_of, processes
from web.selections.room import bp, seen
from web.sight import viewer
from workflow.queries.attention import followed_among
from workflow.queries.batches import Batches
from workflow.queries.board import tallies
from workflow.queries.cards import Scope, rows

SHEET = 500  # cases on one ledger: more than anybody prints
WHOLE = "全部批次"


@bp.get("/list")
@login_required
def all_listed() -> Any:
    """The cases that I may see, as a list."""
    found = listed_scope(chosen())
    return _listed(*found, WHOLE) if found else _to_board()


@bp.get("/<selection>/list")
@login_required
def listed(selection: str) -> Any:
    """The cases of one selection, as a list."""
    row = seen(selection)
    return _listed(Scope("", selection=row.id, called=chosen().called), None, row.title, row.id)


@bp.get("/ledger")
@login_required
def whole_ledger() -> Any:
    """The cases that I may see, as a ledger for print."""
    found = listed_scope(chosen())
    return _ledger(*found, WHOLE) if found else _to_board()


def _to_board() -> Any:
    """The board of a wide scope offers the units of which a list can be had."""
    return redirect(url_for(".overview", **chosen().arguments(state="", after="", called="")), 303)


@bp.get("/<selection>/ledger")
@login_required
def ledger(selection: str) -> Any:
    """The cases of one selection, as a ledger for print."""
    row = seen(selection)
    return _ledger(Scope("", selection=row.id, called=chosen().called), None, row.title, row.id)


def _listed(scope: Scope, batches: Batches | None, title: str, selection: str = "") -> Any:
    asked = chosen()
    told = tallies(desk(), viewer(), scope, asked.active)
    tally = told.states.get(asked.state)
    count = sum(one.shown for one in told.states.values())
    page = paging((tally.shown if tally else 0) if asked.state else count)
    found = rows(desk(), viewer(), scope, asked.active, asked.sort, state=asked.state,
                 start=page.start, most=SIZE)  # fmt: skip
    return render_template(
        "selections/list.html", title=title, selection=selection, chosen=asked, told=told, batches=batches,
        state=state_title(scope, asked), page=page, cards=[shown(one) for one in found],
        followed=followed_among(desk(), actor().account, [one.id for one in found]),
    )  # fmt: skip


def _ledger(scope: Scope, batches: Batches | None, title: str, selection: str = "") -> Any:
    asked = chosen()
    found = rows(desk(), viewer(), scope, asked.active, asked.sort, state=asked.state, most=SHEET + 1)
    return render_template(
        "selections/ledger.html", title=title, selection=selection, chosen=asked, today=today(), batches=batches,
        state=state_title(scope, asked), cards=[shown(one) for one in found[:SHEET]],
        cut=len(found) > SHEET, who=actor(), most=SHEET,
    )  # fmt: skip


def state_title(scope: Scope, asked: Chosen) -> str:
    """What the chosen state is called, "" where none is chosen or known."""
    for one in processes(editions_of(scope)):
        for edition in one.editions:
            if asked.state in edition.process.states:
                return edition.process.states[asked.state].title
    return ""
