"""People (干部): the list with its filters, a person's file, the sheet for print, the photograph."""

from pathlib import PurePath
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask_login import login_required
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from web.acting import actor, tried
from web.errors import shown_status
from web.facts import fact_lines, fact_title
from web.forms.base import OrderForm, offered
from web.forms.erasing import erasing_now
from web.forms.standing import current
from web.forms.texts import visible
from web.forms.uploads import MEDIA
from web.history import told
from web.house import desk, house, today
from web.portrait import Shown
from web.reading import Reader
from web.roll import listed
from web.where import units_below
from workflow import attachments, authority
from workflow.commands.people import correct_person, register
from workflow.errors import NotFound, WorkflowError
from workflow.facts import FACTS, STANDINGS
from workflow.queries.cases import cases
from workflow.queries.people import person as person_of
from workflow.queries.portraits import Portrait, portrait, settings_in_force

bp = Blueprint("people", __name__, url_prefix="/people")
LATEST = 8  # entries shown on the page of a person


class PersonForm(OrderForm):
    """A new file, or its name and unit corrected."""

    name = StringField("姓名", validators=[InputRequired(), Length(max=60), visible])
    organization = SelectField("工作单位", validators=[InputRequired()])


@bp.get("/")
@login_required
def index() -> Any:
    """Everybody whose file I may see, as filtered by the address."""
    below = authority.people_in_sight(desk(), actor(), today())
    return listed(below, may_register=actor().duty in authority.DO["register_person"])


@bp.route("/new", methods=["GET", "POST"])
@login_required
def new() -> Any:
    """Open a file."""
    authority.require(desk(), actor(), "register_person", today())
    form = _person_form()
    error: WorkflowError | None = None
    if form.validate_on_submit():
        id = f"p{(form.command.data or '').replace('-', '')[:12]}"
        name, unit = form.name.data or "", form.organization.data
        error = tried(
            form, f"person:{id}", "register",
            lambda at, order: register(at, order, id, name, unit),
        )  # fmt: skip
        if error is None:
            flash("已登记干部。")
            return redirect(url_for(".show", person=id), 303)
    form.renew({})
    return render_template("people/new.html", form=form, error=error), shown_status(error)


def _person_form(**given: str) -> PersonForm:
    """The units offered are those whose people the actor may know of."""
    form = PersonForm(data=None if request.form else given)
    below = authority.people_in_sight(desk(), actor(), today())
    form.organization.choices = offered(units_below(below, given))
    return form


@bp.route("/<person>/correct", methods=["GET", "POST"])
@login_required
def correct(person: str) -> Any:
    """Correct the name, or enter the unit to which the person has moved."""
    seen = portrait_of(person)
    authority.require(desk(), actor(), "register_person", today())
    form = _person_form(name=seen.file.name, organization=seen.file.organization)
    error: WorkflowError | None = None
    if form.validate_on_submit():
        name, unit = form.name.data or "", form.organization.data
        error = tried(
            form, f"person:{person}", "correct_person",
            lambda at, order: correct_person(at, order, person, name, unit),
        )  # fmt: skip
        if error is None:
            flash("已更正姓名和工作单位。")
            return redirect(url_for(".show", person=person), 303)
    form.renew({f"person:{person}": person_of(desk(), person)[1][-1].seq})
    page = render_template("people/new.html", form=form, error=error, file=seen.file)
    return page, shown_status(error)


@bp.get("/<person>")
@login_required
def show(person: str) -> Any:
    """The file, with who verified what, and what I am entitled to do about it."""
    file, records = person_of(desk(), person)
    whole = authority.require_sight_of_person(desk(), actor(), file.organization, today())
    reader, duty = Reader(desk()), actor().duty
    seen = portrait(file, records, settings_in_force(desk()), today())
    below = authority.overlooked(desk(), actor(), today())
    return render_template(
        "people/show.html", file=file, whole=whole, reader=reader, standings=STANDINGS,
        shown=Shown(seen, reader), seen=seen, title=fact_title, line=fact_lines, facts=FACTS,
        sorted_facts=sorted(file.facts, key=lambda one: list(FACTS).index(one.kind)),
        cases=cases(desk(), person=person, below=below) if below is not None else [],
        standing=[one for one in current(file, records) if duty in one.duties],
        erasing=[one for one in erasing_now(desk(), file) if duty in one.duties],
        may_state=duty in authority.DO["state_fact"],
        may_register=duty in authority.DO["register_person"],
        may_verify=duty in authority.DO["verify_fact"], account=actor().account,
        political=duty in authority.SEES_POLITICAL_FILE,
        entries=list(reversed(told(desk(), reader, [
            one for one in records if one.kind in ("standing", "erase") or whole
        ])))[:LATEST],
    )  # fmt: skip


@bp.get("/<person>/sheet")
@login_required
def sheet(person: str) -> Any:
    """The file on one sheet for print."""
    seen = portrait_of(person)
    return render_template(
        "people/sheet.html", seen=seen, file=seen.file, shown=Shown(seen, Reader(desk())),
        today=today(),
    )  # fmt: skip


@bp.get("/<person>/photo/<digest>")
@login_required
def photo(person: str, digest: str) -> Any:
    """The photograph, for those who may see the file. It is part of the page, no opened paper."""
    shown = next((one.photo for one in portrait_of(person).forms
                  if one.photo and one.photo["digest"] == digest), None)  # fmt: skip
    if shown is None:
        raise NotFound()
    media = MEDIA[PurePath(str(shown["name"])).suffix]
    return send_file(attachments.find(house().attachments, digest), mimetype=media)


def portrait_of(person: str) -> Portrait:
    """The file of a person of whom the actor may see everything; raises NotFound."""
    file, records = person_of(desk(), person)
    if not authority.require_sight_of_person(desk(), actor(), file.organization, today()):
        raise NotFound()
    return portrait(file, records, settings_in_force(desk()), today())
