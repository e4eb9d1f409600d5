"""What is asked and overdue (办理事项逾期): open requests by duty and organization."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, case, func, select

from workflow.journal import Desk
from workflow.models import TABLES, names, requests
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


@dataclass(frozen=True, slots=True)
class Asked:
    """What waits for one duty at one organization; `earliest`: the first day missed, or ""."""

    duty: str
    organization: str
    place: str
    open: int
    late: int
    earliest: str


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
    places, late = TABLES["organization"].c, _is_late(today)
    columns = (requests.c.duty, requests.c.organization, places.name)
    query = _of_requests(
        scope, *columns, func.count(), func.count(case((late, 1))),
        func.coalesce(func.min(case((late, requests.c.due_on))), ""),
    ).group_by(*columns)  # fmt: skip
    rows = [Asked(duty, place, name or "", *rest)
            for duty, place, name, *rest in desk.db.execute(query)]  # fmt: skip
    return sorted(rows, key=lambda one: (one.place, one.duty))


def asked_list(
    desk: Desk, scope: Scope, today: date, which: tuple[str, str, str], part_of: Part
) -> Listed[AskedLine]:
    """The requests behind a figure, the nearest due day first.

    `which`: duty and organization, "" for all; LATE, or OPEN for all that are open.
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
