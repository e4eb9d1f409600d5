"""The record of what a meeting did with a proposal of a veto (一票否决议题)."""

from typing import Any

from flask import Blueprint
from flask_login import login_required

from web.acting import actor
from web.forms.item import veto_sheet
from web.forms.mark import Picture, picture_of_person
from web.house import desk, today
from web.reading import Reader
from web.sittings import VETO, may_know, seen_meeting
from web.taking import Taking, take
from workflow import authority
from workflow.commands.confirming import deciding
from workflow.commands.veto_items import record_veto_item
from workflow.dossier import MeetingFile, VetoItem
from workflow.errors import NotFound, Reason
from workflow.guards.conduct import conduct_of_veto
from workflow.guards.confirming import RECUSAL_BASE
from workflow.guards.meeting import COLLECTIVE
from workflow.guards.verdict import Gap
from workflow.queries.meetings import Sitting
from workflow.queries.people import person as person_of
from workflow.queries.vetoes import Proposal, items_on, open_proposals

bp = Blueprint("veto_items", __name__, url_prefix="/meetings")


def awaiting_vetoes(file: MeetingFile) -> list[Proposal]:
    """The open proposals that this sitting could take up, as far as the actor may know."""
    if file.kind not in COLLECTIVE or file.kind != file.body.kind:
        return []
    return [
        one for one in open_proposals(desk())
        if one.on <= file.held_on and may_know(one.person.organization)
    ]  # fmt: skip


@bp.route("/<meeting>/vetoes/<person>/<path:veto>", methods=["GET", "POST"])
@login_required
def item(meeting: str, person: str, veto: str) -> Any:
    """Who came, who stood aside, each view in its order, the count; of an open proposal."""
    found = seen_meeting(meeting)
    organization = found.file.body.organization
    authority.require(desk(), actor(), "record_item", today(), organization)
    return take(_taking(found, _proposal(person, veto)))


def _proposal(person: str, veto: str) -> Proposal:
    """An open proposal of which the actor may know; raises NotFound."""
    for one in open_proposals(desk()):
        if (one.person.id, one.veto) == (person, veto) and may_know(one.person.organization):
            return one
    raise NotFound("没有这项一票否决提议")


def _taking(found: Sitting, told: Proposal) -> Taking:
    file, person, veto = found.file, told.person.id, told.veto
    unit = Reader(desk()).organizations.get(told.person.organization, "")
    earlier = deciding(desk(), person, items_on(desk(), person, veto))
    names = {person: told.person.name, **{one.person: one.name for one in file.roster}}
    return Taking(
        found=found, matter=("veto", veto), about=told.person, title=VETO, base=RECUSAL_BASE,
        note=f"{unit}，{told.on}提出一票否决：{told.item}", earlier=tuple(earlier),
        sheet=lambda given: veto_sheet(given, taken_up=bool(earlier)),
        make=lambda act, views, values: VetoItem(
            file, "veto", "", act, views, values, person, veto, ""
        ),
        judge=lambda item: conduct_of_veto(
            item, told.person, lambda one: names.get(one, one), RECUSAL_BASE, earlier  # type: ignore[arg-type]
        ),
        record=lambda at, order, values: record_veto_item(
            at, order, file.id, person, veto, values
        ),
        seen=lambda: _seen(person),
        reason=_reason,
    )  # fmt: skip


def _seen(person: str) -> tuple[dict[str, int], Picture]:
    records = person_of(desk(), person)[1]
    return {f"person:{person}": records[-1].seq}, picture_of_person(person, records)


def _reason(gap: Gap) -> Reason:
    return desk().completed(Reason(gap.rule, gap.found, gap.needed, gap.who))
