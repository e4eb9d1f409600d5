"""What is asked and overdue (办理事项逾期): open requests by duty and organization."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, case, false, func, select

from workflow.journal import Desk
from workflow.models import TABLES, beneath, names, requests
from workflow.queries.statistics.scope import (
    CASE,
    SELECTION,
    Listed,
    Part,
    Scope,
    is_about,
    listed,
)

OPEN, LATE = "open", "late"
PLACES = 60  # lines that are still a page


@dataclass(frozen=True, slots=True)
class Asked:
    """What waits for one duty at one organization; `earliest`: the first day missed, or "".

    `duty` "": for all duties of the organization and of those below it, see `folded`.
    """

    duty: str
    organization: str
    place: str
    open: int
    late: int
    earliest: str


@dataclass(frozen=True, slots=True)
class _Placed:
    """The same with the path of the organization, "" where there is none."""

    path: str
    said: Asked


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
    """By organization and duty; one statement."""
    return _sorted(one.said for one in _asked(desk, scope, today))


def folded(desk: Desk, scope: Scope, today: date) -> list[Asked]:
    """The same for many organizations: a line for each place with all below it, not one for each duty.

    The places are the lowest of which there are not too many. What is asked above them, or outside
    of the scope, keeps its duty.
    """
    found = _asked(desk, scope, today)
    if len(found) <= PLACES:
        return _sorted(one.said for one in found)
    within = [_steps(one) for one in found if one.path.startswith(scope.below)]
    level = _level(within)
    gathered: dict[str, list[Asked]] = defaultdict(list)
    own: list[Asked] = []
    for one in found:
        steps = _steps(one)
        if one.path.startswith(scope.below) and len(steps) >= level:
            gathered[steps[level - 1]].append(one.said)
        else:
            own.append(one.said)
    names = _names(desk, gathered)
    return _sorted([*own, *(_whole(id, names[id], parts) for id, parts in gathered.items())])


def _steps(one: _Placed) -> tuple[str, ...]:
    """The organization and all above it, from the root down."""
    return tuple(one.path.split("/")[:-1])


def _level(paths: Sequence[tuple[str, ...]]) -> int:
    """How many steps from the root the lowest level lies that has not too many places."""
    level = 1
    while level < max(map(len, paths), default=1) and (
        len({one[: level + 1] for one in paths}) <= PLACES
    ):
        level += 1
    return level


def _names(desk: Desk, organizations: Iterable[str]) -> dict[str, str]:
    table = TABLES["organization"].c
    query = select(table.id, table.name).where(table.id.in_(list(organizations)))
    return dict(desk.db.execute(query).tuples().all())


def _whole(organization: str, place: str, parts: Sequence[Asked]) -> Asked:
    return Asked(
        "", organization, place, sum(one.open for one in parts), sum(one.late for one in parts),
        min((one.earliest for one in parts if one.earliest), default=""),
    )  # fmt: skip


def _sorted(rows: Iterable[Asked]) -> list[Asked]:
    return sorted(rows, key=lambda one: (one.place, one.duty, one.organization))


def _asked(desk: Desk, scope: Scope, today: date) -> list[_Placed]:
    places, late = TABLES["organization"].c, _is_late(today)
    columns = (requests.c.duty, requests.c.organization, places.name, places.path)
    query = _of_requests(
        scope, *columns, func.count(), func.count(case((late, 1))),
        func.coalesce(func.min(case((late, requests.c.due_on))), ""),
    ).group_by(*columns)  # fmt: skip
    return [_Placed(path or "", Asked(duty, place, name or "", *rest))
            for duty, place, name, path, *rest in desk.db.execute(query)]  # fmt: skip


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
            scope, CASE.id, SELECTION.id, CASE.number, names.c.name, SELECTION.title,
            requests.c.title, requests.c.duty, TABLES["organization"].c.name,
            requests.c.opened_on, requests.c.due_on,
        )
        .outerjoin(names, names.c.person == CASE.person)
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
    ids = _joined(once).where(
        scope.named(requests.c.subject), scope.subjects(), *scope.days(requests.c.opened_on), requests.c.onwards
    )
    return (
        _joined(*columns)
        .outerjoin(TABLES["organization"], places.id == requests.c.organization)
        .where(requests.c.id.in_(ids.group_by(requests.c.task)))
    )


def _joined(*columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(requests)
        .outerjoin(TABLES["case"], is_about(requests.c.subject, "case"))
        .outerjoin(TABLES["selection"], is_about(requests.c.subject, "selection"))
    )


def _is_late(today: date) -> Any:
    return and_(requests.c.due_on != "", requests.c.due_on < today.isoformat())
