"""The board (批次看板): how many cases stand in each state, and the first cards of each.

Everything is counted and cut by the database: a board costs as many statements for sixty thousand
cases as for six.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal_column, select

from workflow.journal import Desk
from workflow.models import TABLES
from workflow.queries.cards import (
    FILTERS,
    SORTS,
    Card,
    Scope,
    Viewer,
    narrowed,
    scoped,
    within,
)
from workflow.queries.statistics.gathered import MARKS, OF_PLACES
from workflow.queries.statistics.tally import ALL, AtPlace
from workflow.queries.statistics.tally import Tally as Kept

COUNTED = 2000  # cases that are counted and sorted for one look, in about 100 ms
_cases = TABLES["case"].c


@dataclass(frozen=True, slots=True)
class Tally:
    """How many cases of a state the filters leave, and how many of them wait or are overdue."""

    shown: int
    blocked: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Tallies:
    """The figures of a board: by state; all cases in scope; and with each filter added."""

    states: Mapping[str, Tally]
    whole: int
    chips: Mapping[str, int]


def tallies(desk: Desk, viewer: Viewer, scope: Scope, active: frozenset[str]) -> Tallies:
    """The figures of a board; one statement."""
    flags = [case((one(viewer), 1), else_=0).label(key) for key, one in FILTERS.items()]
    inner = scoped(scope, _cases.state, *flags).subquery()
    on: ColumnElement[Any] = literal_column("1")
    for key in sorted(active):
        on = on * inner.c[key]
    rows = desk.db.execute(
        select(
            inner.c.state, func.count().label("whole"), func.sum(on).label("shown"),
            *(func.sum(on * inner.c[key]).label(f"with_{key}") for key in FILTERS),
        ).group_by(inner.c.state)
    ).all()  # fmt: skip
    return Tallies(
        {row.state: Tally(int(row.shown), int(row.with_blocked), int(row.with_overdue))
         for row in rows},
        sum(row.whole for row in rows),
        {key: sum(int(row._mapping[f"with_{key}"]) for row in rows) for key in FILTERS},
    )  # fmt: skip


def is_wide(desk: Desk, scope: Scope) -> bool:
    """Whether there is too much in a scope to be counted for each who looks.

    Of one's own there is not, and what one department has it sees whole, as before.
    """
    if scope.of:
        return False
    some = select(_cases.id).where(*within(scope)).limit(COUNTED + 1).subquery()
    if (desk.db.scalar(select(func.count()).select_from(some)) or 0) <= COUNTED:
        return False
    one = select(_cases.department).where(*within(scope)).limit(1).scalar_subquery()
    other = select(_cases.id).where(*within(scope), _cases.department != one).limit(1)
    return desk.db.scalar(other) is not None


def kept_tallies(told: Kept, editions: Collection[str], active: frozenset[str]) -> Tallies:
    """The same figures from what was counted of a wide scope; not those that are of the viewer."""
    states: dict[str, Counter[str]] = defaultdict(Counter)
    chips, whole = Counter[str](dict.fromkeys(MARKS, 0)), 0
    for one, count in told.board.items():
        if one.edition in editions:
            whole += count
            if active <= set(one.marks):
                states[one.state].update(dict.fromkeys(("shown", *one.marks), count))
                chips.update(dict.fromkeys(one.marks, count))
    return Tallies(
        {state: Tally(by["shown"], by["blocked"], by["overdue"]) for state, by in states.items()},
        whole, chips,
    )  # fmt: skip


def kept_editions(told: Kept) -> dict[str, int]:
    """The editions under which cases run, with how many."""
    found: Counter[str] = Counter()
    for one, count in told.board.items():
        found[one.edition] += count
    return dict(found)


@dataclass(frozen=True, slots=True)
class Below:
    """An organization below, as a wide board tells it."""

    id: str
    name: str
    whole: int
    open: int
    blocked: int
    overdue: int


def kept_places(desk: Desk, told: Kept) -> list[Below]:
    """The organizations below with the most to do, the busiest first; one statement."""
    table, of = TABLES["organization"].c, told.places
    query = select(table.id, table.name).where(table.id.in_({one.place for one in of}))
    found = [
        Below(id, name, *(of[AtPlace(id, mark)] for mark in (ALL, *OF_PLACES)))
        for id, name in desk.db.execute(query)
    ]
    return sorted(found, key=lambda one: (-one.open, -one.whole, one.id))


def cards(
    desk: Desk, viewer: Viewer, scope: Scope, active: frozenset[str], sort: str, most: int,
    without: Collection[str] = (),
) -> dict[str, list[Card]]:  # fmt: skip
    """The first cards of every state but some; one statement."""
    place = func.row_number().over(partition_by=_cases.state, order_by=SORTS[sort]).label("place")
    wanted = narrowed(viewer, scope, active, place)
    ranked = wanted.where(_cases.state.not_in(tuple(without))).subquery()
    first = select(ranked).where(ranked.c.place <= most).order_by(ranked.c.place)
    found: dict[str, list[Card]] = {}
    for row in desk.db.execute(first):
        told = dict(row._mapping)
        del told["place"]
        found.setdefault(row.state, []).append(Card(**told))
    return found


def editions_in(desk: Desk, scope: Scope) -> dict[str, int]:
    """The editions under which cases of a scope run: digest → how many; one statement."""
    query = select(_cases.edition, func.count()).where(*within(scope)).group_by(_cases.edition)
    return dict(desk.db.execute(query).tuples().all())
