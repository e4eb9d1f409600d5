"""Logins (登录): whose password, whose session, how many failures lately."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, select

from workflow.authority import account_content
from workflow.journal import Desk
from workflow.models import TABLES, credentials, login_attempts, sessions
from workflow.models.prepared import Prepared

_open, _of = sessions.c, TABLES["account"].c
_SESSION = Prepared(
    select(
        _open.account, _open.duty, _open.organization, _open.opened_at, _of.content,
        credentials.c.initial,
    )
    .join_from(sessions, TABLES["account"], _of.id == _open.account)
    .join(credentials, credentials.c.account == _open.account, isouter=True)
    .where(_open.id == bindparam("id"), _open.closed_at == "")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Credential:
    """An active account and the hash of its password; `initial`: somebody else chose it."""

    account: str
    hashed: str
    initial: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """An open session: the account, under which duty it acts now, and which it could."""

    id: str
    account: str
    name: str
    person: str | None
    duty: str
    organization: str
    opened_at: datetime
    duties: tuple[tuple[str, str], ...]  # duty, organization; those of the day
    login: str = ""
    initial: bool = False  # the password must be changed first


def credential(desk: Desk, login: str) -> Credential | None:
    """The credential of a login name; None for an unknown or retired one."""
    accounts = TABLES["account"].c
    row = desk.db.execute(
        select(accounts.id, credentials.c.password, credentials.c.initial)
        .join_from(TABLES["account"], credentials, credentials.c.account == accounts.id)
        .where(accounts.login == login, accounts.state == "active")
    ).one_or_none()
    return Credential(row.id, row.password, row.initial) if row else None


def failures(desk: Desk, since: datetime, *, login: str = "", address: str = "") -> int:
    """How often a login name, or an address, failed since then."""
    table = login_attempts.c
    return desk.db.scalar(
        select(func.count())
        .select_from(login_attempts)
        .where(
            table.login == login if login else table.address == address,
            table.at >= since.isoformat(),
            table.succeeded.is_(False),
        )
    ) or 0


def session_of(desk: Desk, id: str, day: date) -> Session | None:
    """The open session of a token's digest; None when closed or the account is no longer active."""
    row = _SESSION.row(desk.db, id=id)
    if row is None:
        return None
    account, duty, organization, opened_at, content, initial = row
    desk.looked["account", account] = content
    said = account_content(desk, account)
    if said.get("state") != "active":
        return None
    return Session(
        id, account, said["name"], said.get("person"), duty, organization,
        datetime.fromisoformat(opened_at), duties_on(said, day), said["login"], bool(initial),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Before:
    """What an account is told after logging in: when and from where before, and what failed since."""

    at: datetime
    address: str
    failed: int


def before(desk: Desk, account: str, login: str, at: datetime) -> Before | None:
    """The login before the one at `at`; None for the first."""
    attempt = login_attempts.c
    row = desk.db.execute(
        select(sessions.c.opened_at, attempt.address)
        .join_from(
            sessions, login_attempts,
            and_(attempt.login == login, attempt.at == sessions.c.opened_at), isouter=True,
        )
        .where(sessions.c.account == account, sessions.c.opened_at < at.isoformat())
        .order_by(sessions.c.opened_at.desc())
        .limit(1)
    ).one_or_none()  # fmt: skip
    if row is None:
        return None
    then = datetime.fromisoformat(row.opened_at)
    return Before(then, row.address or "", failures(desk, then, login=login))


def duties_on(said: Mapping[str, Any], day: date) -> tuple[tuple[str, str], ...]:
    """The duties an account holds on a day, with their organizations."""
    today = day.isoformat()
    return tuple(dict.fromkeys(
        (one["duty"], one["organization"])
        for one in said.get("duties", ())
        if one["from"] <= today and (not one.get("to") or today < one["to"])
    ))  # fmt: skip


def duties_of(desk: Desk, account: str, day: date) -> tuple[tuple[str, str], ...]:
    """The duties of an account on a day; empty for an unknown one."""
    return duties_on(account_content(desk, account), day)
