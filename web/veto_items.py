"""The record of what a meeting did with a proposal of a veto (一票否决议题)."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import login_required

from web.acting import actor, tried
from web.errors import shown_status
from web.forms.build import SheetForm
from web.forms.fields import Choices
from web.forms.item import attendance_fields, proposed, rows, veto_sheet, views_of
from web.house import desk, today
from web.reading import Reader
from web.sittings import VETO, may_know, seen_meeting
from workflow import authority
from workflow.commands.veto_items import record_veto_item
from workflow.dossier import MeetingFile
from workflow.errors import NotFound, WorkflowError
from workflow.guards.meeting import COLLECTIVE
from workflow.queries import choices
from workflow.queries.meetings import Sitting, sitting
from workflow.queries.people import person as person_of
from workflow.queries.vetoes import Proposal, open_proposals

bp = Blueprint("veto_items", __name__, url_prefix="/meetings")


def awaiting_vetoes(found: Sitting) -> list[Proposal]:
    """The open proposals that this sitting could have taken up and has not, as the actor may know."""
    if not _collective(found.file):
        return []
    done = {one.veto for one in found.vetoes}
    return [
        one for one in open_proposals(desk())
        if one.veto not in done and one.on <= found.file.held_on
        and may_know(one.person.organization)
    ]  # fmt: skip


def _collective(file: MeetingFile) -> bool:
    return file.kind in COLLECTIVE and file.kind == file.body.kind


@bp.route("/<meeting>/vetoes/<person>/<path:veto>", methods=["GET", "POST"])
@login_required
def item(meeting: str, person: str, veto: str) -> Any:
    """Who came, who stood aside, each view in its order, the count; of an open proposal."""
    found = seen_meeting(meeting)
    organization = found.file.body.organization
    authority.require(desk(), actor(), "record_item", today(), organization)
    told = _proposal(person, veto)
    form = _form(found, told)
    error: WorkflowError | None = None
    if request.method == "POST" and not form.add_row() and form.validate():
        values = {**form.values(), "views": views_of(form.form, found.file)}
        error = tried(
            form.form, f"meeting:{meeting}", "veto_item",
            lambda at, order: record_veto_item(at, order, meeting, person, veto, values),
        )  # fmt: skip
        if error is None:
            flash(f"已记录议题：{told.person.name}·{VETO}。")
            return redirect(url_for("meetings.show", meeting=meeting), 303)
    return _shown(found, told, form, error)


def _proposal(person: str, veto: str) -> Proposal:
    """An open proposal of which the actor may know; raises NotFound."""
    for one in open_proposals(desk()):
        if (one.person.id, one.veto) == (person, veto) and may_know(one.person.organization):
            return one
    raise NotFound("没有这项一票否决提议")


def _form(found: Sitting, told: Proposal) -> SheetForm:
    people = {one.person: one.name for one in found.file.roster}
    everybody = {**choices.people(desk()), **people}
    offered = Choices(choices.organizations(desk()), choices.posts(desk()), everybody)
    further = attendance_fields(found.file, proposed(found.file, told.person.relatives))
    return SheetForm(veto_sheet(), offered, further)


def _shown(
    found: Sitting, told: Proposal, form: SheetForm, error: WorkflowError | None
) -> Any:
    reader, (_, records) = Reader(desk()), person_of(desk(), told.person.id)
    again = sitting(desk(), found.file.id)
    form.form.renew({
        f"meeting:{found.file.id}": again.seq, f"person:{told.person.id}": records[-1].seq,
    })  # fmt: skip
    if not request.form:
        form.form.occurred_on.data = min(found.file.held_on, today())
    unit = reader.organizations.get(told.person.organization, "")
    page = render_template(
        "meetings/item.html", sitting=again, name=told.person.name, title=VETO,
        about=f"{unit}，{told.on}提出一票否决：{told.item}", form=form, error=error,
        rows=rows(form.form, found.file), relatives=told.person.relatives,
    )  # fmt: skip
    return page, shown_status(error)
