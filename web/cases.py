"""Cases (选拔任用事项): how far, what is missing and why, the moves, the record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import login_required
from markupsafe import Markup
from wtforms import TextAreaField
from wtforms.validators import Length, Optional

from web.acting import actor, tried
from web.doing import doings
from web.errors import shown_status
from web.forms.build import SheetForm
from web.forms.fields import Choices
from web.forms.sheet import Section, Sheet
from web.forms.sheet import choices as several
from web.forms.texts import plain_lines, visible
from web.history import own_work, told
from web.house import desk, now, today
from web.paths import supplier
from web.reading import Reader
from workflow import authority
from workflow.commands.cases import move
from workflow.definition.draw import Mark, svg
from workflow.dossier import Dossier
from workflow.edition import Field, Move
from workflow.errors import NotFound, WorkflowError
from workflow.journal.picture import dossier
from workflow.journal.read import history
from workflow.queries import choices
from workflow.queries.cases import MoveView, move_view

bp = Blueprint("cases", __name__, url_prefix="/cases")
LOCKED = ("post", "person", "selection", "case")


@dataclass(frozen=True, slots=True)
class Step:
    """One stage in the head of a case: done, current or still to come."""

    title: str
    mark: str
    state: str
    on: str


def seen_case(id: str) -> Dossier:
    """The dossier of a case that the actor may see; raises NotFound."""
    seen = dossier(desk(), id, now())
    authority.require_sight(desk(), actor(), seen.selection.department, today())
    return seen


@bp.get("/<case>")
@login_required
def show(case: str) -> Any:
    """The case: head, why it cannot go on yet, what may be recorded, the last entries."""
    seen, who = seen_case(case), actor()
    reader = Reader(desk())
    moves = [_view(seen, one) for one in seen.edition.moves_from(seen.case.state)]
    subject = f"case:{case}"
    states = (seen.case.state,)
    return render_template(
        "cases/show.html", seen=seen, reader=reader, who=who, steps=list(_steps(seen)),
        picture=_picture(seen), subject=subject,
        forward=[one for one in moves if one.move.direction == "forward"],
        others=[one for one in moves if one.move.direction != "forward"],
        own=list(doings(seen, subject, "case", who, states)),
        shared=list(doings(seen, f"selection:{seen.selection.id}", "selection", who, states)),
        supplier=lambda finding: supplier(seen, finding, who.duty),
        entries=list(reversed(told(desk(), reader, own_work(history(desk(), subject)))))[:12],
    )  # fmt: skip


def _view(seen: Dossier, spec: Move) -> MoveView:
    """How a move stands; with the separation of duties where the actor could make it."""
    who = actor()
    return move_view(replace(seen, actor=who.by) if who.duty in spec.by else seen, spec)


def _steps(seen: Dossier) -> Iterator[Step]:
    process = seen.edition.process
    here = seen.stage_of(seen.case.state) or _last_stage(seen)
    stages = list(process.stages)
    for place, (stage, title) in enumerate(process.stages.items()):
        entered = [one for one in seen.case.steps if seen.stage_of(one.target) == stage]
        ended = process.states[seen.case.state].final and place <= stages.index(here)
        mark = "done" if ended or place < stages.index(here) else "todo"
        if stage == here and not ended:
            mark = "current"
        state = process.states[seen.case.state].title if mark == "current" else ""
        yield Step(title, mark, state, entered[0].on.isoformat() if entered else "")


def _last_stage(seen: Dossier) -> str:
    found = [stage for one in seen.case.steps if (stage := seen.stage_of(one.target))]
    return found[-1] if found else next(iter(seen.edition.process.stages))


def _picture(seen: Dossier) -> Markup:
    """The flow chart with where the case stands; drawn by us, escaped by us, without script."""
    marks: dict[str, Mark] = {one.target: "done" for one in seen.case.steps}
    dates = {one.target: one.on.strftime("%m-%d") for one in seen.case.steps}
    for spec in seen.edition.moves_from(seen.case.state):
        if spec.direction == "forward":
            marks[spec.target] = "blocked" if move_view(seen, spec).blocked else "next"
    marks[seen.case.state] = "current"
    return Markup(svg(seen.edition, marks=marks, dates=dates))


@bp.route("/<case>/moves/<name>", methods=["GET", "POST"])
@login_required
def move_page(case: str, name: str) -> Any:
    """One move: every condition, the move's own fields, a box for each written reason."""
    seen = seen_case(case)
    spec = seen.edition.move(name)
    if spec is None:
        raise NotFound()
    form = _move_form(seen, spec)
    error: WorkflowError | None = None
    if request.method == "POST" and not form.add_row() and form.validate():
        written = {
            one.removeprefix("why_"): form.form[one].data.strip()
            for one in form.form._fields
            if one.startswith("why_") and (form.form[one].data or "").strip()
        }
        error = tried(form.form, f"case:{case}", f"move {name}", lambda at, order: move(
            at, order, case, name, form.values(), written
        ))  # fmt: skip
        if error is None:
            flash(f"已办理：{spec.title}。")
            return redirect(url_for(".show", case=case), 303)
    return _shown_move(case, name, form, error)


def _shown_move(case: str, name: str, form: SheetForm, error: WorkflowError | None) -> Any:
    seen = seen_case(case)
    spec = seen.edition.move(name)
    assert spec is not None
    form.form.renew({
        subject: seq for subject, seq in seen.read.items() if subject.partition(":")[0] in LOCKED
    })  # fmt: skip
    page = render_template(
        "cases/move.html", seen=seen, view=_view(seen, spec), form=form, error=error,
        reader=Reader(desk()), supplier=lambda finding: supplier(seen, finding, actor().duty), who=actor(),
        here=seen.case.state in spec.source, subject=f"case:{case}",
    )  # fmt: skip
    return page, shown_status(error)


def _move_form(seen: Dossier, spec: Move) -> SheetForm:
    people = choices.people(desk())
    offered = Choices(choices.organizations(desk()), choices.posts(desk()), people)
    fields = dict(spec.fields)
    if spec.reopens_chosen:
        fields[spec.reopens_chosen] = _redo(seen, spec, fields[spec.reopens_chosen])
    reasons = {
        f"why_{one.finding.guard}": TextAreaField(
            one.finding.title, filters=[plain_lines],
            validators=[Optional(), Length(max=2000), visible],
        )
        for one in _view(seen, spec).warnings
    }
    return SheetForm(Sheet((Section("", fields),)), offered, reasons)


def _redo(seen: Dossier, spec: Move, field: Field) -> Field:
    """What may be chosen to be done anew: the definition's options, else what may be recorded there."""
    if field.options:
        return field
    activities = seen.edition.process.activities
    options: Mapping[str, str] = {
        name: one.title for name, one in activities.items() if spec.target in one.within
    }
    return several(field.title, options).model_copy(update={"required": field.required})


@bp.get("/<case>/history")
@login_required
def record(case: str) -> Any:
    """The whole record of the case (全程纪实), oldest first."""
    seen = seen_case(case)
    reader = Reader(desk())
    subjects = (f"case:{case}", f"selection:{seen.selection.id}")
    records = sorted(
        (one for subject in subjects for one in history(desk(), subject)),
        key=lambda one: (one.at, one.subject, one.seq),
    )
    return render_template(
        "cases/history.html", seen=seen, reader=reader, entries=told(desk(), reader, records),
        subject=f"case:{case}",
    )  # fmt: skip
