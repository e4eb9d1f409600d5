"""A form that enters or corrects one thing (登记与更正): its fields, its command, where it leads back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import flash, redirect, render_template, request

from web.acting import tried
from web.errors import shown_status
from web.forms.build import SheetForm
from web.forms.fields import Choices
from web.forms.sheet import Section, Sheet
from workflow.edition import Field
from workflow.errors import WorkflowError
from workflow.journal import Desk, Order

Values = dict[str, Any]
REASON = Field(type="text", title="理由", long=True)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page asks and what becomes of it. `seen`: the seqs it shows; `back`: where it leads."""

    title: str
    button: str
    crumb: tuple[tuple[str, str], ...]  # address and words of each page above
    fields: Mapping[str, Field]
    subject: str
    what: str
    command: Callable[[Desk, Order, Values], object]
    back: str
    told: str
    given: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    choices: Choices = field(default_factory=Choices)
    seen: Mapping[str, int] = field(default_factory=dict)
    dated: bool = False  # whether the day of the deed is asked
    done: Callable[[], Any] | None = None  # shown instead of leading back


def ask(asked: Asked) -> Any:
    """Show the form; on POST carry out its command, with a refusal above what was typed."""
    form = SheetForm(
        Sheet((Section("", asked.fields),), asked.given, notes=asked.notes), asked.choices
    )
    error: WorkflowError | None = None
    if request.method == "POST" and not form.add_row() and form.validate():
        values = form.values()
        error = tried(
            form.form, asked.subject, asked.what,
            lambda desk, order: asked.command(desk, order, values),
        )  # fmt: skip
        if error is None:
            if asked.done is not None:
                return asked.done()
            flash(asked.told)
            return redirect(asked.back, 303)
    form.form.renew(asked.seen)
    page = render_template("admin/form.html", asked=asked, form=form, error=error)
    return page, shown_status(error)


def made(letter: str, order: Order) -> str:
    """The id of what an order opens: the same when it is sent twice."""
    return f"{letter}{order.id.replace('-', '')[:12]}"


def choice(title: str, options: Mapping[str, str], *, required: bool = True) -> Field:
    """One of some words; built by the site, not read from a definition, so its names are free."""
    return Field.model_construct(
        type="code", title=title, options=options, required=required, columns={}, long=False,
        rule=None,
    )  # fmt: skip


def rows_of(title: str, columns: Mapping[str, Field]) -> Field:
    """Rows of some columns, as many as are filled in."""
    return Field.model_construct(
        type="rows", title=title, options={}, required=False, columns=columns, long=False, rule=None
    )
