"""The state of the system (系统状态): figures and versions for who keeps it running; nobody's data."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from workflow.attachments import kept
from workflow.journal import Desk
from workflow.journal.read import moment
from workflow.models import TABLES, editions, entries, instance, refused_attempts, whole

KINDS: Mapping[str, str] = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True, slots=True)
class SystemState:
    """Sizes in bytes; counts by kind of subject; `database_size` is None where it is not known."""

    database: str
    database_version: str
    database_size: int | None
    origin: str
    province: str
    founded_at: str
    entries: int
    last_at: datetime | None
    subjects: Mapping[str, int]
    attachments: int
    attachments_size: int
    editions: int
    refused: int


def state_of_system(desk: Desk) -> SystemState:
    """How large everything is and on what it runs; a fixed number of statements."""
    name = desk.db.dialect.name
    told = desk.db.dialect.server_version_info or ()
    files = [one.stat().st_size for one in kept(desk.house.attachments)]
    last = desk.db.execute(select(func.count(), func.max(entries.c.at))).one()
    return SystemState(
        KINDS.get(name, name), ".".join(map(str, told)), _size(desk), desk.house.origin,
        desk.house.province, _founded(desk), last[0], moment(last[1]) if last[1] else None,
        _subjects(desk), len(files), sum(files),
        desk.db.scalar(select(func.count()).select_from(editions)) or 0,
        desk.db.scalar(select(func.count()).select_from(refused_attempts)) or 0,
    )  # fmt: skip


def _size(desk: Desk) -> int | None:
    """PostgreSQL tells its size; of SQLite it is that of the file and of its write-ahead log."""
    if desk.db.dialect.name != "sqlite":
        return desk.db.scalar(select(func.pg_database_size(func.current_database())))
    path = desk.house.engine.url.database or ""
    files = [Path(path), Path(f"{path}-wal")]
    return sum(one.stat().st_size for one in files if one.exists())


def _founded(desk: Desk) -> str:
    query = select(instance.c.value).where(instance.c.key == "founded_at")
    return (desk.db.scalar(query) or "")[:10]


def _subjects(desk: Desk) -> dict[str, int]:
    """How many of each kind there are, wherever they belong; one statement."""
    counts = [
        select(func.count()).select_from(whole(kind)).scalar_subquery().label(kind)
        for kind in TABLES
    ]
    return dict(desk.db.execute(select(*counts)).one()._mapping)


def disk_of(folder: Path) -> tuple[int, int]:
    """Free and whole bytes of the disk on which the attachments lie."""
    there = next(one for one in (folder, *folder.parents) if one.exists())
    usage = shutil.disk_usage(there)
    return usage.free, usage.total
