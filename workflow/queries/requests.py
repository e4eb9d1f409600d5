"""Requests (待办事项): what is asked of a duty at an organization."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, Text, bindparam, case, distinct, func, select
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from workflow.journal import Desk
from workflow.models import TABLES, beneath, claims, inquiries, reminders, requests
from workflow.models.prepared import Prepared

ALL = 2**31 - 1  # rows: more than there are


@dataclass(frozen=True, slots=True)
class Request:
    """One thing asked (办理事项); `due_on` is "" where no day is set.

    `from_name` and `from_duty` are whose act opened it. Who has signed for it (签收), "" nobody,
    has thereby no more authority than the others.
    """

    id: str
    subject: str
    activity: str
    act: str
    title: str
    duty: str
    organization: str
    due_on: str
    opened_on: str
    onwards: bool
    task: str
    from_name: str
    from_duty: str
    holder: str
    holder_name: str
    reminded: int  # how often somebody urged it (催办)

    @property
    def shared(self) -> bool:
        """Whether it is asked once for a whole selection."""
        return self.task.startswith("selection:")


def inbox(
    desk: Desk, duty: str, organization: str, *, start: int = 0, most: int | None = None
) -> list[Request]:
    """What is asked of a duty held at an organization, over its subtree; the nearest due day first.

    Only what is for the way onwards, and once what several cases of a selection ask alike.
    """
    return _read(_INBOX.rows(
        desk.db, duty=duty, organization=organization, start=start, most=ALL if most is None else most
    ))  # fmt: skip


def waiting(desk: Desk, duty: str, organization: str) -> int:
    """How much `inbox` would list."""
    found = _COUNT.row(desk.db, duty=duty, organization=organization)
    return found[0] if found else 0


def is_asked(desk: Desk, duty: str, organization: str, task: str) -> bool:
    """Whether a task is asked of a duty held at an organization."""
    found = select(requests.c.id).where(*asked_of(duty, organization), requests.c.task == task)
    return desk.db.scalar(found.limit(1)) is not None


def asked_of(
    duty: str | ColumnElement[str], organization: str | ColumnElement[str]
) -> tuple[ColumnElement[bool], ...]:
    """What makes a request one for a duty held at an organization, over its subtree."""
    mine = TABLES["organization"].alias("mine").c
    places = TABLES["organization"].alias("places").c
    below = select(places.id).where(mine.id == organization, beneath(places.path, mine.path))
    return requests.c.duty == duty, requests.c.organization.in_(below), requests.c.onwards


def open_requests(desk: Desk, subject: str) -> list[Request]:
    """What is asked in one case or selection, of whomever."""
    return _read(_OPEN.rows(desk.db, subject=subject))


def request_of(desk: Desk, id: str) -> Request | None:
    """One request by its id; None when it is no longer open."""
    found = _read(_ONE.rows(desk.db, id=id))
    return found[0] if found else None


def _requests(*wanted: ColumnElement[bool]) -> Select[Any]:
    holder, name = func.coalesce(claims.c.account, ""), func.coalesce(claims.c.name, "")
    return (
        select(
            requests,
            holder.label("holder"),
            name.label("holder_name"),
            (_noted() + _written()).label("reminded"),
        )
        .outerjoin(claims, claims.c.task == requests.c.task)
        .where(*wanted)
    )


def _noted() -> ColumnElement[int]:
    """How often a task was urged."""
    told = select(func.count()).where(reminders.c.task == requests.c.task)
    return func.coalesce(told.scalar_subquery(), 0)


def _written() -> ColumnElement[int]:
    """How often the answer of an organization was urged, in the journal."""
    one = inquiries.c
    told = select(func.sum(one.reminded)).where(
        requests.c.act == "answer", one.waiting, one.subject == requests.c.subject,
        one.activity == requests.c.activity, one.organization == requests.c.organization,
    )  # fmt: skip
    return func.coalesce(told.scalar_subquery(), 0)


def _read(rows: Iterable[tuple[Any, ...]]) -> list[Request]:
    told = (dict(zip(_NAMES, row, strict=True)) for row in rows)
    return [Request(**{**one, "onwards": bool(one["onwards"])}) for one in told]


def _inbox() -> Select[Any]:
    """One page of what is asked of a duty, the nearest due day first; more is told of that page only."""
    once = (
        select(func.min(requests.c.id).label("id"))
        .where(*asked_of(_DUTY, _PLACE)).group_by(requests.c.task).subquery()
    )  # fmt: skip
    one = requests.alias("one").c
    page = select(one.id).where(one.id.in_(select(once.c.id))).order_by(*_by_day(one))
    page = page.offset(bindparam("start", type_=Integer)).limit(bindparam("most", type_=Integer))
    return _requests(requests.c.id.in_(page)).order_by(*_by_day(requests.c))


def _by_day(one: ReadOnlyColumnCollection[str, Any]) -> tuple[ColumnElement[Any], ...]:
    return case((one.due_on == "", "9999"), else_=one.due_on), one.opened_on, one.id


_DUTY: ColumnElement[str] = bindparam("duty", type_=Text)
_PLACE: ColumnElement[str] = bindparam("organization", type_=Text)
_NAMES = tuple(one.name for one in fields(Request))
_INBOX = Prepared(_inbox())
_COUNT = Prepared(select(func.count(distinct(requests.c.task))).where(*asked_of(_DUTY, _PLACE)))
_OPEN = Prepared(_requests(requests.c.subject == bindparam("subject")).order_by(requests.c.id))
_ONE = Prepared(_requests(requests.c.id == bindparam("id")))
