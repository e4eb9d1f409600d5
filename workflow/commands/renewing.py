"""Renewing derived rows (更新列表): a subject's rows of a list, written where they differ.

Most entries change few of them; what is left alone costs nothing.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, select

from workflow.journal import Desk
from workflow.models.prepared import Prepared

Row = Mapping[str, Any]


def rows_of(desk: Desk, table: Table, subject: str) -> dict[str, Row]:
    """The rows of a subject by id, as they stand."""
    names = table.columns.keys()
    known = (dict(zip(names, row, strict=True)) for row in _own(table).rows(desk.db, of=subject))
    return {row["id"]: row for row in known}


def renew(desk: Desk, table: Table, known: Mapping[str, Row], rows: Sequence[Row]) -> None:
    """Have `rows` instead of `known`, the ones that `rows_of` gave."""
    told = {row["id"]: row for row in rows}
    gone = [id for id, row in known.items() if id not in told or row != told[id]]
    if gone:
        _removing(table).later(desk.db, *({"gone": one} for one in gone))
    new = [row for id, row in told.items() if known.get(id) != row]
    if new:
        _adding(table).later(desk.db, *new)


@lru_cache(maxsize=16)
def _own(table: Table) -> Prepared:
    return Prepared(select(table).where(table.c.subject == bindparam("of")))


@lru_cache(maxsize=16)
def _removing(table: Table) -> Prepared:
    return Prepared(delete(table).where(table.c.id == bindparam("gone")))


@lru_cache(maxsize=16)
def _adding(table: Table) -> Prepared:
    return Prepared(insert(table))
