"""Requests (待办事项): what is asked of a duty at an organization."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select

from workflow.journal import Desk
from workflow.models import TABLES, beneath, claims, inquiries, reminders, requests


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
    due = case((requests.c.due_on == "", "9999"), else_=requests.c.due_on)
    found = _requests().where(requests.c.id.in_(_waiting(duty, organization)))
    found = found.order_by(due, requests.c.opened_on, requests.c.id).offset(start).limit(most)
    return _read(desk, found)


def waiting(desk: Desk, duty: str, organization: str) -> int:
    """How much `inbox` would list."""
    ids = _waiting(duty, organization).subquery()
    return desk.db.scalar(select(func.count()).select_from(ids)) or 0


def is_asked(desk: Desk, duty: str, organization: str, task: str) -> bool:
    """Whether a task is asked of a duty held at an organization."""
    found = _waiting(duty, organization).where(requests.c.task == task)
    return desk.db.scalar(found) is not None


def _waiting(duty: str, organization: str) -> Select[tuple[str]]:
    return (
        select(func.min(requests.c.id)).where(*asked_of(duty, organization))
        .group_by(requests.c.task)
    )  # fmt: skip


def asked_of(duty: str, organization: str) -> tuple[ColumnElement[bool], ...]:
    """What makes a request one for a duty held at an organization, over its subtree."""
    mine = TABLES["organization"].alias("mine").c
    places = TABLES["organization"].alias("places").c
    below = select(places.id).where(
        mine.id == organization, beneath(places.path, mine.path)
    )
    return requests.c.duty == duty, requests.c.organization.in_(below), requests.c.onwards


def open_requests(desk: Desk, subject: str) -> list[Request]:
    """What is asked in one case or selection, of whomever."""
    return _read(desk, _requests(requests.c.subject == subject).order_by(requests.c.id))


def request_of(desk: Desk, id: str) -> Request | None:
    """One request by its id; None when it is no longer open."""
    found = _read(desk, _requests(requests.c.id == id))
    return found[0] if found else None


def _requests(*wanted: ColumnElement[bool]) -> Select[Any]:
    holder, name = func.coalesce(claims.c.account, ""), func.coalesce(claims.c.name, "")
    return (
        select(
            requests, holder.label("holder"), name.label("holder_name"),
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


def _read(desk: Desk, query: Select[Any]) -> list[Request]:
    return [Request(**row._mapping) for row in desk.db.execute(query)]
