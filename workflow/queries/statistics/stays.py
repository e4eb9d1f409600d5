"""Days in each state (各步骤办理天数): how long cases stood there, in calendar days."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, false, func, or_, select

from workflow.edition import Edition
from workflow.journal import Desk
from workflow.models import TABLES, names
from workflow.queries.editions import EFFECTS
from workflow.queries.statistics.scope import (
    CASE,
    Listed,
    Part,
    Scope,
    listed,
    standing_in,
)

LEFT, THERE = "left", "there"


class Spent(NamedTuple):
    """A stay as it is counted: begun in a month, so many days; `there`: not over."""

    month: str
    edition: str
    state: str
    there: bool
    days: int


@dataclass(frozen=True, slots=True)
class Stays:
    """How long cases stood in one state: those that have left it, and those still there."""

    process: str
    state: str
    title: str  # process and state
    timed: bool  # a period of fixed length runs there (试用期)
    left: int
    median: float
    ninety: int  # nine of ten left within so many days
    longest: int
    there: int
    longest_there: int


@dataclass(frozen=True, slots=True)
class Stay:
    """One of them; `until` is "" while the case stands there."""

    case: str
    number: str
    name: str
    title: str
    since: str
    until: str
    days: int


@dataclass(slots=True)
class _Gathered:
    """Days → how often, of those that left and of those still there."""

    edition: Edition
    left: Counter[int] = field(default_factory=Counter)
    there: Counter[int] = field(default_factory=Counter)


def stays(desk: Desk, scope: Scope, today: date) -> list[Stays]:
    """Every state in which a case stood, in the order of its process; one statement."""
    return stays_of(desk, stay_counts(desk, scope, today))


def stay_counts(desk: Desk, scope: Scope, today: date) -> Counter[Spent]:
    """How often a case stood somewhere for so long; where it ends it does not wait for anybody."""
    told = standing_in(scope)
    query = (
        select(CASE.edition, told.c.state, told.c.since, told.c.until, func.count())
        .join_from(told, TABLES["case"], CASE.id == told.c.case)
        .where(*scope.days(told.c.since))
        .group_by(CASE.edition, told.c.state, told.c.since, told.c.until)
    )
    found: Counter[Spent] = Counter()
    for edition, state, since, until, count in desk.db.execute(query):
        if not desk.edition(edition).process.states[state].final:
            days = _days(since, until, today)
            found[Spent(since[:7], edition, state, until == "", days)] += count
    return found


def stays_of(desk: Desk, counts: Counter[Spent]) -> list[Stays]:
    """What was counted, as it is told."""
    found: dict[tuple[str, str], _Gathered] = {}
    for one, count in counts.items():
        edition = desk.edition(one.edition)
        into = found.setdefault((edition.process.process, one.state), _Gathered(edition))
        (into.there if one.there else into.left)[one.days] += count
    rows = [_stays(process, state, one) for (process, state), one in found.items()]
    return sorted(rows, key=lambda one: _place(found[one.process, one.state].edition, one.state))


def _place(edition: Edition, state: str) -> tuple[int, str, int]:
    """Processes that lead up before those that lead down, each in the order of its states."""
    process = edition.process
    return EFFECTS.index(process.effect), process.title, list(process.states).index(state)


def _stays(process: str, state: str, one: _Gathered) -> Stays:
    activities = one.edition.process.activities.values()
    timed = any(each.kind == "period" and state in each.within for each in activities)
    return Stays(
        process, state, _title(one.edition, state), timed, one.left.total(), median(one.left), within(one.left, 0.9),
        max(one.left, default=0), one.there.total(), max(one.there, default=0),
    )  # fmt: skip


def _days(since: str, until: str, today: date) -> int:
    end = date.fromisoformat(until) if until else today
    return (end - date.fromisoformat(since)).days


def median(counted: Mapping[int, int]) -> float:
    """The middle of counted figures, between the two middle ones where they are even; 0 of none."""
    total = sum(counted.values())
    if total == 0:
        return 0
    middle = [_ranked(counted, (total - 1) // 2), _ranked(counted, total // 2)]
    return sum(middle) / 2


def within(counted: Mapping[int, int], share: float) -> int:
    """The least figure that a share of all do not exceed (nearest rank); 0 of none."""
    total = sum(counted.values())
    return _ranked(counted, -int(-share * total // 1) - 1) if total else 0


def _ranked(counted: Mapping[int, int], rank: int) -> int:
    """The figure at a rank, counted from 0, of all in ascending order."""
    figures = sorted(counted)
    return figures[bisect_right(list(accumulate(counted[one] for one in figures)), rank)]


def stay_list(
    desk: Desk, scope: Scope, today: date, which: tuple[str, str, str], part_of: Part
) -> Listed[Stay]:
    """The stays behind a figure, the earliest first.

    `which`: process and state, "" for all; LEFT, THERE or "" for both.
    """
    told = standing_in(scope)
    process, state, part = which
    query = (
        select(CASE.id, CASE.number, names.c.name, CASE.edition, told.c.state, told.c.since,
               told.c.until)
        .join_from(told, TABLES["case"], CASE.id == told.c.case)
        .join(names, names.c.person == CASE.person)
        .where(*scope.days(told.c.since), _open_states(desk, scope, told.c.state))
        .order_by(told.c.since, CASE.number, told.c.seq)
    )  # fmt: skip
    if process:
        query = query.where(CASE.process == process, told.c.state == state)
    if part:
        query = query.where(told.c.until == "" if part == THERE else told.c.until != "")
    found = listed(desk, query, part_of)
    return Listed([
        Stay(id, number, name, _title(desk.edition(digest), at), since, until,
             _days(since, until, today))
        for id, number, name, digest, at, since, until in found.rows
    ], found.total)  # fmt: skip


def _title(edition: Edition, state: str) -> str:
    return f"{edition.process.title}·{edition.process.states[state].title}"


def _open_states(
    desk: Desk, scope: Scope, state: ColumnElement[str]
) -> ColumnElement[bool]:
    """The condition that a state is not final: there a case does not wait for anybody."""
    used = desk.db.scalars(select(CASE.edition).where(*scope.cases()).distinct())
    states: dict[str, list[str]] = defaultdict(list)
    for digest in used:
        process = desk.edition(digest).process
        states[digest] = [name for name, one in process.states.items() if not one.final]
    parts = (and_(CASE.edition == one, state.in_(open_)) for one, open_ in states.items())
    return or_(false(), *parts)
