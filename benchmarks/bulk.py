"""Rows in bulk: the laws and indexes of a database are taken away, the rows written, and put back.

What stands in the database afterwards is compared with what stood there before, to the letter.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine

Rows = Mapping[str, Sequence[Sequence[Any]]]
LAWS = ("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL "
        "AND type IN ('index', 'trigger') ORDER BY type, name")  # fmt: skip


@contextmanager
def lawless(engine: Engine) -> Iterator[Connection]:
    """A connection to SQLite without triggers and indexes, and without care for a power cut."""
    with engine.connect() as db:
        db.exec_driver_sql("COMMIT")
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "secure_delete=OFF", "cache_size=-3000000",
                       "temp_store=MEMORY"):  # fmt: skip
            db.exec_driver_sql(f"PRAGMA {pragma}")
        laws = db.exec_driver_sql(LAWS).all()
        for kind, name, _ in laws:
            db.exec_driver_sql(f'DROP {kind.upper()} "{name}"')
        yield db
        for _, _, statement in laws:
            db.exec_driver_sql(statement)
        if db.exec_driver_sql(LAWS).all() != laws:
            raise AssertionError("the laws of the database are not what they were")
        db.exec_driver_sql("PRAGMA journal_mode=WAL")


def write(db: Connection, found: Rows) -> None:
    """Write rows of several tables in one transaction; the columns are the first of each table."""
    db.exec_driver_sql("BEGIN")
    for table, rows in found.items():
        if rows:
            names = columns(db, table)[: len(rows[0])]
            marks = ", ".join("?" * len(names))
            words = f'INSERT INTO "{table}" ({", ".join(names)}) VALUES ({marks})'
            db.exec_driver_sql(words, list(map(tuple, rows)))
    db.exec_driver_sql("COMMIT")


def columns(db: Connection, table: str) -> list[str]:
    """The columns of a table that can be written, in their order."""
    return [row[1] for row in db.exec_driver_sql(f'PRAGMA table_info("{table}")')]
