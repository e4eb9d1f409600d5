"""Prepared statements (预备语句): what every act asks of the database, put into words once.

SQLAlchemy Core writes them for a dialect, the driver's own cursor sends them: sending one through
Core costs ten times what SQLite needs to answer it. Errors are SQLAlchemy's, and whoever listens for
statements hears of these too.
"""

import json
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import psycopg
from sqlalchemy import ARRAY, BindParameter, Connection, Dialect, Executable, Text, bindparam
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ClauseElement, ColumnElement

from workflow.models.committed import HeardConnection

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


@compiles(OneOf)
def _one_of_postgresql(element: OneOf, compiler: SQLCompiler, **kw: Any) -> str:
    column, told = compiler.process(element.column, **kw), compiler.process(element.list, **kw)
    return f"{column} = ANY({told})"


class Answer:
    """What a statement that was sent has found or will have (待取结果)."""

    __slots__ = ("_batch", "_cursor", "_db", "_found", "_sent", "_text")

    def __init__(
        self, db: Connection, cursor: Any, text: str, sent: HeardConnection | None,
        found: list[tuple[Any, ...]] | None = None,
    ) -> None:  # fmt: skip
        """`found`: what it has found already, before anything else is written (SQLite)."""
        self._db, self._cursor, self._text, self._sent = db, cursor, text, sent
        self._batch = sent.batch if sent is not None else None
        self._found = found

    def rows(self) -> list[tuple[Any, ...]]:
        """What it finds."""
        if self._found is None:
            self._settle()
            self._found = self._cursor.fetchall()
            self._cursor.close()
        return self._found

    def count(self) -> int:
        """How many rows of the database were concerned."""
        self._settle()
        changed: int = self._cursor.rowcount
        self._cursor.close()
        return changed

    def _settle(self) -> None:
        """Wait for the statements that it was sent with, unless somebody has already."""
        if self._sent is None or self._sent.batch is not self._batch:
            return
        try:
            self._sent.settle()
        except psycopg.Error as error:
            raise _raised(self._db, error, self._cursor, self._text) from error


@dataclass(frozen=True, slots=True)
class Known:
    """Rows that were found together with others, as an answer of their own."""

    found: list[tuple[Any, ...]]

    def rows(self) -> list[tuple[Any, ...]]:
        """What there is."""
        return self.found


class Prepared:
    """One statement. Its parameters are named; a list of texts is a list."""

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._words: dict[str, tuple[str, Callable[[Told], Any]]] = {}

    def rows(self, db: Connection, **told: Any) -> list[tuple[Any, ...]]:
        """What it finds."""
        cursor = self._send(db, (told,))[0]
        found: list[tuple[Any, ...]] = cursor.fetchall()
        cursor.close()
        return found

    def row(self, db: Connection, **told: Any) -> tuple[Any, ...] | None:
        """The first that it finds, or None."""
        return next(iter(self.rows(db, **told)), None)

    def write(self, db: Connection, *rows: Told) -> int:
        """Write, once for each of `rows`; how many rows of the database were concerned."""
        cursor = self._send(db, rows)[0]
        changed: int = cursor.rowcount
        cursor.close()
        return changed

    def ask(self, db: Connection, **told: Any) -> Answer:
        """The same as `rows` or `write`, not waited for where the server can be asked several things.

        What went wrong is raised by the next statement that is waited for, or by COMMIT.
        """
        cursor, text, sent = self._send(db, (told,), ahead=True)
        if sent is None:
            return Answer(db, cursor, text, None, cursor.fetchall())
        return Answer(db, cursor, text, sent)

    def later(self, db: Connection, *rows: Told) -> None:
        """Write without waiting for how it ends, as `ask`."""
        self._send(db, rows, ahead=True)

    def _send(
        self, db: Connection, rows: Sequence[Told], *, ahead: bool = False
    ) -> tuple[Any, str, HeardConnection | None]:
        """The cursor and the words sent; with `ahead` also the connection that does not wait for them."""
        dialect = db.dialect
        text, taken = self._words.get(dialect.name) or self._put(dialect)
        many = len(rows) > 1
        values = [taken(row) for row in rows] if many else taken(rows[0])
        raw: Any = db.connection.dbapi_connection
        sent = raw if ahead and isinstance(raw, HeardConnection) else None
        cursor = None
        try:
            cursor = raw.cursor() if sent is None else sent.ahead()
            for hear in db.engine.dispatch.before_cursor_execute:
                hear(db, cursor, text, values, None, many)
            if many:
                cursor.executemany(text, values)
            else:
                cursor.execute(text, values)
        except dialect.loaded_dbapi.Error as error:  # which is looked up only now
            raise _raised(db, error, cursor, text, values) from error
        return cursor, text, sent

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


def _raised(
    db: Connection, error: Exception, cursor: Any, text: str, values: Any = None
) -> BaseException:
    """An error of the driver as SQLAlchemy's."""
    dialect = db.dialect
    driver = dialect.loaded_dbapi
    if cursor is not None:
        cursor.close()
    gone = dialect.is_disconnect(error, db.connection, cursor)  # type: ignore[arg-type]
    if gone:  # so that neither its end nor the pool has to find out again
        db.invalidate(error)
    return DBAPIError.instance(
        text, values, error, driver.Error, connection_invalidated=gone, dialect=dialect
    )
