"""The board (批次看板): how many cases stand in each state, and the first cards of each.

Everything is counted and cut by the database: a board costs as many statements for sixty thousand
cases as for six.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal_column, select

from workflow.edition import Edition
from workflow.journal import Desk
from workflow.models import TABLES
from workflow.queries.cards import (
    FILTERS,
    OF_VIEWER,
    SORTS,
    Card,
    Scope,
    Viewer,
    narrowed,
    scoped,
    within,
)
from workflow.queries.extent import Extent, extent, is_more
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


def extent_of(desk: Desk, scope: Scope) -> Extent:
    """Whether there is too much in a scope to be counted and sorted for each who looks; of one's own there is not."""
    return Extent.WHOLE if scope.of else extent(desk, scope.below, COUNTED, *within(scope))


def open_of(desk: Desk, scope: Scope, editions: Iterable[Edition]) -> Scope | None:
    """The cases of a scope that have not ended; None where these alone are too many."""
    names = {name: None for one in editions for name, state in one.process.states.items()
             if not (state.final or state.rests)}  # fmt: skip
    found = replace(scope, states=tuple(names))
    return None if is_more(desk, COUNTED, select(_cases.id).where(*within(found))) else found


def with_ended(now: Tallies, told: Kept, editions: Collection[str], active: frozenset[str],
               open_: Collection[str]) -> Tallies:  # fmt: skip
    """The figures of what has not ended, as of now, with those of what has, as it was counted.

    Not those that are of the viewer: nobody counted these of what has ended.
    """
    ended = kept_tallies(told, editions, active, open_)
    chips = {key: now.chips[key] + ended.chips[key] for key in now.chips.keys() - OF_VIEWER.keys()}
    return Tallies({**ended.states, **now.states}, now.whole + ended.whole, chips)


def kept_tallies(
    told: Kept, editions: Collection[str], active: frozenset[str], without: Collection[str] = ()
) -> Tallies:
    """The same figures from what was counted of a wide scope, without some states; not those that are of the viewer."""
    states: dict[str, Counter[str]] = defaultdict(Counter)
    chips, whole = Counter[str](dict.fromkeys(MARKS, 0)), 0
    for one, count in told.board.items():
        if one.edition in editions and one.state not in without:
            whole += count
            if active <= set(one.marks):
                states[one.state].update(dict.fromkeys(("shown", *one.marks), count))
                chips.update(dict.fromkeys(one.marks, count))
    return Tallies(
        {state: Tally(by["shown"], by["blocked"], by["overdue"]) for state, by in states.items()},
        whole, chips,
    )  # fmt: skip


def kept_editions(told: Kept, without: Collection[str] = ()) -> Counter[str]:
    """The editions under which cases run, with how many; not those in some states."""
    found: Counter[str] = Counter()
    for one, count in told.board.items():
        found[one.edition] += count * (one.state not in without)
    return found


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
