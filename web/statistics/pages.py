"""The pages of the statistics (统计页): all figures, the list behind one, and files."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, render_template, request
from flask_login import login_required

from web.acting import actor
from web.exports import Sheet, hand_out
from web.paging import SIZE, paging
from web.statistics.filters import Filter, filter_asked
from web.statistics.lists import LISTS, Behind
from web.statistics.of_cases import appointed_table, opened_table, stays_table
from web.statistics.of_requests import asked_table
from web.statistics.of_rules import refused_table
from web.statistics.table import ABOUT, Table
from workflow.authority import READERS
from workflow.commands.exports import MOST
from workflow.errors import NotFound
from workflow.queries.statistics.scope import Part, Scope

TABLES: Mapping[str, Callable[[Scope], Table]] = {
    "opened": opened_table, "stays": stays_table, "asked": asked_table, "refused": refused_table,
    "appointed": appointed_table,
}  # fmt: skip

bp = Blueprint("statistics", __name__, url_prefix="/statistics")


@bp.get("/")
@login_required
def index() -> Any:
    """All figures."""
    asked = filter_asked()
    return render_template(
        "statistics/index.html", filter=asked, tables=[one(asked.scope) for one in TABLES.values()],
        is_reader=actor().duty in READERS,
    )  # fmt: skip


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
        table = _table(asked, name)
        figures = [[one.value for one in row] for row in table.rows]
        sheet = Sheet(table.about.title, asked.words, table.head, figures)
    return hand_out(sheet, request.form.get("form", ""))


def _table(asked: Filter, name: str) -> Table:
    if name not in TABLES:
        raise NotFound()
    return TABLES[name](asked.scope)
