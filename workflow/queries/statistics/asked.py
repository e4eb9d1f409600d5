"""What is asked and overdue (办理事项逾期): open requests by duty and organization."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Select, and_, case, false, func, select

from workflow.journal import Desk
from workflow.models import TABLES, beneath, names, requests
from workflow.queries.statistics.scope import (
    ABOUT_CASE,
    ABOUT_SELECTION,
    Listed,
    Part,
    Scope,
    listed,
    with_subjects,
)

OPEN, LATE = "open", "late"
REST, OTHERS = ("", ""), "其余单位"  # all duties of many places with less to do


@dataclass(frozen=True, slots=True)
class Asked:
    """What waits for one duty at one organization; `earliest`: the first day missed, or "".

    `duty` "": for all duties of the organization and of those below it, see `folding`; those of many
    places with less to do where `organization` is "", too.
    """

    duty: str
    organization: str
    place: str
    open: int
    late: int
    earliest: str


class Asking(NamedTuple):
    """A request as it is counted; `missed`: its day, where that is over."""

    month: str
    edition: str
    duty: str
    organization: str
    missed: str


Task: TypeAlias = tuple[Asking, ...]  # what several cases ask alike: in a period the first of it counts


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One request; `case` is "" where it is of a whole selection."""

    case: str
    selection: str
    about: str  # number and name, or the title of the selection
    title: str
    duty: str
    place: str
    opened_on: str
    due_on: str


def asked(desk: Desk, scope: Scope, today: date) -> list[Asked]:
    """By organization and duty; two statements."""
    return asked_of(desk, task_counts(desk, scope, today))


def task_counts(desk: Desk, scope: Scope, today: date) -> Counter[Task]:
    """What is asked, once what several cases ask alike; one statement."""
    table, day = requests.c, today.isoformat()
    edition = func.coalesce(ABOUT_CASE.edition, ABOUT_SELECTION.edition)
    query = _joined(
        table.task, func.substr(table.opened_on, 1, 7), edition, table.duty, table.organization,
        table.due_on,
    ).where(*_wanted(scope)).order_by(table.task, table.id)  # fmt: skip
    found: dict[str, dict[Asking, None]] = defaultdict(dict)
    for task, month, digest, duty, organization, due_on in desk.db.execute(query):
        missed = due_on if due_on < day else ""
        found[task][Asking(month, digest, duty, organization, missed)] = None
    return Counter(tuple(one) for one in found.values())


def asked_of(desk: Desk, counts: Counter[Task]) -> list[Asked]:
    """What was counted, as it is told; one statement."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for task, count in counts.items():
        found[task[0].duty, task[0].organization][task[0].missed] += count
    names = _names(desk, {organization for _, organization in found})
    rows = (_asked(key, names.get(key[1], ""), missed) for key, missed in found.items())
    return sorted(rows, key=lambda one: (
        (one.duty, one.organization) == REST, one.place, one.duty, one.organization
    ))  # fmt: skip


def _asked(key: tuple[str, str], place: str, missed: Counter[str]) -> Asked:
    late = {day: count for day, count in missed.items() if day}
    title = OTHERS if key == REST else place
    return Asked(*key, title, missed.total(), sum(late.values()), min(late, default=""))


def _names(desk: Desk, organizations: Collection[str]) -> dict[str, str]:
    table = TABLES["organization"].c
    query = select(table.id, table.name).where(table.id.in_(list(organizations)))
    return dict(desk.db.execute(query).tuples().all())


def asked_list(
    desk: Desk, scope: Scope, today: date, which: tuple[str, str, str], part_of: Part
) -> Listed[AskedLine]:
    """The requests behind a figure, the nearest due day first.

    `which`: duty and organization, "" for all, an organization alone for itself and all below it;
    LATE, or OPEN for all that are open.
    """
    duty, organization, part = which
    undated = case((requests.c.due_on == "", 1), else_=0)
    query = (
        _of_requests(
            scope, ABOUT_CASE.id, ABOUT_SELECTION.id, ABOUT_CASE.number, names.c.name,
            ABOUT_SELECTION.title, requests.c.title, requests.c.duty,
            TABLES["organization"].c.name, requests.c.opened_on, requests.c.due_on,
        )
        .outerjoin(names, names.c.person == ABOUT_CASE.person)
        .order_by(undated, requests.c.due_on, requests.c.opened_on, requests.c.id)
    )  # fmt: skip
    if duty:
        query = query.where(requests.c.duty == duty, requests.c.organization == organization)
    elif organization:
        places = TABLES["organization"].c
        path = desk.db.scalar(select(places.path).where(places.id == organization))
        query = query.where(beneath(places.path, path) if path else false())
    if part == LATE:
        query = query.where(_is_late(today))
    found = listed(desk, query, part_of)
    return Listed([_line(*row) for row in found.rows], found.total)


def _line(
    case_: str | None, selection: str | None, number: str | None, name: str | None,
    batch: str | None, title: str, duty: str, place: str | None, opened_on: str, due_on: str,
) -> AskedLine:  # fmt: skip
    about = f"{number} {name}" if case_ else batch or ""
    return AskedLine(
        case_ or "", selection or "", about, title, duty, place or "", opened_on, due_on
    )


def _of_requests(scope: Scope, *columns: Any) -> Select[Any]:
    """As an inbox shows them: only for the way onwards, and once what several cases ask alike."""
    places, once = TABLES["organization"].c, func.min(requests.c.id)
    ids = _joined(once).where(*_wanted(scope)).group_by(requests.c.task)
    return (
        _joined(*columns)
        .outerjoin(TABLES["organization"], places.id == requests.c.organization)
        .where(requests.c.id.in_(ids))
    )


def _wanted(scope: Scope) -> Iterator[ColumnElement[bool]]:
    yield from scope.about(requests.c.subject)
    yield from scope.days(requests.c.opened_on)
    yield requests.c.onwards


def _joined(*columns: Any) -> Select[Any]:
    return select(*columns).select_from(with_subjects(requests, requests.c.subject))


def _is_late(today: date) -> Any:
    return and_(requests.c.due_on != "", requests.c.due_on < today.isoformat())
