"""One move (流转页): every condition, the move's own fields, a box for each written reason."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import login_required
from wtforms import TextAreaField
from wtforms.validators import Length, Optional

from web.acting import actor, tried
from web.cases.room import bp, seen_case, view_of, ways
from web.errors import shown_status
from web.forms.build import SheetForm
from web.forms.fields import Choices
from web.forms.mark import picture_of
from web.forms.sheet import Section, Sheet
from web.forms.sheet import choices as several
from web.forms.texts import plain_lines, visible
from web.house import desk
from web.reading import Reader
from web.where import all_around
from web.witnessed import waits_for_witness
from workflow.commands.cases import move
from workflow.dossier import Dossier
from workflow.edition import Field, Move
from workflow.errors import NotFound, WorkflowError

CHOSEN = ("organization", "post", "person", "people", "rows")  # types that offer what exists
LOCKED = ("post", "person", "selection", "case")


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
    }, picture_of(seen))  # fmt: skip
    page = render_template(
        "cases/move.html", seen=seen, view=view_of(seen, spec), form=form, error=error,
        reader=Reader(desk()), who=actor(), here=seen.case.state in spec.source,
        subject=f"case:{case}", waits=waits_for_witness(seen.edition, spec), **ways(seen),
    )  # fmt: skip
    return page, shown_status(error)


def _move_form(seen: Dossier, spec: Move) -> SheetForm:
    fields = dict(spec.fields)
    if spec.reopens_chosen:
        fields[spec.reopens_chosen] = _redo(seen, spec, fields[spec.reopens_chosen])
    reasons = {
        f"why_{one.finding.guard}": TextAreaField(
            one.finding.title, filters=[plain_lines],
            validators=[Optional(), Length(max=2000), visible],
        )
        for one in view_of(seen, spec).warnings
    }
    return SheetForm(Sheet((Section("", fields),)), _offered(seen, fields), reasons)


def _offered(seen: Dossier, fields: Mapping[str, Field]) -> Choices:
    """What exists, where a field asks for some of it; most moves have none such."""
    if not any(one.type in CHOSEN for one in fields.values()):
        return Choices()
    return all_around(seen.case.post)


def _redo(seen: Dossier, spec: Move, field: Field) -> Field:
    """What may be chosen to be done anew: the definition's options, else what may be recorded there."""
    if field.options:
        return field
    activities = seen.edition.process.activities
    options: Mapping[str, str] = {
        name: one.title for name, one in activities.items() if spec.target in one.within
    }
    return several(field.title, options).model_copy(update={"required": field.required})
