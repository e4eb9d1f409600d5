"""Whether the server is still there (在线检查): told by the socket, without asking the server.

A server that ends a connection says so, and the kernel finds out about one that is gone without a word
(keepalives); either can be read off the socket at no cost. Only where something waits there is it asked.
"""

import select
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import InvalidatePoolError


def watch(engine: Engine) -> None:
    """Have every connection looked at before it is given out; one that is gone is made anew."""

    def look(connection: Any, record: Any, proxy: Any) -> None:
        try:
            if not is_quiet(connection.fileno()):
                engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error

    event.listen(engine, "checkout", look)


def is_quiet(socket: int) -> bool:
    """Whether nothing waits at a socket: no word, no end, no error."""
    asked = select.poll()
    asked.register(socket, select.POLLIN)
    return not asked.poll(0)


def is_there(db: Connection) -> bool:
    """Whether a connection on which nothing goes on can be used again; a file is always there."""
    return db.dialect.name == "sqlite" or is_quiet(db.connection.dbapi_connection.fileno())  # type: ignore[union-attr]
