"""The pages of the statistics (统计页): all figures, the list behind one, and files."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import login_required

from web.acting import actor
from web.exports import Sheet, hand_out
from web.house import desk, house, look_again, now
from web.paging import SIZE, paging
from web.statistics.filters import Filter, filter_asked
from web.statistics.lists import LISTS, Behind
from web.statistics.narrowed import words_of
from web.statistics.of_cases import appointed_table, opened_table, stays_table
from web.statistics.of_requests import asked_table
from web.statistics.of_rules import refused_table
from web.statistics.table import ABOUT, Table
from web.statistics.told import Told, told_of
from web.statistics.units import by_units
from workflow.authority import READERS
from workflow.commands.exports import MOST
from workflow.commands.figures import count_anew
from workflow.errors import BadInput, NotFound, Reason
from workflow.queries.batches import Batches, batches_of
from workflow.queries.extent import Extent
from workflow.queries.statistics import scope as scopes
from workflow.queries.statistics.behind import Which
from workflow.queries.statistics.kept import Figures, kept
from workflow.queries.statistics.scope import Part, extent_of, is_kept

TABLES: Mapping[str, Callable[[Figures], Table]] = {
    "opened": opened_table, "stays": stays_table, "asked": asked_table, "refused": refused_table,
    "appointed": appointed_table,
}  # fmt: skip

bp = Blueprint("statistics", __name__, url_prefix="/statistics")


@bp.get("/")
@login_required
def index() -> Any:
    """All figures."""
    asked = filter_asked(offers=True)
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
    asked, which = filter_asked(), _which(name)
    extent = extent_of(desk(), asked.scope)
    if extent is Extent.BY_UNITS and (told := kept(desk(), asked.scope.below)):
        return by_units(asked, which, told)
    batches = _batches(asked) if extent is Extent.BY_BATCHES else None
    found = _behind(asked, which, batches, lambda total: (paging(total).start, SIZE))
    return render_template(
        "statistics/list.html", which=which, title=ABOUT[name].title, filter=asked, found=found,
        about=words_of(which), batches=batches, page=paging(found.total),
    )  # fmt: skip


def _which(name: str) -> Which:
    """The list that the address names; raises NotFound."""
    if name not in LISTS:
        raise NotFound()
    return Which(name, request.args.get("row", ""), request.args.get("column", ""))


def _batches(asked: Filter) -> Batches:
    """Of a department with too many cases, some of its selections."""
    scope = asked.scope
    return batches_of(desk(), scope.below, request.args.get("after", ""), scopes.LISTED, alone=scope.alone)


def _behind(asked: Filter, which: Which, of: Batches | None, part: Part) -> Behind:
    scope = asked.scope
    if of:
        scope = replace(scope, below="", alone=False, batches=of.wanted)
    return LISTS[which.name](scope, which.row, which.column, part)


@bp.post("/<name>/export")
@login_required
def export(name: str) -> Any:
    """A table of figures as a file, or the whole list behind one; noted, so no GET."""
    asked = filter_asked()
    if request.form.get("what") == "list":
        of = _batches_taken(asked)
        which = _which(name)
        found = _behind(asked, which, of, lambda total: (0, MOST + 1))
        words = "；".join((asked.words, *words_of(which), of.words if of else "")).strip("；")
        rows = [line.texts for line in found.lines]
        sheet = Sheet(f"{ABOUT[name].title}明细", words, found.head, rows)
    else:
        told = told_of(asked.scope)
        table = _table(told, name)
        figures = [[one.value for one in row] for row in table.rows]
        words = "；".join((asked.words, told.words)).strip("；")
        sheet = Sheet(table.about.title, words, table.head, figures)
    return hand_out(sheet, request.form.get("form", ""))


def _batches_taken(asked: Filter) -> Batches | None:
    """What a file holds is what the page lists; raises BadInput where that are units."""
    match extent_of(desk(), asked.scope):
        case Extent.WHOLE:
            return None
        case Extent.BY_BATCHES:
            return _batches(asked)
    raise BadInput("范围过大，不能导出明细", [
        Reason("R-TRACE-02", f"范围内事项超过{scopes.LISTED}件", "请先选定单位，再导出")
    ])  # fmt: skip


def _table(told: Told, name: str) -> Table:
    if name not in TABLES:
        raise NotFound()
    return TABLES[name](told.figures)
