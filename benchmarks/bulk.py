"""Rows in bulk: the laws and indexes of a database are taken away, the rows written, and put back.

What stands in the database afterwards is compared with what stood there before, to the letter. On
PostgreSQL the laws are switched off meanwhile, and indexes stay.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine

from workflow.models import metadata

Rows = Mapping[str, Sequence[Sequence[Any]]]
Write = Callable[[Rows], None]
LAWS = ("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL "
        "AND type IN ('index', 'trigger') ORDER BY type, name")  # fmt: skip
TRIGGERS = """SELECT relname, tgname, tgenabled::text FROM pg_trigger JOIN pg_class ON tgrelid = pg_class.oid
WHERE NOT tgisinternal ORDER BY relname, tgname"""
ENABLE = {"O": "ENABLE", "A": "ENABLE ALWAYS", "R": "ENABLE REPLICA", "D": "DISABLE"}


@contextmanager
def lawless(engine: Engine) -> Iterator[Connection]:
    """A connection to SQLite without triggers and indexes, and without care for a power cut."""
    engine.dispose()  # its journal can only be put away while nobody else is there, not even at rest
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


@contextmanager
def lawless_postgres(engine: Engine) -> Iterator[Write]:
    """Writes to PostgreSQL with COPY, each call a transaction; then its planner learns what there is."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        laws = cursor.execute(TRIGGERS).fetchall()
        for table, name, _ in laws:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER "{name}"')
        connection.commit()

        def copied(found: Rows) -> None:
            for table, rows in found.items():
                if rows:
                    names = ", ".join(_written(table)[: len(rows[0])])
                    with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as into:
                        for row in rows:
                            into.write_row(row)
            connection.commit()

        yield copied
        for table, name, enabled in laws:
            cursor.execute(f'ALTER TABLE "{table}" {ENABLE[enabled]} TRIGGER "{name}"')
        if cursor.execute(TRIGGERS).fetchall() != laws:
            raise AssertionError("the laws of the database are not what they were")
        cursor.execute("ANALYZE")
        connection.commit()
    finally:
        connection.close()


def _written(table: str) -> list[str]:
    return [one.name for one in metadata.tables[table].columns if one.computed is None]
