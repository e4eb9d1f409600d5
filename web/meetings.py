"""Meetings (会议): the list, the next first; convening one; one sitting with its agenda and items."""

import re
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import login_required
from wtforms import DateField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from web.acting import actor, tried
from web.decided import waiting as waiting_moves
from web.doing import needed
from web.errors import shown_status
from web.forms.base import OrderForm, offered, plain
from web.forms.texts import visible
from web.house import desk, now, today
from web.labels import MEETINGS
from web.paging import paging
from web.reading import Reader
from web.sight import sight, sight_of_unit
from web.sittings import (
    agenda,
    attended,
    known_people,
    may_see,
    seen_briefs,
    seen_meeting,
    tallies,
)
from web.veto_items import awaiting_vetoes
from workflow import authority
from workflow.activities.attendance import HOW
from workflow.commands.meetings import convene
from workflow.errors import WorkflowError
from workflow.journal.picture import dossier
from workflow.queries.agendas import Matter, matters
from workflow.queries.choices import named_below
from workflow.queries.levels import above, level
from workflow.queries.meetings import (
    MeetingRow,
    Seat,
    Sitting,
    ahead,
    are_many,
    past,
    past_count,
    seats,
    taken_up,
    with_bodies,
    years,
)

bp = Blueprint("meetings", __name__, url_prefix="/meetings")
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class MeetingForm(OrderForm):
    """A sitting of a body."""

    body = SelectField("会议机构", validators=[InputRequired()])
    kind = SelectField("会议种类", choices=offered(MEETINGS), validators=[InputRequired()])
    held_on = DateField("召开日期", validators=[InputRequired()])
    starts_at = StringField("开始时间", validators=[
        Optional(), Regexp(CLOCK, message="写作 09:00"), Length(max=5),
    ])  # fmt: skip
    place = StringField("地点", validators=[Optional(), Length(max=100), visible])
    notice_on = DateField("通知日期", validators=[Optional()])
    chair = SelectField("主持人", validators=[InputRequired()])


@bp.get("/")
@login_required
def index() -> Any:
    """The meetings I may see, by body and year; and the one case that brought me here."""
    wanted = request.args.get("case", "")
    seen = dossier(desk(), wanted, now()) if wanted else None
    if seen is not None:
        authority.require_sight(desk(), actor(), seen.selection.department, today())
    unit, told = request.args.get("unit", ""), _of_many(wanted)
    bodies = {one.id: one.name for one in _seen_seats(unit, alone="level" in told)}
    body, year = request.args.get("body", ""), request.args.get("year", "")
    shown = [body] if body in bodies else list(bodies)
    pages = paging(past_count(desk(), today(), shown, year))
    next_ = ahead(desk(), today(), shown, year) if pages.number == 1 else []
    before = past(desk(), today(), shown, year, pages.start)
    return render_template(
        "meetings/index.html", ahead=next_, past=before, names=_named([*next_, *before]),
        bodies=bodies, years=years(desk(), list(bodies)), body=body, year=year, kinds=MEETINGS,
        pages=pages, seen=seen, today=today().isoformat(),
        may_convene=actor().duty in authority.DO["convene"], unit=unit, **told,
    )  # fmt: skip


def _of_many(case: str) -> dict[str, Any]:
    """Where there are too many bodies for one list: the units below the one chosen, and the way to it."""
    below, unit = sight() or "", request.args.get("unit", "")
    within = sight_of_unit(unit) if unit else below
    told: dict[str, Any] = {
        "above": above(desk(), within, below) if unit else {},
        "at": lambda one: url_for(".index", unit=one or None, case=case or None),
    }  # fmt: skip
    if are_many(desk(), within):
        told["level"] = level(desk(), within, request.args.get("after", ""))
        words = request.args.get("q", "").strip()
        told |= {"units": with_bodies(desk(), told["level"]), "sought": words,
                 "named": named_below(desk(), within, words) if words else {}}  # fmt: skip
    return told


def _seen_seats(unit: str = "", *, alone: bool = False) -> list[Seat]:
    """The bodies whose meetings I may see, of a unit and those below it, or of it alone."""
    if alone and not unit:
        return []
    below = sight_of_unit(unit) if unit else sight() or ""
    found = seats(desk(), below, unit if alone else "")
    seen = {one for one in {seat.organization for seat in found} if may_see(one)}
    return [one for one in found if one.organization in seen]


def _named(rows: list[MeetingRow]) -> dict[str, list[str]]:
    """Meeting → whom its items were about, as far as the actor may know."""
    told = taken_up(desk(), [one.id for one in rows])
    items = [one for some in told.values() for one in some]
    cases = seen_briefs(one["case"] for one in items if one.get("case"))
    people = known_people(one["person"] for one in items if one.get("veto"))
    names = Reader(desk()).people if people else {}
    found: dict[str, list[str]] = {}
    for meeting, some in told.items():
        of_cases = [cases[one["case"]].name for one in some if one.get("case") in cases]
        of_people = [names.get(one["person"], "") for one in some if one.get("person") in people]
        found[meeting] = [*of_cases, *of_people]
    return found


@bp.route("/new", methods=["GET", "POST"])
@login_required
def new() -> Any:
    """Convene a meeting; then its agenda is set."""
    authority.require(desk(), actor(), "convene", today())
    form = MeetingForm()
    bodies = _seen_seats()
    form.body.choices = offered({one.id: one.name for one in bodies})
    members = {person: name for one in bodies for person, name in one.members.items()}
    form.chair.choices = offered(dict(sorted(members.items(), key=lambda one: one[1])))
    error: WorkflowError | None = None
    if form.validate_on_submit():
        id = f"m{(form.command.data or '').replace('-', '')[:12]}"
        values = plain(form, "body", "kind", "held_on", "starts_at", "place", "notice_on", "chair")
        error = tried(
            form, f"meeting:{id}", "convene", lambda at, order: convene(at, order, id, values)
        )
        if error is None:
            flash("已登记会议。")
            return redirect(url_for(".show", meeting=id), 303)
    form.renew({})
    return render_template("meetings/new.html", form=form, error=error), shown_status(error)


@bp.get("/<meeting>")
@login_required
def show(meeting: str) -> Any:
    """The sitting: its agenda, who came, what was decided, what else awaits this body."""
    found, reader = seen_meeting(meeting), Reader(desk())
    on = {one.matter for one in found.file.agenda} | found.recorded
    may_record = actor().duty in authority.DO["record_item"]
    waiting = [one for one in seen_matters(found) if one.ready and one.matter not in on]
    return render_template(
        "meetings/show.html", sitting=found, kinds=MEETINGS, how=HOW, attended=attended,
        items=tallies(found, reader), lines=agenda(found, reader), reader=reader,
        waiting=[one for one in waiting if is_onwards(one)],
        other=[one for one in waiting if not is_onwards(one)], may_record=may_record,
        vetoes=[one for one in awaiting_vetoes(found.file) if ("veto", one.veto) not in on]
        if may_record else [],
        to_move=waiting_moves(found),
        is_ahead=is_ahead(found), has_come=found.file.held_on <= today(),
    )  # fmt: skip


def seen_matters(found: Sitting) -> list[Matter]:
    """What the body may take up, of cases that the actor may know of."""
    told = matters(desk(), found.file, today())
    seen = {one for one in {row.department for row in told} if may_see(one)}
    return [one for one in told if one.department in seen]


def is_onwards(one: Matter) -> bool:
    """Whether the way onwards needs it; a revocation, for one, only the exception does."""
    return one.activity in needed(desk().edition(one.edition), one.step)


def is_ahead(found: Sitting) -> bool:
    """Whether its agenda may still be set."""
    return found.state == "planned" and found.file.held_on >= today()
