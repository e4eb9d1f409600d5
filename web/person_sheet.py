"""A sheet about a person (干部填报单): shown, filled in, carried out, then back to the person."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from web.acting import actor, tried
from web.errors import shown_status
from web.forms.build import SheetForm
from web.forms.fields import Choices, Late
from web.forms.mark import picture_of_person
from web.forms.sheet import Sheet
from web.house import desk, today
from web.where import posts_around, units_below
from web.whom import people_below
from workflow import authority
from workflow.errors import WorkflowError
from workflow.journal import Desk, Order
from workflow.queries.people import person as person_of

Command = Callable[[Desk, Order, Mapping[str, Any]], object]


def answer_sheet(person: str, title: str, sheet: Sheet, what: str, command: Command) -> Any:
    """Show a sheet about a person; on POST carry out the command and go back to the person."""
    form = SheetForm(sheet, _choices(sheet.given))
    error: WorkflowError | None = None
    if request.method == "POST" and not form.add_row() and form.validate():
        values = form.values()
        error = tried(
            form.form, f"person:{person}", what, lambda at, order: command(at, order, values)
        )
        if error is None:
            flash(f"已登记：{title}。")
            return redirect(url_for("people.show", person=person), 303)
    file, records = person_of(desk(), person)
    seqs = {f"person:{person}": records[-1].seq}
    form.form.renew(seqs, picture_of_person(person, records))
    page = render_template("people/act.html", file=file, title=title, form=form, error=error)
    return page, shown_status(error)


def _choices(given: Mapping[str, Any]) -> Choices:
    """What a fact may name: units and people below what one looks over, and what it names already."""
    below = authority.people_in_sight(desk(), actor(), today())
    return Choices(
        Late(lambda: units_below(below, given)), posts_around(given), people_below(below)
    )
