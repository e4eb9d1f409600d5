"""Requests (待办事项): what is asked of a duty at an organization."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from workflow.authority import path
from workflow.journal import Desk
from workflow.models import TABLES, requests


@dataclass(frozen=True, slots=True)
class Request:
    """One thing asked (办理事项); `due_on` is "" where no day is set."""

    id: str
    subject: str
    activity: str
    act: str
    title: str
    duty: str
    organization: str
    due_on: str
    opened_on: str


def inbox(desk: Desk, duty: str, organization: str) -> list[Request]:
    """What is asked of a duty held at an organization, over its subtree; the nearest due day first."""
    places = TABLES["organization"].c
    mine = path(desk, organization) or "-"  # below an unknown one lies nothing
    below = select(places.id).where(places.path.startswith(mine, autoescape=True))
    found = _requests(desk, requests.c.duty == duty, requests.c.organization.in_(below))
    return sorted(found, key=lambda one: (one.due_on or "9999", one.opened_on, one.id))


def open_requests(desk: Desk, subject: str) -> list[Request]:
    """What is asked in one case or selection, of whomever."""
    return _requests(desk, requests.c.subject == subject)


def request_of(desk: Desk, id: str) -> Request | None:
    """One request by its id; None when it is no longer open."""
    found = _requests(desk, requests.c.id == id)
    return found[0] if found else None


def _requests(desk: Desk, *wanted: ColumnElement[bool]) -> list[Request]:
    rows = desk.db.execute(select(requests).where(*wanted).order_by(requests.c.id))
    return [Request(**row._mapping) for row in rows]
