"""Opening a database (数据库): SQLite in WAL with full sync, or PostgreSQL."""

import re
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    ExceptionContext,
    create_engine,
    event,
    make_url,
    text,
)

from workflow.models.committed import connect_heard
from workflow.models.prepared import Prepared
from workflow.models.presence import watch

# A server that is gone without a word is noticed within half a minute, not after hours: seconds and
# counts of libpq, the last in milliseconds. Text is text whatever the database is made for; the
# migrations refuse one that is not for UTF-8. What the URL says counts more.
USUAL = {
    "keepalives_idle": 15, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 30_000,
    "client_encoding": "utf8", "connect_timeout": 5,
}  # fmt: skip
KEPT = 8  # connections: one a thread of a site, else some are opened and closed for every page
# SQLite carries its log into the database once it has so many pages of 4 KiB. By default that is 1,000, some 45
# moves, whose pages are mostly the same: the ends of tables and indexes, carried over and synced each time.
# A longer log is read through once after a crash. A reader who stays long lets it grow beyond; then it is
# cut to twice that, and not each time, for what is there is written over.
CARRIED, LARGEST = 8_000, 64 << 20
_BEGIN, _IMMEDIATE = Prepared(text("BEGIN")), Prepared(text("BEGIN IMMEDIATE"))
# How libpq writes several servers of one cluster: one after another, separated by commas.
SEVERAL = re.compile(
    r"(?P<before>[\w+]+://(?:[^/?]*@)?)(?P<hosts>[^/?@]*,[^/?@]*)(?P<after>(?:[/?].*)?)"
)


def url_of(text: str) -> URL:
    """The URL of a database as people write it, also one of libpq with several servers.

    Raises ArgumentError. `…@a:1,b:2/name?target_session_attrs=read-write` is tried from left to
    right until a server takes writes.
    """
    told = SEVERAL.fullmatch(text)
    if told is None:
        return make_url(text)
    hosts = tuple(told["hosts"].split(","))
    return make_url(told["before"] + told["after"]).update_query_dict({"host": hosts})


def open_engine(url: str) -> Engine:
    """An engine on `url`; on SQLite every connection is WAL, synchronous=FULL.

    Plain transactions on SQLite begin deferred (reading); commands begin IMMEDIATE by asking for
    the execution option `immediate`, so that two writers never both believe in the same past.
    """
    if not url.startswith("sqlite"):
        told = url_of(url)
        own = {name: value for name, value in USUAL.items() if name not in told.query}
        engine = create_engine(told, pool_size=KEPT, max_overflow=7, connect_args=own)
        event.listen(engine, "do_connect", connect_heard)
        watch(engine)
        return engine
    engine = create_engine(url, connect_args={"timeout": 30})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", begin_sqlite)
    event.listen(engine, "handle_error", _keep_interrupted)
    return engine


def _prepare_sqlite(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # BEGIN is ours, see begin_sqlite
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON",
        "secure_delete=ON", "temp_store=MEMORY", "cache_size=-16384",
        f"wal_autocheckpoint={CARRIED}", f"journal_size_limit={LARGEST}",
    ):  # fmt: skip
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _keep_interrupted(told: ExceptionContext) -> None:
    """Whoever is interrupted (Ctrl+C) rolls back on the same connection.

    Closed instead, with a statement still in somebody's hands, it would go on holding the only lock.
    """
    if not isinstance(told.original_exception, Exception):
        told.is_disconnect = False


def begin_sqlite(connection: Connection) -> None:
    """Begin a transaction: as prepared, for through Core that takes five times as long."""
    immediate = connection.get_execution_options().get("immediate", False)
    (_IMMEDIATE if immediate else _BEGIN).write(connection, {})
