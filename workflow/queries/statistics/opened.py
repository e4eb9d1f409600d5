"""Cases opened (开立的事项): by the month of opening and by where they stand now."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select

from workflow.edition import Edition
from workflow.journal import Desk
from workflow.models import TABLES, entries, names
from workflow.queries.statistics.scope import (
    CASE,
    SELECTION,
    Listed,
    Part,
    Scope,
    listed,
    subject_of,
)

REACHED, ENDED = "已办成", "已终结或搁置"
_month = func.substr(entries.c.occurred_on, 1, 7)


class InState(NamedTuple):
    """A case as it is counted: opened in a month, it stands in a state of an edition."""

    month: str
    edition: str
    state: str


@dataclass(frozen=True, slots=True)
class Opened:
    """So many cases opened in a month stand at a stage now."""

    month: str
    stage: str
    count: int


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """One of them."""

    case: str
    number: str
    name: str
    post: str
    selection: str
    state: str
    opened_on: str


def stage_of(edition: Edition, state: str) -> str:
    """Where people say that a case stands: the title of a stage, or that it has come to an end."""
    found = edition.process.states[state]
    if state in edition.process.goals and found.final:
        return REACHED
    if found.final or found.rests:
        return ENDED
    return edition.process.stages[found.stage or ""]


def opened(desk: Desk, scope: Scope) -> list[Opened]:
    """By month and stage; one statement."""
    return opened_of(desk, opened_counts(desk, scope))


def opened_counts(desk: Desk, scope: Scope) -> Counter[InState]:
    """By month, edition and the state in which the case stands now."""
    columns = (_month, CASE.edition, CASE.state)
    query = _of_cases(scope, *columns, func.count()).group_by(*columns)
    return Counter({
        InState(month, edition, state): count
        for month, edition, state, count in desk.db.execute(query)
    })  # fmt: skip


def opened_of(desk: Desk, counts: Counter[InState]) -> list[Opened]:
    """What was counted, as it is told."""
    counted: Counter[tuple[str, str]] = Counter()
    for one, count in counts.items():
        counted[one.month, stage_of(desk.edition(one.edition), one.state)] += count
    return [Opened(month, stage, count) for (month, stage), count in sorted(counted.items())]


def opened_cases(
    desk: Desk, scope: Scope, month: str, stage: str, part_of: Part
) -> Listed[OpenedCase]:
    """The cases behind a figure, the latest first; `month` and `stage` "" for all."""
    post = TABLES["post"].c
    query = (
        _of_cases(
            scope, CASE.id, CASE.number, names.c.name, post.title, SELECTION.title, CASE.edition,
            CASE.state, entries.c.occurred_on,
        )
        .join(names, names.c.person == CASE.person)
        .join(TABLES["post"], post.id == CASE.post)
        .join(TABLES["selection"], SELECTION.id == CASE.selection)
        .order_by(entries.c.occurred_on.desc(), CASE.number)
    )  # fmt: skip
    if month:
        query = query.where(_month == month)
    if stage:
        query = query.where(_standing_at(desk, scope, stage))
    found = listed(desk, query, part_of)
    return Listed([
        OpenedCase(id, number, name, post_, batch, _title(desk, edition, state), on)
        for id, number, name, post_, batch, edition, state, on in found.rows
    ], found.total)  # fmt: skip


def _title(desk: Desk, edition: str, state: str) -> str:
    return desk.edition(edition).process.states[state].title


def _of_cases(scope: Scope, *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(TABLES["case"])
        .join(entries, and_(entries.c.subject == subject_of("case"), entries.c.seq == 1))
        .where(*scope.cases(), *scope.days(entries.c.occurred_on))
    )


def _standing_at(desk: Desk, scope: Scope, stage: str) -> ColumnElement[bool]:
    """The condition that a case stands at a stage, whatever its edition calls the states there."""
    used = desk.db.scalars(select(CASE.edition).where(*scope.cases()).distinct())
    return or_(false(), *_states_at(map(desk.edition, used), stage))


def _states_at(editions: Iterable[Edition], stage: str) -> Iterable[ColumnElement[bool]]:
    for edition in editions:
        states = [one for one in edition.process.states if stage_of(edition, one) == stage]
        yield and_(CASE.edition == edition.digest, CASE.state.in_(states))
