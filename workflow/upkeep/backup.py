"""Backup (备份): the database as of one moment and all attachments, in one archive that tells its digests.

Made while people work: SQLite gives a picture of one moment, of PostgreSQL a copy is carried into
SQLite. The key of personal values is not in it and is kept apart.
"""

import hashlib
import sqlite3
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from workflow.canonical import canonical
from workflow.errors import JournalBroken
from workflow.journal import House
from workflow.ledger.log import Log
from workflow.models import open_engine
from workflow.upkeep.relocation import relocate
from workflow.upkeep.whole import beside, whole_file

KIND = "cadre-backup/1"
MANIFEST, DATABASE, FILES = "manifest.json", "cadre.db", "attachments/"
CHUNK = 1 << 20  # bytes in memory at once


@dataclass(frozen=True, slots=True)
class Backed:
    """What was backed up: how far the log goes, how many files, how many bytes the archive has."""

    size: int
    files: int
    length: int


def backup(house: House, path: Path, at: datetime) -> Backed:
    """Write the archive; raises OSError or JournalBroken, and then there is none under that name."""
    with beside(path) as folder:
        picture = folder / DATABASE
        _picture(house, picture)
        head = _head(house, picture)
        with whole_file(path) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            marks = {DATABASE: _put(archive, DATABASE, picture)}
            for file in _attachments(house.attachments):
                marks[FILES + file.name] = _put(archive, FILES + file.name, file)
            archive.writestr(MANIFEST, canonical({
                "kind": KIND, "at": at, "origin": house.origin, "key": house.vault.id,
                "software": house.software, "size": head, "files": marks,
            }))  # fmt: skip
        return Backed(head, len(marks) - 1, path.stat().st_size)


def _picture(house: House, target: Path) -> None:
    """The database of one moment, as a SQLite file."""
    if house.engine.dialect.name != "sqlite":
        engine = open_engine(f"sqlite:///{target}")
        relocate(house, engine, house.attachments, lambda *_: None)
        engine.dispose()
        return
    connection = house.engine.raw_connection()
    try:
        with sqlite3.connect(target) as copy:
            connection.driver_connection.backup(copy)  # type: ignore[union-attr]
        copy.close()
    finally:
        connection.close()


def _head(house: House, picture: Path) -> int:
    engine = open_engine(f"sqlite:///{picture}")
    with engine.connect() as db:
        size = _size(house, db)
    engine.dispose()
    return size


def _size(house: House, db: Connection) -> int:
    return Log(house.origin).head(db).size


def _attachments(folder: Path) -> Iterator[Path]:
    """The files under their digest; what is half handed in has another name."""
    for file in sorted(folder.glob("??/*")):
        if file.name.isalnum():
            yield file


def _put(archive: zipfile.ZipFile, name: str, file: Path) -> str:
    """One file into the archive; gives its digest. Raises JournalBroken for an altered attachment."""
    seen = hashlib.sha256()
    with file.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
        while part := source.read(CHUNK):
            seen.update(part)
            target.write(part)
    mark = seen.hexdigest()
    if name.startswith(FILES) and file.name != mark:
        raise JournalBroken(f"附件 {file.name[:12]} 与其摘要不符，已被改动，没有备份")
    return mark
