"""A figure by units (明细按单位): what stands instead of a list that nobody could read through."""

from typing import Any

from flask import render_template, request

from web.house import desk, local
from web.statistics.filters import Filter
from web.statistics.narrowed import words_of
from web.statistics.table import ABOUT
from workflow.queries.choices import named_below
from workflow.queries.statistics import scope as scopes
from workflow.queries.statistics.behind import Which, lengths
from workflow.queries.statistics.kept import Kept
from workflow.queries.statistics.units import units_with


def by_units(asked: Filter, which: Which, found: Kept) -> Any:
    """How much of a figure lies in each unit below, as it was counted; each leads on."""
    words = request.args.get("q", "").strip()
    units, after = units_with(desk(), asked.scope, which, request.args.get("after", ""))
    (total,) = lengths(desk(), which, {"": found.tally.within(asked.scope)}).values()
    return render_template(
        "statistics/units.html", which=which, title=ABOUT[which.name].title, filter=asked,
        about=words_of(which), units=units, after=after, total=total, as_of=local(found.made_at),
        most=scopes.LISTED, words=words,
        called=named_below(desk(), asked.scope.below, words) if words else {},
    )  # fmt: skip
