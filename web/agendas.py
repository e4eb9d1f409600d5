"""The agenda of a meeting (编排议程): what is ready is put on, taken off, put in order; what is not, why."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import login_required

from web.acting import actor, tried
from web.errors import shown_status
from web.forms.base import OrderForm
from web.house import desk, today
from web.meetings import is_ahead, is_onwards, seen_matters
from web.reading import Reader
from web.sittings import VETO, agenda, seen_meeting
from web.veto_items import awaiting_vetoes
from workflow import authority
from workflow.commands.agendas import plan_agenda
from workflow.dossier import Planned
from workflow.errors import WorkflowError
from workflow.queries.agendas import Matter
from workflow.queries.meetings import Sitting, sitting

bp = Blueprint("agendas", __name__, url_prefix="/meetings")


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that may stand on the agenda; `place` is its number there, 0 while it is not on."""

    key: str
    planned: Planned
    place: int
    name: str
    about: str
    title: str
    case: Matter | None = None
    is_on: bool = False

    @property
    def group(self) -> str:
        """Where the page shows it: on, ready, near (a step before), or other (for an exception)."""
        if self.place:
            return "on"
        if self.case is None:
            return "ready"
        if not is_onwards(self.case):
            return "other"
        return "ready" if self.case.ready else "near"


@bp.route("/<meeting>/agenda", methods=["GET", "POST"])
@login_required
def plan(meeting: str) -> Any:
    """Set the whole agenda at once: ticked and numbered."""
    found = seen_meeting(meeting)
    organization = found.file.body.organization
    authority.require(desk(), actor(), "plan_agenda", today(), organization)
    form, offers = OrderForm(), _offers(found)
    error: WorkflowError | None = None
    if form.validate_on_submit():
        items = _chosen(offers)
        error = tried(
            form, f"meeting:{meeting}", "plan_agenda",
            lambda at, order: plan_agenda(at, order, meeting, items),
        )  # fmt: skip
        if error is None:
            flash(f"已编排议程，共{len(items)}项。")
            return redirect(url_for("meetings.show", meeting=meeting), 303)
    again = sitting(desk(), meeting)
    form.renew({f"meeting:{meeting}": again.seq})
    page = render_template(
        "meetings/agenda.html", sitting=again, form=form, error=error, offers=offers,
        is_ahead=is_ahead(again), reader=Reader(desk()), typed=request.form,
    )  # fmt: skip
    return page, shown_status(error)


def _offers(found: Sitting) -> list[Offer]:
    """What stands on it, in its order; then what else the body may take up, and what is a step before."""
    by_matter = {one.matter: one for one in seen_matters(found)}
    told = [
        _offer(one.planned, one.place, one.name, one.about, one.title, by_matter.get(one.planned.matter))
        for one in agenda(found, Reader(desk()))
    ]  # fmt: skip
    on = {one.matter for one in found.file.agenda}
    told += [
        _offer(Planned("veto", "", one.person.id, one.veto), 0, one.person.name, one.item, VETO)
        for one in awaiting_vetoes(found.file) if ("veto", one.veto) not in on
    ]  # fmt: skip
    rest = [_of_case(one) for one in by_matter.values() if one.matter not in on]
    return told + [one for one in rest if one.group != "other" or (one.case and one.case.ready)]


def _of_case(one: Matter) -> Offer:
    planned = Planned(one.activity, one.case)
    return _offer(planned, 0, one.name, f"{one.unit}，拟任{one.post}", one.title, one)


def _offer(
    planned: Planned, place: int, name: str, about: str, title: str, case: Matter | None = None
) -> Offer:
    key = "/".join((planned.activity, planned.case or planned.person, planned.veto))
    on = key in request.form.getlist("on") if request.form else place > 0
    return Offer(key, planned, place, name, about, title, case, on)


def _chosen(offers: list[Offer]) -> list[dict[str, str]]:
    """What is ticked, in the order of the numbers typed; without a number at the end, as shown."""
    ticked = [one for one in offers if one.is_on]
    places = {one.key: request.form.get(f"place/{one.key}", "").strip() for one in ticked}
    ticked.sort(key=lambda one: int(places[one.key]) if _is_place(places[one.key]) else 999)
    return [
        {key: value for key in ("activity", "case", "person", "veto")
         if (value := getattr(one.planned, key))}
        for one in ticked
    ]  # fmt: skip


def _is_place(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 4
