"""Reading at length (逐段读取): the rows of a query, one part of them in memory at a time."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select
from sqlalchemy.exc import DBAPIError


def parts(db: Connection, query: Select[Any], size: int) -> Iterator[Sequence[Any]]:
    """What a query finds, in parts of at most `size` rows; a row is a tuple.

    On SQLite as the driver gives them: to make a row of its own, Core takes as long as
    verification needs to judge it. On PostgreSQL only Core knows how to leave rows at the server.
    Errors are SQLAlchemy's.
    """
    if db.dialect.name != "sqlite":
        yield from db.execute(query.execution_options(yield_per=size)).partitions()
        return
    told, driver = db.execute(query), db.dialect.loaded_dbapi
    try:
        while told.cursor is not None and (part := told.cursor.fetchmany(size)):
            yield part
    except driver.Error as error:
        raise DBAPIError.instance(str(query), None, error, driver.Error, dialect=db.dialect) from error
    told.close()
