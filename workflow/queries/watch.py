"""What auditors watch (审计查询): logins, refused attempts, openings of attachments, verifications.

Each list is one statement, newest first, one page at a time, with one row more than a page shows.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select

from workflow.journal import Desk
from workflow.models import TABLES, login_attempts, refused_attempts, sessions, verifications
from workflow.workdays import SHANGHAI

PAGE = 50  # rows of a page


@dataclass(frozen=True, slots=True)
class Days:
    """From a day to a day, both included, by the calendar of Shanghai; None leaves it open."""

    first: date | None = None
    last: date | None = None

    def within(self, column: ColumnElement[str]) -> list[ColumnElement[bool]]:
        """The condition on a column of times."""
        told = []
        if self.first:
            told.append(column >= _midnight(self.first))
        if self.last:
            told.append(column < _midnight(self.last + timedelta(days=1)))
        return told


def _midnight(day: date) -> str:
    """The begin of a day as UTC text, comparable with every form in which times are kept."""
    begin = datetime.combine(day, time.min, SHANGHAI)
    return (begin - timedelta(hours=8)).strftime("%Y-%m-%dT%H:%M:%S")


@dataclass(frozen=True, slots=True)
class Login:
    """One attempt to log in; `name` of the account with that login, "" for none."""

    at: datetime
    login: str
    name: str
    address: str
    succeeded: bool


def logins(
    desk: Desk, *, login: str = "", address: str = "", failed: bool = False, days: Days = Days(),
    page: int = 1,
) -> list[Login]:  # fmt: skip
    """Attempts to log in; with `failed` only those that failed."""
    table, accounts = login_attempts.c, TABLES["account"].c
    query = select(
        table.at, table.login, accounts.name, table.address, table.succeeded
    ).join_from(login_attempts, TABLES["account"], accounts.login == table.login, isouter=True)
    wanted = days.within(table.at)
    if login:
        wanted.append(table.login == login)
    if address:
        wanted.append(table.address == address)
    if failed:
        wanted.append(table.succeeded.is_(False))
    rows = _paged(desk, query.where(*wanted).order_by(table.at.desc(), table.id), page)
    return [
        Login(datetime.fromisoformat(row.at), row.login, row.name or "", row.address, row.succeeded)
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refused attempt with all its reasons, as they were told."""

    at: datetime
    account: str
    name: str
    duty: str
    subject: str
    what: str
    message: str
    reasons: tuple[Mapping[str, Any] | str, ...]


def refusals(
    desk: Desk, *, account: str = "", rule: str = "", subject: str = "", days: Days = Days(),
    page: int = 1,
) -> list[Refusal]:  # fmt: skip
    """Refused attempts; `rule` is a whole rule id, `subject` is written `kind:id`."""
    table, accounts = refused_attempts.c, TABLES["account"].c
    query = select(refused_attempts, accounts.name).join_from(
        refused_attempts, TABLES["account"], accounts.id == table.account, isouter=True
    )
    wanted = days.within(table.at)
    if account:
        wanted.append(table.account == account)
    if subject:
        wanted.append(table.subject == subject)
    if rule:
        wanted.append(table.reasons.contains(f'"rule": "{rule}"', autoescape=True))
    rows = _paged(desk, query.where(*wanted).order_by(table.at.desc(), table.id), page)
    return [
        Refusal(
            datetime.fromisoformat(row.at), row.account, row.name or "", row.duty, row.subject,
            row.what, row.message, tuple(json.loads(row.reasons)),
        )
        for row in rows
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verification:
    """One verification of the whole journal that somebody asked for."""

    at: datetime
    account: str
    name: str
    entries: int
    subjects: int
    broken: int


def last_verifications(desk: Desk, most: int = 10) -> list[Verification]:
    """The last verifications, newest first."""
    table, accounts = verifications.c, TABLES["account"].c
    rows = desk.db.execute(
        select(verifications, accounts.name)
        .join_from(
            verifications, TABLES["account"], accounts.id == table.account, isouter=True
        )
        .order_by(table.at.desc())
        .limit(most)
    )
    return [
        Verification(
            datetime.fromisoformat(row.at), row.account, row.name or "", row.entries,
            row.subjects, row.broken,
        )
        for row in rows
    ]  # fmt: skip


def sessions_open(desk: Desk, since: datetime) -> int:
    """How many sessions opened since then were not closed."""
    return desk.db.scalar(
        select(func.count())
        .select_from(sessions)
        .where(sessions.c.closed_at == "", sessions.c.opened_at >= since.isoformat())
    ) or 0


def _paged(desk: Desk, query: Select[Any], page: int) -> Sequence[Row[Any]]:
    return desk.db.execute(query.limit(PAGE + 1).offset((page - 1) * PAGE)).all()
