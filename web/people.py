"""People (干部): the list, a person's facts and standing, stating and verifying, hold and veto."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import login_required
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from web.acting import actor, tried
from web.errors import shown_status
from web.facts import fact_lines, fact_title
from web.forms.base import OrderForm, offered
from web.forms.build import SheetForm
from web.forms.facts import fact_fields
from web.forms.fields import Choices
from web.forms.sheet import Section, Sheet
from web.forms.standing import ACTS, Standing, act_sheet, current
from web.forms.texts import visible
from web.history import told
from web.house import desk, today
from web.reading import Reader
from workflow import authority
from workflow.commands.people import register, state_fact, verify_fact
from workflow.edition import Field
from workflow.errors import NotFound, WorkflowError
from workflow.facts import FACTS
from workflow.queries import choices
from workflow.queries.cases import cases
from workflow.queries.people import people
from workflow.queries.people import person as person_of

bp = Blueprint("people", __name__, url_prefix="/people")
STANDINGS = {"clear": "正常", "held": "暂缓", "vetoed": "一票否决"}


class PersonForm(OrderForm):
    """A new file."""

    name = StringField("姓名", validators=[InputRequired(), Length(max=60), visible])
    organization = SelectField("工作单位", validators=[InputRequired()])


@bp.get("/")
@login_required
def index() -> Any:
    """Everybody whose file I may see."""
    wanted = request.args.get("q", "").strip()
    mine = [one for one in people(desk()) if _sight(one.organization) is not None]
    rows = [one for one in mine if wanted in one.name or wanted in one.unit]
    if not mine and actor().duty not in authority.SEES_CASE:
        raise NotFound()
    return render_template(
        "people/index.html", rows=rows, wanted=wanted, standings=STANDINGS,
        may_register=actor().duty in authority.DO["register_person"],
    )  # fmt: skip


def _sight(organization: str) -> bool | None:
    try:
        return authority.require_sight_of_person(desk(), actor(), organization, today())
    except NotFound:
        return None


@bp.route("/new", methods=["GET", "POST"])
@login_required
def new() -> Any:
    """Open a file."""
    authority.require(desk(), actor(), "register_person", today())
    form = PersonForm()
    form.organization.choices = offered(choices.organizations(desk()))
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


@bp.get("/<person>")
@login_required
def show(person: str) -> Any:
    """Facts with who verified them, standing, cases, and what I am entitled to do about them."""
    file, records = person_of(desk(), person)
    whole = authority.require_sight_of_person(desk(), actor(), file.organization, today())
    reader, duty = Reader(desk()), actor().duty
    return render_template(
        "people/show.html", file=file, whole=whole, reader=reader, standings=STANDINGS,
        sorted_facts=sorted(file.facts, key=lambda one: list(FACTS).index(one.kind)),
        cases=cases(desk(), person=person) if whole else [], title=fact_title, line=fact_lines,
        facts=FACTS, standing=[one for one in current(file, records) if duty in one.duties],
        may_state=duty in authority.DO["state_fact"],
        may_verify=duty in authority.DO["verify_fact"], account=actor().account,
        entries=list(reversed(told(desk(), reader, [
            one for one in records if one.kind == "standing" or whole
        ])))[:20],
    )  # fmt: skip


@bp.route("/<person>/facts/<kind>", methods=["GET", "POST"])
@login_required
def state(person: str, kind: str) -> Any:
    """State a fact, or correct one (`corrects`); it counts when another has verified it."""
    _require_whole(person)
    if kind not in FACTS:
        raise NotFound()
    authority.require(desk(), actor(), "state_fact", today())
    sheet = Sheet((Section("", fact_fields(kind)),))
    corrects = request.args.get("corrects", "")
    return _answer(
        person, f"填报事实：{fact_title(kind)}", sheet, f"state_fact {kind}",
        lambda at, order, values: state_fact(at, order, person, kind, values, corrects),
    )  # fmt: skip


@bp.route("/<person>/facts/<path:fact>/verify", methods=["GET", "POST"])
@login_required
def verify(person: str, fact: str) -> Any:
    """Verify a fact with a document; never one's own."""
    _require_whole(person)
    authority.require(desk(), actor(), "verify_fact", today())
    file, _ = person_of(desk(), person)
    found = next((one for one in file.facts if one.id == fact), None)
    if found is None:
        raise NotFound()
    text = f"{fact_title(found.kind)}：{fact_lines(Reader(desk()), found.kind, found.values)}"
    sheet = Sheet((Section(text, {"document": Field(type="doc", title="佐证材料")}),))
    return _answer(
        person, "核实事实", sheet, "verify_fact",
        lambda at, order, values: verify_fact(at, order, person, fact, values["document"]),
    )  # fmt: skip


@bp.route("/<person>/standing/<name>", methods=["GET", "POST"])
@login_required
def standing(person: str, name: str) -> Any:
    """An act on the person's standing: hold, veto, review; only those entitled."""
    file, records = person_of(desk(), person)
    authority.require_sight_of_person(desk(), actor(), file.organization, today())
    known = ACTS.get(name)
    if known is None:
        raise NotFound()
    authority.require(desk(), actor(), known.act, today())
    found: Standing | None = next(
        (one for one in current(file, records) if one.name == name), None
    )
    if found is None and request.method == "GET":
        raise NotFound()
    target = found.target if found else request.form.get("target", "")
    return _answer(
        person, known.title, act_sheet(desk(), name, person, target), name,
        lambda at, order, values: known.do(at, order, person, target, values),
    )  # fmt: skip


def _require_whole(person: str) -> None:
    file, _ = person_of(desk(), person)
    if not authority.require_sight_of_person(desk(), actor(), file.organization, today()):
        raise NotFound()


def _answer(person: str, title: str, sheet: Sheet, what: str, command: Any) -> Any:
    """Show a sheet about a person; on POST carry out the command and go back to the person."""
    offered = Choices(
        choices.organizations(desk()), choices.posts(desk()), choices.people(desk())
    )
    form = SheetForm(sheet, offered)
    error: WorkflowError | None = None
    if request.method == "POST" and not form.add_row() and form.validate():
        values = form.values()
        error = tried(
            form.form, f"person:{person}", what, lambda at, order: command(at, order, values)
        )
        if error is None:
            flash(f"已登记：{title}。")
            return redirect(url_for(".show", person=person), 303)
    file, records = person_of(desk(), person)
    form.form.renew({f"person:{person}": records[-1].seq})
    page = render_template("people/act.html", file=file, title=title, form=form, error=error)
    return page, shown_status(error)


