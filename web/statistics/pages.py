"""The pages of the statistics (统计页): all figures, the list behind one, and files."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import login_required

from web.acting import actor
from web.exports import Sheet, hand_out
from web.house import desk, house, look_again, now
from web.paging import SIZE, paging
from web.statistics.filters import Filter, filter_asked
from web.statistics.lists import LISTS, Behind
from web.statistics.of_cases import appointed_table, opened_table, stays_table
from web.statistics.of_requests import asked_table
from web.statistics.of_rules import refused_table
from web.statistics.table import ABOUT, Table
from web.statistics.told import Told, told_of
from workflow.authority import READERS
from workflow.commands.exports import MOST
from workflow.commands.figures import count_anew
from workflow.errors import NotFound
from workflow.queries.statistics.kept import Figures
from workflow.queries.statistics.scope import Part, is_kept

TABLES: Mapping[str, Callable[[Figures], Table]] = {
    "opened": opened_table, "stays": stays_table, "asked": asked_table, "refused": refused_table,
    "appointed": appointed_table,
}  # fmt: skip

bp = Blueprint("statistics", __name__, url_prefix="/statistics")


@bp.get("/")
@login_required
def index() -> Any:
    """All figures."""
    asked = filter_asked()
    told = told_of(asked.scope)
    return render_template(
        "statistics/index.html", filter=asked, tables=[one(told.figures) for one in TABLES.values()],
        told=told, is_reader=actor().duty in READERS,
    )  # fmt: skip


@bp.post("/count")
@login_required
def count() -> Any:
    """Count a large scope anew, for all who look at it; leaves no entry, for nothing is recorded."""
    asked = filter_asked()
    if is_kept(desk(), asked.scope):
        count_anew(house(), asked.scope.below, now())
        look_again()
    return redirect(url_for(".index", **asked.address), 303)


@bp.get("/<name>")
@login_required
def behind(name: str) -> Any:
    """The list behind a figure."""
    asked = filter_asked()
    found = _behind(asked, name, lambda total: (paging(total).start, SIZE))
    return render_template(
        "statistics/list.html", name=name, title=ABOUT[name].title, filter=asked, found=found,
        row=request.args.get("row", ""), column=request.args.get("column", ""),
        page=paging(found.total),
    )  # fmt: skip


def _behind(asked: Filter, name: str, part: Part) -> Behind:
    if name not in LISTS:
        raise NotFound()
    told = request.args
    return LISTS[name](asked.scope, told.get("row", ""), told.get("column", ""), part)


@bp.post("/<name>/export")
@login_required
def export(name: str) -> Any:
    """A table of figures as a file, or the whole list behind one; noted, so no GET."""
    asked = filter_asked()
    if request.form.get("what") == "list":
        found = _behind(asked, name, lambda total: (0, MOST + 1))
        words = "；".join((asked.words, *found.which)).strip("；")
        rows = [line.texts for line in found.lines]
        sheet = Sheet(f"{ABOUT[name].title}明细", words, found.head, rows)
    else:
        told = told_of(asked.scope)
        table = _table(told, name)
        figures = [[one.value for one in row] for row in table.rows]
        words = "；".join((asked.words, told.words)).strip("；")
        sheet = Sheet(table.about.title, words, table.head, figures)
    return hand_out(sheet, request.form.get("form", ""))


def _table(told: Told, name: str) -> Table:
    if name not in TABLES:
        raise NotFound()
    return TABLES[name](told.figures)
