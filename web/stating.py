"""Facts of a person (填报与核实事实): stated or corrected by one, verified by another."""

from typing import Any

from flask import Blueprint, request
from flask_login import login_required

from web.acting import actor
from web.facts import fact_lines, fact_title
from web.forms.facts import fact_fields
from web.forms.sheet import Section, Sheet
from web.house import desk, today
from web.people import portrait_of
from web.person_sheet import answer_sheet
from web.reading import Reader
from workflow import authority
from workflow.commands.people import state_fact, verify_fact
from workflow.edition import Field
from workflow.errors import NotFound
from workflow.facts import FACTS

bp = Blueprint("stating", __name__, url_prefix="/people/<person>/facts")


@bp.route("/<kind>", methods=["GET", "POST"])
@login_required
def state(person: str, kind: str) -> Any:
    """State a fact, or correct one (`corrects`), which begins with what is on file."""
    seen = portrait_of(person)
    if kind not in FACTS:
        raise NotFound()
    authority.require(desk(), actor(), "state_fact", today())
    corrects = request.args.get("corrects", "")
    before = next((one for one in seen.several(kind) if one.id == corrects), None)
    if corrects and before is None and request.method == "GET":
        raise NotFound()
    said = before.values if before else {}
    # What a form told as a list (其间、其他党派) no field can show: a correction leaves it as it is.
    lists = {key: list(one) for key, one in said.items() if isinstance(one, list | tuple)}
    fields = {key: one for key, one in fact_fields(kind).items() if key not in lists}
    given = {key: one for key, one in said.items() if key in fields}
    sheet = Sheet((Section("", fields),), given, lists)
    title = f"{'更正' if corrects else '填报'}事实：{fact_title(kind)}"
    return answer_sheet(
        person, title, sheet, f"state_fact {kind}",
        lambda at, order, values: state_fact(at, order, person, kind, values, corrects),
    )  # fmt: skip


@bp.route("/<path:fact>/verify", methods=["GET", "POST"])
@login_required
def verify(person: str, fact: str) -> Any:
    """Verify a fact with a document; never one's own."""
    seen = portrait_of(person)
    authority.require(desk(), actor(), "verify_fact", today())
    found = next((one for one in seen.file.facts if one.id == fact), None)
    if found is None:
        raise NotFound()
    text = f"{fact_title(found.kind)}：{fact_lines(Reader(desk()), found.kind, found.values)}"
    sheet = Sheet(
        (Section("", {"document": Field(type="doc", title="佐证材料")}),), notes=(text,)
    )
    return answer_sheet(
        person, "核实事实", sheet, "verify_fact",
        lambda at, order, values: verify_fact(at, order, person, fact, values["document"]),
    )  # fmt: skip
