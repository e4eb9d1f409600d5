"""Prepared statements (预备语句): what every act asks of the database, put into words once.

SQLAlchemy Core writes them for a dialect, the driver's own cursor sends them: sending one through
Core costs ten times what SQLite needs to answer it. Errors are SQLAlchemy's, and whoever listens for
statements hears of these too.
"""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ARRAY, BindParameter, Connection, Dialect, Executable, Text, bindparam
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ClauseElement, ColumnElement

Told = Mapping[str, Any]


class OneOf(ColumnElement[bool]):
    """Whether a column is one of a list of texts, however many: its words never change."""

    inherit_cache = False

    def __init__(self, column: ColumnElement[str], name: str) -> None:
        self.column = column
        self.list: BindParameter[Any] = bindparam(name, type_=ARRAY(Text))


@compiles(OneOf, "sqlite")
def _one_of_sqlite(element: OneOf, compiler: SQLCompiler, **kw: Any) -> str:
    column, told = compiler.process(element.column, **kw), compiler.process(element.list, **kw)
    return f"{column} IN (SELECT value FROM json_each({told}))"


@compiles(OneOf, "postgresql")
def _one_of_postgresql(element: OneOf, compiler: SQLCompiler, **kw: Any) -> str:
    column, told = compiler.process(element.column, **kw), compiler.process(element.list, **kw)
    return f"{column} = ANY({told})"


class Prepared:
    """One statement. Its parameters are named; a list of texts is a list."""

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._words: dict[str, tuple[str, tuple[str, ...], Told]] = {}

    def rows(self, db: Connection, **told: Any) -> list[tuple[Any, ...]]:
        """What it finds."""
        cursor = self._sent(db, told)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        cursor.close()
        return found

    def row(self, db: Connection, **told: Any) -> tuple[Any, ...] | None:
        """The first that it finds, or None."""
        return next(iter(self.rows(db, **told)), None)

    def write(self, db: Connection, *rows: Told) -> int:
        """Write, once for each of `rows`; how many rows of the database were concerned."""
        cursor = self._sent(db, *rows)
        changed: int = cursor.rowcount
        cursor.close()
        return changed

    def _sent(self, db: Connection, *rows: Told) -> Any:
        dialect = db.dialect
        text, names, usual = self._words.get(dialect.name) or self._put(dialect)
        told = [_values(dialect, names, {**usual, **row}) for row in rows]
        cursor = db.connection.cursor()
        values = told if len(told) > 1 else told[0]
        for hear in db.dispatch.before_cursor_execute:
            hear(db, cursor, text, values, None, len(told) > 1)
        driver = dialect.loaded_dbapi
        try:
            if len(told) > 1:
                cursor.executemany(text, told)
            else:
                cursor.execute(text, told[0])
        except driver.Error as error:
            cursor.close()
            gone = dialect.is_disconnect(error, db.connection, cursor)
            if gone:  # so that neither its end nor the pool has to find out again
                db.invalidate(error)
            raise DBAPIError.instance(
                text, values, error, driver.Error, connection_invalidated=gone, dialect=dialect
            ) from error
        return cursor

    def _put(self, dialect: Dialect) -> tuple[str, tuple[str, ...], Told]:
        """The statement in the words of a dialect, its parameters in order, and their usual values."""
        assert isinstance(self._statement, ClauseElement)
        written: Any = self._statement.compile(dialect=dialect)
        names = tuple(written.positiontup or ())
        self._words[dialect.name] = words = (str(written), names, written.params)
        return words


def _values(dialect: Dialect, names: tuple[str, ...], told: Told) -> Any:
    """By place or by name, as the driver has it; SQLite knows no lists, so they become JSON."""
    if not dialect.positional:
        return told
    return tuple([
        json.dumps(told[name]) if told[name].__class__ is list else told[name] for name in names
    ])  # fmt: skip
