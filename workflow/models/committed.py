"""What a COMMIT is worth (提交确认): on PostgreSQL, only one that has reached a standby is answered.

Where synchronous replication is on, COMMIT waits for a standby. If somebody ends that wait, the server
answers success beside a warning; a failover may then lose what was answered.
"""

import sqlite3
from contextlib import ExitStack, suppress
from typing import Any

import psycopg
from psycopg.errors import Diagnostic
from psycopg.pq import TransactionStatus
from sqlalchemy.exc import DBAPIError

SAYS = "synchronous replication"
PLAIN_WARNING = "01000"  # how that warning is classed, in whatever language it is written
# Connection lost or refused, server going down or coming up, a server that only reads any more.
AWAY = ("08", "57P01", "57P02", "57P03", "25006")
FAILING = ("53", "58")  # no room or memory left; input or output failed
FAILING_FILE = (
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_BUSY,
)  # fmt: skip
PRIMARY = 0xFF  # of SQLite's codes; the rest says more precisely what failed
GIVEN_UP = ("40001", "40P01")  # serialization failure, deadlock


class UnreplicatedCommit(psycopg.OperationalError):
    """A COMMIT whose wait for a standby was ended."""


class HeardConnection(psycopg.Connection[Any]):
    """A connection that listens to what the server says while it commits.

    Statements may be sent ahead, without waiting for those before them (pipeline): the server carries them
    out in their order. Whatever else is done waits for them, and raises what went wrong in them.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._warned = ""
        self._committing = False
        self.batch: ExitStack | None = None  # of what was sent ahead, and not waited for yet
        self.add_notice_handler(self._hear)

    def _hear(self, notice: Diagnostic) -> None:
        if is_unreplicated(notice):
            self._warned = notice.message_primary or SAYS

    def ahead(self) -> psycopg.Cursor[Any]:
        """A cursor whose statement is sent, and not waited for."""
        if self.batch is None:
            self.batch = ExitStack()
            self.batch.enter_context(self.pipeline())
        return super().cursor()

    def settle(self) -> None:
        """Wait for all that was sent ahead."""
        batch, self.batch = self.batch, None
        if batch is not None:
            batch.close()

    def cursor(self, *args: Any, **kwargs: Any) -> Any:
        """A cursor as usual."""
        self.settle()
        return super().cursor(*args, **kwargs)

    def commit(self) -> None:
        """Commit; raises UnreplicatedCommit where it holds on this server alone."""
        self._warned, self._committing = "", True
        try:
            super().commit()
            self.settle()
        finally:
            self._committing = False
        if self._warned:
            raise UnreplicatedCommit(self._warned)

    def cancel_safe(self, *, timeout: float = 30.0) -> None:
        """What the driver does to a statement when it is interrupted (Ctrl+C); never to a COMMIT.

        That is waited for a while, and then left to the server.
        """
        if not self._committing:
            super().cancel_safe(timeout=timeout)

    def rollback(self) -> None:
        """Roll back, whatever became of what was sent ahead.

        On a connection that is lost nothing is left to roll back; one that an interrupt (Ctrl+C) left in
        the midst of a statement is closed, which comes to the same.
        """
        with suppress(psycopg.Error):
            self.settle()
        if self.info.transaction_status == TransactionStatus.ACTIVE or self.pgconn.pipeline_status:
            self.pgconn.finish()
        if not self.closed:
            super().rollback()

    def close(self) -> None:
        """Close; on a connection that is lost nothing that was sent ahead is waited for any more."""
        if self.closed:
            with suppress(psycopg.Error):
                self.settle()
        super().close()


def is_unreplicated(notice: Diagnostic) -> bool:
    """Whether a notice says, in whatever language, that a COMMIT did not wait for a standby."""
    plain = notice.severity_nonlocalized == "WARNING" and notice.sqlstate == PLAIN_WARNING
    return plain or SAYS in (notice.message_primary or "")


def connect_heard(dialect: Any, record: Any, arguments: Any, named: Any) -> HeardConnection:
    """What SQLAlchemy calls to connect."""
    return HeardConnection.connect(*arguments, **named)


def is_away(error: DBAPIError) -> bool:
    """Whether the database could not be reached, or could not take it now: later it may."""
    told = error.orig
    if not isinstance(told, psycopg.Error):
        return False
    if told.sqlstate is None:  # the driver's own word: no connection, or none any more
        # A pool between ends one with two errors, which the driver calls an error of its own.
        return isinstance(told, psycopg.OperationalError) or error.connection_invalidated
    return told.sqlstate.startswith(AWAY)


def is_failing(error: DBAPIError) -> bool:
    """Whether the database cannot write: disk full, broken or only to be read, or no turn on SQLite."""
    told = error.orig
    if isinstance(told, sqlite3.Error):
        return getattr(told, "sqlite_errorcode", 0) & PRIMARY in FAILING_FILE
    return (getattr(told, "sqlstate", None) or "").startswith(FAILING)


def is_given_up(error: DBAPIError) -> bool:
    """Whether the database ended this transaction for the sake of another."""
    return getattr(error.orig, "sqlstate", None) in GIVEN_UP
