"""Who came to a meeting (登记到会): each member due, guests, recorder; once for the whole sitting."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import login_required
from wtforms import SelectField, StringField

from web.acting import actor, tried
from web.errors import shown_status
from web.forms.build import SheetForm
from web.forms.fields import Choices
from web.forms.sheet import Section, Sheet
from web.forms.texts import SHORT, no_longer, visible
from web.house import desk, today
from web.sittings import seen_meeting
from web.taking import offered_people
from workflow import authority
from workflow.activities.attendance import FIELDS, HOW
from workflow.commands.attendances import take_attendance
from workflow.dossier import Presence
from workflow.errors import WorkflowError
from workflow.guards.count import is_quorum
from workflow.queries.meetings import Sitting, sitting

bp = Blueprint("attendances", __name__, url_prefix="/meetings")
REST = {name: one for name, one in FIELDS.items() if name != "members"}


@bp.route("/<meeting>/attendance", methods=["GET", "POST"])
@login_required
def take(meeting: str) -> Any:
    """Everybody due that day, present unless it was otherwise."""
    found = seen_meeting(meeting)
    organization = found.file.body.organization
    authority.require(desk(), actor(), "take_attendance", today(), organization)
    form = _form(found)
    error: WorkflowError | None = None
    if request.method == "POST" and "check" not in request.form and form.validate():
        values = {**form.values(), "members": _members(found, form)}
        error = tried(
            form.form, f"meeting:{meeting}", "take_attendance",
            lambda at, order: take_attendance(at, order, meeting, values),
        )  # fmt: skip
        if error is None:
            flash("已登记到会情况。")
            return redirect(url_for("meetings.show", meeting=meeting), 303)
    again = sitting(desk(), meeting)
    form.form.renew({f"meeting:{meeting}": again.seq})
    if not request.form:
        form.form.occurred_on.data = min(again.file.held_on, today())
    due, came = len(again.file.roster), sum(one["how"] != "absent" for one in _members(again, form))
    page = render_template(
        "meetings/attendance.html", sitting=again, form=form, error=error, due=due, came=came,
        quorum=-(-2 * due // 3), has_quorum=is_quorum(came, due),
        rows=[(one, form.form[f"how{n}"], form.form[f"reason{n}"])
              for n, one in enumerate(again.file.roster)],
    )  # fmt: skip
    return page, 200 if "check" in request.form else shown_status(error)


def _form(found: Sitting) -> SheetForm:
    told = found.attendance
    further: dict[str, Any] = {}
    for place, one in enumerate(found.file.roster):
        before = (told.of(one.person) if told else None) or Presence(one.person, "whole")
        further[f"how{place}"] = SelectField(
            f"{one.name}到会情况", choices=list(HOW.items()), default=before.how
        )
        further[f"reason{place}"] = StringField(
            f"{one.name}理由", default=before.reason, validators=[visible, no_longer(SHORT)]
        )
    given = {key: one for key, one in told.values.items() if key in REST} if told else {}
    offered = Choices(people=offered_people(given))
    return SheetForm(Sheet((Section("会议记录", REST),), given), offered, further)


def _members(found: Sitting, form: SheetForm) -> list[dict[str, str]]:
    """The rows as the engine takes them."""
    told = []
    for place, one in enumerate(found.file.roster):
        reason = (form.form[f"reason{place}"].data or "").strip()
        how = form.form[f"how{place}"].data
        told.append({"person": one.person, "how": how, **({"reason": reason} if reason else {})})
    return told
