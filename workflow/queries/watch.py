"""What auditors watch (审计查询): logins, refused attempts, files opened and taken out, verifications.

Each list is one statement, newest first, one page at a time, with one row more than a page shows.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select

from workflow.journal import Desk
from workflow.models import (
    TABLES,
    attachment_reads,
    exports,
    login_attempts,
    refused_attempts,
    sessions,
    verifications,
)
from workflow.queries.narrowing import ALWAYS, Days, by_actor, on_person, paged


@dataclass(frozen=True, slots=True)
class Login:
    """One attempt to log in; `name` of the account with that login, "" for none."""

    at: datetime
    login: str
    name: str
    address: str
    succeeded: bool


def logins(
    desk: Desk, *, login: str = "", address: str = "", failed: bool = False, days: Days = ALWAYS,
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
    rows = paged(desk, query.where(*wanted).order_by(table.at.desc(), table.id), page)
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
    desk: Desk, *, actor: str = "", duty: str = "", person: str = "", rule: str = "",
    subjects: Sequence[str] = (), words: str = "", days: Days = ALWAYS, page: int = 1,
) -> list[Refusal]:  # fmt: skip
    """Refused attempts, of `subjects` (`kind:id`) or of all.

    `rule` is a rule id, or a group that ends in `-`; `words` stand in what was told; `actor` and
    `person` are parts of names.
    """
    table, accounts = refused_attempts.c, TABLES["account"].c
    query = select(refused_attempts, accounts.name).join_from(
        refused_attempts, TABLES["account"], accounts.id == table.account, isouter=True
    )
    wanted = days.within(table.at)
    if actor:
        wanted.append(by_actor(actor, table.account))
    if person:
        wanted.append(on_person(person, "", table.subject))
    if duty:
        wanted.append(table.duty == duty)
    if subjects:
        wanted.append(table.subject.in_(list(subjects)))
    if rule:
        told = rule if rule.endswith("-") else f'{rule}"'
        wanted.append(table.reasons.contains(f'"rule": "{told}', autoescape=True))
    if words:
        wanted.append(or_(*(
            column.contains(words, autoescape=True) for column in (table.message, table.reasons)
        )))  # fmt: skip
    rows = paged(desk, query.where(*wanted).order_by(table.at.desc(), table.id), page)
    return [
        Refusal(
            datetime.fromisoformat(row.at), row.account, row.name or "", row.duty, row.subject,
            row.what, row.message, tuple(json.loads(row.reasons)),
        )
        for row in rows
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody opened a file that a journal names; names as they were then."""

    at: datetime
    account: str
    name: str
    duty: str
    subject: str
    document: str
    digest: str


def readings(
    desk: Desk, *, name: str = "", subjects: Sequence[str] = (), days: Days = ALWAYS, page: int = 1
) -> list[Reading]:
    """Openings of attachments, of `subjects` (`kind:id`) or of all; `name`: a part of the reader's."""
    table = attachment_reads.c
    wanted = days.within(table.at)
    if name:
        wanted.append(table.name.contains(name, autoescape=True))
    if subjects:
        wanted.append(table.subject.in_(list(subjects)))
    query = select(attachment_reads).where(*wanted).order_by(table.at.desc(), table.id)
    return [
        Reading(
            datetime.fromisoformat(row.at), row.account, row.name, row.duty, row.subject,
            row.document, row.digest,
        )
        for row in paged(desk, query, page)
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Export:
    """A table that somebody took out of the house as a file."""

    at: datetime
    name: str
    duty: str
    what: str
    filters: str
    form: str
    rows: int


def exported(desk: Desk, *, name: str = "", days: Days = ALWAYS, page: int = 1) -> list[Export]:
    """Tables handed out as files; `name` is a part of the name of who took them."""
    table = exports.c
    wanted = days.within(table.at)
    if name:
        wanted.append(table.name.contains(name, autoescape=True))
    query = select(exports).where(*wanted).order_by(table.at.desc(), table.id)
    return [
        Export(
            datetime.fromisoformat(row.at), row.name, row.duty, row.what, row.filters, row.form,
            row.row_count,
        )
        for row in paged(desk, query, page)
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
