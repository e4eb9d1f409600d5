"""Selections (选拔任用批次): the list, the board of one, opening one and naming a candidate."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import login_required
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from web.acting import actor, tried
from web.doing import Doing, doings
from web.errors import shown_status
from web.forms.base import OrderForm, offered, plain
from web.forms.texts import visible
from web.house import desk, now, today
from web.reading import Reader
from workflow import authority
from workflow.commands.selections import open_case, open_selection
from workflow.edition import Edition
from workflow.errors import NotFound, WorkflowError
from workflow.journal.picture import selection_dossier
from workflow.queries import choices
from workflow.queries.cases import CaseRow, cases
from workflow.queries.people import people
from workflow.queries.selections import SelectionRow, selection, selections

EFFECTS = ("upward", "lateral", "downward")
bp = Blueprint("selections", __name__, url_prefix="/selections")


class SelectionForm(OrderForm):
    """A new selection."""

    title = StringField("批次名称", validators=[InputRequired(), Length(max=200), visible])
    edition = SelectField("流程", validators=[InputRequired()])
    department = SelectField("承办组织部门", validators=[InputRequired()])
    body = SelectField("讨论决定机构", validators=[InputRequired()])
    occasion = RadioField("情形", default="individual", choices=[
        ("individual", "个别提拔任职"), ("leadership_change", "换届"),
    ])  # fmt: skip


class CaseForm(OrderForm):
    """A candidate for a post of a selection."""

    number = StringField("事项编号", validators=[InputRequired(), Length(max=40), visible])
    person = SelectField("人选", validators=[InputRequired()])
    post = SelectField("拟任职位", validators=[InputRequired()])


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the board: a stage, or the cases that have ended."""

    title: str
    cases: list[CaseRow]

    @property
    def blocked(self) -> int:
        """How many of its cases wait for something."""
        return sum(1 for one in self.cases if one.blocked)


@bp.get("/")
@login_required
def index() -> Any:
    """The selections I may see."""
    reader = Reader(desk())
    rows = [one for one in selections(desk()) if _visible(one)]
    return render_template(
        "selections/index.html", rows=rows, reader=reader,
        may_open=actor().duty in authority.DO["open_selection"],
    )  # fmt: skip


def _visible(row: SelectionRow) -> bool:
    try:
        authority.require_sight(desk(), actor(), row.department, today())
    except NotFound:
        return False
    return True


@bp.route("/new", methods=["GET", "POST"])
@login_required
def new() -> Any:
    """Open a selection."""
    authority.require(desk(), actor(), "open_selection", today())
    form = SelectionForm()
    form.edition.choices = offered(_processes())
    form.department.choices = offered(choices.organizations(desk()))
    form.body.choices = offered(choices.bodies(desk()))
    if not request.form:
        form.department.data = actor().organization
    error: WorkflowError | None = None
    if form.validate_on_submit():
        id = f"s{(form.command.data or '').replace('-', '')[:12]}"
        values = plain(form, "title", "department", "body", "occasion")
        error = tried(form, f"selection:{id}", "open_selection", lambda at, order: open_selection(
            at, order, id, values, form.edition.data
        ))  # fmt: skip
        if error is None:
            flash("已开立批次。")
            return redirect(url_for(".show", selection=id), 303)
    form.renew({})
    return render_template("selections/new.html", form=form, error=error), shown_status(error)


def _processes() -> dict[str, str]:
    """Every published process by the digest of its latest edition: promotions first, as most are."""
    told = {digest: desk().edition(digest).process for digest in choices.processes(desk())}
    upward_first = sorted(told.items(), key=lambda one: EFFECTS.index(one[1].effect))
    return {digest: f"{one.title}（第{one.edition}版）" for digest, one in upward_first}


@bp.get("/<selection>")
@login_required
def show(selection: str) -> Any:
    """The board: a column a stage, cards with what waits; the shared work of the selection below."""
    row = _seen(selection)
    edition = desk().edition(row.edition)
    board = list(_columns(edition, cases(desk(), row.id)))
    return render_template(
        "selections/show.html", row=row, board=board, reader=Reader(desk()), edition=edition,
        doings=_shared(row), may_open=actor().duty in authority.DO["open_case"],
    )  # fmt: skip


def _seen(id: str) -> SelectionRow:
    row = selection(desk(), id)
    authority.require_sight(desk(), actor(), row.department, today())
    return row


def _columns(edition: Edition, rows: list[CaseRow]) -> Iterator[Column]:
    states = edition.process.states
    ended = [one for one in rows if states[one.state].final or states[one.state].rests]
    for stage, title in edition.process.stages.items():
        yield Column(title, [
            one for one in rows if states[one.state].stage == stage and one not in ended
        ])  # fmt: skip
    yield Column("已办结", ended)


def _shared(row: SelectionRow) -> list[Doing]:
    """The activities of the selection; they may be recorded while one of its cases stands there."""
    seen = selection_dossier(desk(), row.id, now())
    states = {one.state for one in cases(desk(), row.id)} or {seen.edition.initial}
    return list(doings(seen, f"selection:{row.id}", "selection", actor(), states))


@bp.route("/<selection>/cases/new", methods=["GET", "POST"])
@login_required
def new_case(selection: str) -> Any:
    """Name a person for a post."""
    row = _seen(selection)
    authority.require(desk(), actor(), "open_case", today(), row.department)
    form = CaseForm()
    filed = {one.id: f"{one.name}（{one.unit}）" for one in people(desk())}
    form.person.choices = offered(filed)  # 一人一档: only who has a file can be a candidate
    form.post.choices = offered(choices.posts(desk()))
    error: WorkflowError | None = None
    if form.validate_on_submit():
        id = f"c{(form.command.data or '').replace('-', '')[:12]}"
        values = {**plain(form, "number", "person", "post"), "selection": row.id}
        error = tried(
            form, f"case:{id}", "open_case", lambda at, order: open_case(at, order, id, values)
        )
        if error is None:
            flash("已列入人选。")
            return redirect(url_for("cases.show", case=id), 303)
    if not request.form:
        form.number.data = f"{today().year}-{row.cases + 1:02d}"
    form.renew({f"selection:{row.id}": row.seq})
    page = render_template("selections/new_case.html", form=form, row=row, error=error)
    return page, shown_status(error)
