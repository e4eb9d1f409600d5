"""Opening a selection (开立批次) and naming a candidate for one of its posts (列入人选).

The choosers offer only the organizations, bodies, people and posts that the actor may see.
"""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import login_required
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from web.acting import actor, tried
from web.errors import shown_status
from web.forms.base import OrderForm, offered, plain
from web.forms.texts import visible
from web.house import desk, today
from web.selections.columns import EFFECTS
from web.selections.room import bp, seen
from web.sight import sight_of_cases
from web.where import posts_below
from web.whom import candidates_below
from workflow import authority
from workflow.commands.selections import open_case, open_selection
from workflow.errors import WorkflowError
from workflow.queries import choices, offers


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


@bp.route("/new", methods=["GET", "POST"])
@login_required
def new() -> Any:
    """Open a selection."""
    authority.require(desk(), actor(), "open_selection", today())
    form = SelectionForm()
    form.edition.choices = offered(_processes())
    form.department.choices = offered(offers.departments(desk(), actor().organization))
    form.body.choices = offered(offers.bodies(desk(), sight_of_cases()))
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


@bp.route("/<selection>/cases/new", methods=["GET", "POST"])
@login_required
def new_case(selection: str) -> Any:
    """Name a person for a post."""
    row, below = seen(selection), sight_of_cases()
    authority.require(desk(), actor(), "open_case", today(), row.department)
    form = CaseForm()
    form.person.choices = offered(candidates_below(below))
    form.post.choices = offered(posts_below(below))
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
