"""After an erasure (清除余留): files that only an erased person's entries name, free pages, the log.

Outside of every transaction, and harmless when repeated: a crash in between is made good by the
next run.
"""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from workflow import attachments
from workflow.errors import NotFound
from workflow.journal import House
from workflow.queries.orphans import forgotten, orphans

WAIT = 500  # milliseconds for others to let go
TOUCHED = ("personal_values", "personal_keys", "names", "profiles", "refused_attempts", "exports")


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """What was cleared; `left` says what somebody else has to do, "" for nothing."""

    files: int
    left: str


def scrub(house: House) -> Scrubbed:
    """Remove the files of erased people and whatever of them lies in unused room of the database."""
    with house.reading() as desk:
        marks = orphans(desk, forgotten(desk))
    removed = sum(_remove(house.attachments, mark) for mark in marks)
    left = _sqlite(house) if house.engine.dialect.name == "sqlite" else _postgresql(house)
    return Scrubbed(removed, left)


def _remove(folder: Path, mark: str) -> bool:
    try:
        attachments.find(folder, mark).unlink()
    except NotFound:
        return False
    return True


def _sqlite(house: House) -> str:
    """Write the whole file anew and cut off the log; asks for a moment alone with the database."""
    connection = house.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={WAIT}")
        cursor.execute("VACUUM")
        busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:
        busy = True  # somebody writes
    finally:
        connection.invalidate()  # with its short patience
    return "数据库正被占用，未能截断预写日志：请停用站点后运行 cadre erase finish" if busy else ""


def _postgresql(house: House) -> str:
    """The same by the owner of the tables; the log and its archive end with their own retention.

    Of a table that is somebody else's the server only warns, so ownership is asked for first.
    """
    alone = house.engine.execution_options(isolation_level="AUTOCOMMIT")
    with alone.connect() as db:
        mine = set(db.scalars(text(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND pg_has_role(relowner, 'USAGE')"
        )))  # fmt: skip
        if not mine.issuperset(TOUCHED):
            return f"本账户不是表的属主：请由属主执行 VACUUM (FULL) {', '.join(TOUCHED)}"
        for table in TOUCHED:
            db.exec_driver_sql(f"VACUUM (FULL) {table}")
    return ""
