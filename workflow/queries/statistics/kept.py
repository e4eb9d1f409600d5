"""All figures of a scope (统计汇总): counted now, or told from counts that are kept."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from workflow.journal import Desk
from workflow.models import figures
from workflow.queries.statistics.appointed import appointed, band_counts, structure_of
from workflow.queries.statistics.asked import Asked, asked_of, task_counts
from workflow.queries.statistics.folding import folded
from workflow.queries.statistics.opened import Opened, opened_counts, opened_of
from workflow.queries.statistics.packed import PARTS, unpacked
from workflow.queries.statistics.refused import Refused, refusal_counts, refused_of
from workflow.queries.statistics.scope import Scope, is_large
from workflow.queries.statistics.stays import Stays, stay_counts, stays_of
from workflow.queries.statistics.tally import Tally

OWN, WHOLE = "own", "whole"  # parts: what is an organization's own, and with all below it


@dataclass(frozen=True, slots=True)
class Figures:
    """What the statistics say of a scope: numbers and titles, of no person.

    `structure`: dimension → band → how many were appointed.
    """

    opened: list[Opened]
    stays: list[Stays]
    asked: list[Asked]
    refused: list[Refused]
    structure: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Kept:
    """Counts, and as of when they were made."""

    tally: Tally
    made_at: datetime


def counts(desk: Desk, scope: Scope, today: date) -> Tally:
    """Count everything in the journals and lists now, but for what boards say."""
    refusals, articles = refusal_counts(desk, scope)
    return Tally(
        opened_counts(desk, scope), stay_counts(desk, scope, today), task_counts(desk, scope, today),
        refusals, band_counts(appointed(desk, scope)), articles=articles,
    )  # fmt: skip


def told(desk: Desk, tally: Tally) -> Figures:
    """What was counted, as it is told."""
    return Figures(
        opened_of(desk, tally.opened), stays_of(desk, tally.stays), asked_of(desk, tally.asked),
        refused_of(tally.refused, tally.articles), structure_of(tally.appointed),
    )  # fmt: skip


def counted(desk: Desk, scope: Scope, today: date) -> Figures:
    """The figures of a scope as of now; what is asked in a large one is told by places, not by duties."""
    found = counts(desk, scope, today)
    if is_large(desk, scope):
        found.asked = folded(desk, found.asked, scope.below)
    return told(desk, found)


def kept(desk: Desk, below: str, part: str = WHOLE) -> Kept | None:
    """What was counted last below a path; None where nothing is kept that can be read."""
    wanted = figures.c.below == below, figures.c.part == part
    row = desk.db.execute(select(figures.c.made_at, figures.c.content).where(*wanted)).first()
    tally = read(row.content) if row else None
    return Kept(tally, datetime.fromisoformat(row.made_at)) if row and tally else None


def read(content: str, parts: Set[str] = PARTS) -> Tally | None:
    """Some parts of counts as they are kept; None where another version of the program kept them."""
    try:
        return unpacked(content, parts)
    except (ValueError, TypeError, KeyError, IndexError):
        return None
