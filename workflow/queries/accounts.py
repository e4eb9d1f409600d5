"""Accounts (账户): a page of the list with duties and logins, one account, how many there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, or_, select

from workflow.canonical import reread
from workflow.errors import NotFound
from workflow.journal import Desk
from workflow.models import TABLES, credentials, sessions
from workflow.queries.narrowing import paged


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account; times are None where nothing was set, or nobody logged in yet."""

    id: str
    login: str
    name: str
    person: str | None
    state: str
    duties: tuple[Mapping[str, str], ...]
    changed_at: datetime | None  # of the password
    initial: bool
    last_login: datetime | None
    open_sessions: int
    seq: int


def accounts(desk: Desk, *, wanted: str = "", state: str = "", page: int = 1) -> list[AccountRow]:
    """A page of accounts by login, with one row more than a page shows; one statement.

    `wanted` is a part of the login or the name.
    """
    table, query = TABLES["account"].c, _query()
    if wanted:
        query = query.where(or_(
            table.login.contains(wanted, autoescape=True), table.name.contains(wanted, autoescape=True)
        ))  # fmt: skip
    if state:
        query = query.where(table.state == state)
    return [_row(row) for row in paged(desk, query.order_by(table.login), page)]


def account(desk: Desk, id: str) -> AccountRow:
    """One account; raises NotFound."""
    row = desk.db.execute(_query().where(TABLES["account"].c.id == id)).one_or_none()
    if row is None:
        raise NotFound("账户不存在")
    return _row(row)


def names_of_accounts(desk: Desk) -> dict[str, str]:
    """Every account's name by id."""
    table = TABLES["account"].c
    return {row.id: row.name for row in desk.db.execute(select(table.id, table.name))}


def _query() -> Select[Any]:
    table = TABLES["account"].c
    lately = (
        select(
            sessions.c.account, func.max(sessions.c.opened_at).label("last_login"),
            func.count().filter(sessions.c.closed_at == "").label("open_sessions"),
        )
        .group_by(sessions.c.account)
        .subquery()
    )  # fmt: skip
    return select(
        table.id, table.seq, table.content, credentials.c.changed_at, credentials.c.initial,
        lately.c.last_login, lately.c.open_sessions,
    ).select_from(
        TABLES["account"]
        .outerjoin(credentials, credentials.c.account == table.id)
        .outerjoin(lately, lately.c.account == table.id)
    )  # fmt: skip


def _row(row: Row[Any]) -> AccountRow:
    said = reread(row.content)
    return AccountRow(
        row.id, said["login"], said["name"], said.get("person"), said["state"],
        tuple(said["duties"]), _moment(row.changed_at), bool(row.initial),
        _moment(row.last_login), row.open_sessions or 0, row.seq,
    )  # fmt: skip


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
