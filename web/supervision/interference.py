"""The register of interference (打招呼登记): recording it, correcting, finding, the list for discipline."""

from typing import Any

from flask import render_template, request, url_for
from flask_login import login_required

from web.acting import actor
from web.admin.asking import REASON, Asked, Values, ask, choice, made
from web.house import desk, today
from web.reading import Reader
from web.records.search import asked, days_asked, page_asked
from web.records.search import names as names_of
from web.supervision.room import bp
from workflow.authority import DO, register_in_sight, require
from workflow.commands.interference import (
    FURTHER,
    HOW,
    NEEDED,
    correct_interference,
    handle_interference,
    record_interference,
    require_concerned,
)
from workflow.edition import Field
from workflow.errors import NotFound
from workflow.journal import Desk, Order
from workflow.queries.interference import concernable, interference, register
from workflow.queries.narrowing import PAGE

FIELDS = {
    "happened_on": Field(type="date", title=NEEDED["happened_on"]),
    **{key: Field(type="text", title=NEEDED[key])
       for key in ("intervener", "intervener_post", "intervener_unit")},
    "how": choice(NEEDED["how"], HOW),
    **{key: Field(type="text", title=NEEDED[key], long=True)
       for key in ("about", "content", "response")},
    **{key: Field(type="text", title=title, required=False) for key, title in FURTHER.items()},
}  # fmt: skip
NOTES = (
    "谁受托，谁登记；一事一记。只有纪检监察机关和审计员能查看，所涉事项的承办人看不到，任何人不能删除。",
)


def _crumb(*more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return ((url_for(".index"), "监督"), *more)


@bp.route("/interference/new", methods=["GET", "POST"])
@login_required
def new_interference() -> Any:
    """Record that somebody asked a favour, of a subject that I came from or in words alone."""
    subject = request.args.get("on", "").strip()
    if subject:
        require_concerned(desk(), actor(), subject, today())
    called = _called(subject)

    def recorded(at: Desk, order: Order, values: Values) -> object:
        return record_interference(at, order, made("i", order), values, subject)

    return ask(Asked(
        "登记打招呼、说情", "登记", _crumb(), FIELDS, "interference:new", "record_interference",
        recorded, url_for(".index"), "已登记。您可以随时更正，原登记保留。",
        given={"about": f"{called}：" if called else ""}, notes=NOTES,
    ))  # fmt: skip


def _called(subject: str) -> str:
    """What a subject is called; "" for none."""
    told = names_of(Reader(desk()), {subject}, "") if subject else {}
    return told.get(subject, "")


@bp.get("/interference/")
@login_required
def interferences() -> Any:
    """The register, as far as I may read it."""
    page, words = page_asked(), request.args.get("q", "").strip()
    rows = register(desk(), actor(), today(), words=words, days=days_asked(), page=page)
    reader = Reader(desk())
    return render_template(
        "supervision/register.html", rows=rows[:PAGE], more=len(rows) > PAGE, page=page,
        args=asked(), reader=reader, how=HOW,
        names=names_of(reader, {one.concerns for one in rows if one.concerns}, _below()),
    )  # fmt: skip


def _below() -> str:
    return register_in_sight(desk(), actor(), today())


@bp.get("/interference/<id>")
@login_required
def show_interference(id: str) -> Any:
    """One line with its corrections; what was found only for who reads the register."""
    one, whole = interference(desk(), actor(), today(), id)
    reader = Reader(desk())
    return render_template(
        "supervision/interference.html", one=one, whole=whole, reader=reader, how=HOW,
        titles={**NEEDED, **FURTHER},
        name=_called(one.concerns), mine=one.recorder == actor().account,
        may_handle=whole and actor().duty in DO["handle_interference"],
    )  # fmt: skip


@bp.route("/interference/<id>/correct", methods=["GET", "POST"])
@login_required
def correct(id: str) -> Any:
    """Tell it otherwise; by whoever recorded it."""
    one, _ = interference(desk(), actor(), today(), id)
    if one.recorder != actor().account:
        raise NotFound()
    given = {key: value for key, value in one.told.values.items() if key in FIELDS}

    def corrected(at: Desk, order: Order, values: Values) -> object:
        told = {key: value for key, value in values.items() if key in FIELDS}
        return correct_interference(at, order, id, told, values.get("reason", ""))

    back = url_for(".show_interference", id=id)
    return ask(Asked(
        "更正登记", "更正", _crumb((back, "打招呼登记")), {**FIELDS, "reason": REASON},
        f"interference:{id}", "correct_interference", corrected, back, "已更正，原登记保留。",
        given=given, seen={f"interference:{id}": one.records[-1].seq},
    ))  # fmt: skip


@bp.route("/interference/<id>/handle", methods=["GET", "POST"])
@login_required
def handle(id: str) -> Any:
    """Say what was found and done; by discipline."""
    one, _ = interference(desk(), actor(), today(), id)
    require(desk(), actor(), "handle_interference", today(), one.organization)

    def handled(at: Desk, order: Order, values: Values) -> object:
        return handle_interference(
            at, order, id, values.get("finding", ""), values.get("concerns", "")
        )

    back = url_for(".show_interference", id=id)
    finding = {"finding": Field(type="text", title="核查处理情况", long=True)}
    if not one.concerns:
        people = concernable(desk(), actor(), today())
        finding["concerns"] = choice("所涉干部（选定后列入其事项的倒查）", people, required=False)
    return ask(Asked(
        "核查处理", "登记", _crumb((url_for(".interferences"), "打招呼登记")), finding,
        f"interference:{id}", "handle_interference", handled, back, "已登记核查处理情况。",
        seen={f"interference:{id}": one.records[-1].seq},
    ))  # fmt: skip
