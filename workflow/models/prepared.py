"""Prepared statements (预备语句): what every act asks of the database, put into words once.

SQLAlchemy Core writes them for a dialect, the driver's own cursor sends them: sending one through
Core costs ten times what SQLite needs to answer it. Errors are SQLAlchemy's, and whoever listens for
statements hears of these too.
"""

import json
from collections.abc import Callable, Mapping, Set
from operator import itemgetter
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
        self._words: dict[str, tuple[str, Callable[[Told], Any]]] = {}

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
        text, taken = self._words.get(dialect.name) or self._put(dialect)
        told = [taken(row) for row in rows]
        cursor = db.connection.cursor()
        values = told if len(told) > 1 else told[0]
        for hear in db.engine.dispatch.before_cursor_execute:
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

    def _put(self, dialect: Dialect) -> tuple[str, Callable[[Told], Any]]:
        """The statement in the words of a dialect, and how what is told goes to the driver."""
        assert isinstance(self._statement, ClauseElement)
        written: Any = self._statement.compile(dialect=dialect)
        usual = {name: value for name, value in written.params.items() if value is not None}
        if dialect.positional:
            lists = {name for name, one in written.binds.items() if isinstance(one.type, ARRAY)}
            taken = _by_place(tuple(written.positiontup or ()), usual, lists)
        else:
            taken = _by_name(usual)
        self._words[dialect.name] = words = (str(written), taken)
        return words


def _by_name(usual: Told) -> Callable[[Told], Any]:
    return (lambda told: {**usual, **told}) if usual else lambda told: told


def _by_place(names: tuple[str, ...], usual: Told, lists: Set[str]) -> Callable[[Told], Any]:
    """SQLite knows no lists, so they become JSON."""
    if len(names) > 1 and not usual and not lists:
        return itemgetter(*names)

    def taken(told: Told) -> tuple[Any, ...]:
        every = {**usual, **told}
        return tuple([json.dumps(every[one]) if one in lists else every[one] for one in names])

    return taken
