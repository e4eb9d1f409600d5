"""The record of an item on one case (事项议题): who came, who stood aside, each view, the count."""

from typing import Any

from flask import Blueprint
from flask_login import login_required

from web.acting import actor
from web.forms.item import item_sheet
from web.forms.mark import Picture, picture_of
from web.house import desk, now, today
from web.sittings import seen_meeting
from web.taking import Taking, take
from workflow import authority
from workflow.commands.meetings import record_item
from workflow.dossier import Dossier, ItemFile
from workflow.errors import NotFound
from workflow.guards.conduct import conduct_of_case
from workflow.guards.meeting import base
from workflow.journal.picture import dossier
from workflow.queries.agendas import briefs
from workflow.queries.meetings import Sitting

bp = Blueprint("meeting_items", __name__, url_prefix="/meetings")


@bp.route("/<meeting>/items/<case>/<activity>", methods=["GET", "POST"])
@login_required
def item(meeting: str, case: str, activity: str) -> Any:
    """One case, decided or put off, by itself (R-DEC-21)."""
    found, seen = seen_meeting(meeting), dossier(desk(), case, now())
    authority.require_sight(desk(), actor(), seen.selection.department, today())
    spec = seen.edition.process.activities.get(activity)
    if spec is None or spec.kind != "meeting_item":
        raise NotFound()
    authority.require_act(desk(), actor(), seen, spec.record, (found.file.body.organization,))
    return take(_taking(found, seen, activity))


def _taking(found: Sitting, seen: Dossier, activity: str) -> Taking:
    file, case = found.file, seen.case.id
    unit = seen.organizations.get(seen.person.organization)
    return Taking(
        found=found, matter=(activity, case), about=seen.person, base=base(seen),
        title=seen.edition.process.activities[activity].title,
        note=f"{unit.name if unit else ''}，拟任 {seen.post.title}",
        earlier=seen.items.get(activity, ()),
        sheet=lambda given: item_sheet(seen, activity, _others(seen), given),
        make=lambda act, views, values: ItemFile(file, activity, case, act, views, values),
        judge=lambda item: conduct_of_case(seen, item),
        record=lambda at, order, values: record_item(at, order, file.id, case, activity, values),
        seen=lambda: _seen(case),
        reason=lambda gap: seen.edition.reason(gap.rule, gap.found, gap.needed, gap.who),
    )  # fmt: skip


def _seen(case: str) -> tuple[dict[str, int], Picture]:
    seen = dossier(desk(), case, now())
    return {f"case:{case}": seen.read[f"case:{case}"]}, picture_of(seen)


def _others(seen: Dossier) -> dict[str, str]:
    """The cases that were voted on together with this one, where that was so: of its selection."""
    near = [one.id for one in seen.neighbours if one.selection == seen.selection.id]
    return {id: f"{one.name}（{one.post}）" for id, one in briefs(desk(), near).items()}
