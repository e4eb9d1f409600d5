"""Moving an instance to another database (迁库): all rows and files, verified on arrival.

The rows are copied as they are, in one transaction of the target, so a move that breaks off or does
not agree leaves the target as empty as it was; of the source nothing is changed. Rows of subjects
are not copied: the laws of the target write them anew, entry by entry.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import (
    Connection,
    Engine,
    Row,
    Select,
    Table,
    delete,
    func,
    insert,
    inspect,
    select,
    text,
)

from workflow import migrations
from workflow.attachments import put
from workflow.canonical import digest
from workflow.errors import BadInput, CaseMoved, JournalBroken
from workflow.journal import Desk, House
from workflow.ledger.checkpoint import Checkpoint
from workflow.ledger.log import Log
from workflow.migrations.roles import OWNER, PROGRAM
from workflow.models import TABLES, entries, instance, leaves, metadata, unplaced
from workflow.models.sight import EVERYWHERE
from workflow.queries.verify import verify

PART = 1000  # rows that are in memory at once
Tell = Callable[[str, int, int], None]  # the table, rows done of all tables, rows of all tables


@dataclass(frozen=True, slots=True)
class Arrived:
    """What arrived: rows of all tables, entries, subjects, files, and the head of the tree."""

    rows: int
    entries: int
    subjects: int
    files: int
    head: Checkpoint


def relocate(source: House, target: Engine, folder: Path, tell: Tell) -> Arrived:
    """Carry the whole instance into an empty database, its attachments into `folder`.

    Raises BadInput unless the target is empty, JournalBroken where anything does not agree on
    arrival, CaseMoved where the source was worked on meanwhile.
    """
    with (
        target.connect().execution_options(immediate=True) as there, there.begin(),
        _unmoving(source.engine) as here,
    ):  # fmt: skip
        if inspect(there).get_table_names():
            raise BadInput("目标不是空库：迁库只迁到新建的、没有任何表的库，不与已有内容合并")
        Desk(here, source).see(EVERYWHERE)  # also where the source is opened as the program
        migrations.upgrade(there)
        _copy(here, there, tell)
        _still_waiting(here, there)
        files = _carry(source.attachments, folder)
        _require_same(here, there)
        arrived = _verified(replace(source, engine=target), there, files)
        if arrived.head != Log(source.origin).head(here):
            raise JournalBroken("目标库的存证树与来源不同")
        _require_at_rest(source.engine, arrived.entries)
    with target.begin() as there:
        there.execute(text("ANALYZE"))
    return arrived


def _unmoving(engine: Engine) -> Connection:
    """A connection that goes on seeing the database as it is now."""
    if engine.dialect.name == "sqlite":
        return engine.connect()  # its reading transaction is a picture anyway
    return engine.connect().execution_options(
        isolation_level="REPEATABLE READ", postgresql_readonly=True
    )


def _copied() -> list[Table]:
    """The tables to copy, what others speak of first: what was erased names entries."""
    written = {*TABLES.values(), unplaced}  # by the laws of the target
    rest = [
        table for table in metadata.sorted_tables if table not in written and table is not entries
    ]
    return [entries, *rest]


def _rows(table: Table) -> Select[tuple[object, ...]]:
    """All that goes along: not the roles, which are of one server."""
    told = select(table)
    if table is entries:
        return told.order_by(table.c.subject, table.c.seq)
    return told.where(table.c.key.not_in((OWNER, PROGRAM))) if table is instance else told


def _count(db: Connection, told: Select[tuple[object, ...]]) -> int:
    return db.scalar(select(func.count()).select_from(told.order_by(None).subquery())) or 0


def _copy(here: Connection, there: Connection, tell: Tell) -> None:
    tables = _copied()
    done, of = 0, sum(_count(here, _rows(table)) for table in tables)
    for table in tables:
        fresh = True
        for part in _parts(here, table):
            there.execute(insert(table), [dict(row._mapping) for row in part])
            done += len(part)
            tell(table.name, done, of)
            if fresh:  # or the laws would go on looking for the last entry as in an empty table
                there.execute(text(f"ANALYZE {table.name}"))
                fresh = False


def _parts(db: Connection, table: Table) -> Iterable[Sequence[Row[tuple[object, ...]]]]:
    return db.execute(_rows(table).execution_options(yield_per=PART)).partitions()


def _still_waiting(here: Connection, there: Connection) -> None:
    """The laws of the target let all entries wait for their place; most have it already."""
    there.execute(delete(unplaced).where(unplaced.c.entry.in_(select(leaves.c.entry))))
    waiting = set(here.scalars(select(unplaced.c.entry)))
    for entry in there.scalars(select(unplaced.c.entry)).all():
        if entry not in waiting:  # in neither place: verification tells, it must not be mended here
            there.execute(delete(unplaced).where(unplaced.c.entry == entry))


def _carry(source: Path, folder: Path) -> int:
    """Copy the attachments, each under its digest; how many there are."""
    kept = [path for path in source.glob("??/*") if path.name.isalnum()]  # else half written
    for path in kept if source.resolve() != folder.resolve() else ():
        data = path.read_bytes()
        if digest(data) != path.name:
            raise JournalBroken(f"附件 {path.name[:12]} 与其摘要不符，已被改动")
        put(folder, data, path.name)
    return len(kept)


def _require_same(here: Connection, there: Connection) -> None:
    """Every table holds the same rows at both ends, those written by the laws too."""
    for table in metadata.sorted_tables:
        if _sum(here, table) != _sum(there, table):
            raise JournalBroken(f"{table.name} 与来源不同")


def _sum(db: Connection, table: Table) -> tuple[int, int]:
    """How many rows, and a sum over their digests: the same in whatever order they are read."""
    count = total = 0
    for part in _parts(db, table):
        for row in part:
            count += 1
            total += int.from_bytes(hashlib.sha256(repr(tuple(row)).encode()).digest())
    return count, total


def _verified(house: House, there: Connection, files: int) -> Arrived:
    desk = Desk(there, house)
    found = verify(desk)
    if found.broken:
        raise JournalBroken(
            "\n".join(["全程纪实校验不符，没有迁库", *(one.line() for one in found.broken)])
        )
    rows = sum(_count(there, _rows(table)) for table in metadata.sorted_tables)
    return Arrived(rows, found.entries, found.subjects, files, Log(house.origin).head(there))


def _require_at_rest(engine: Engine, count: int) -> None:
    """Nobody wrote into the source since its picture was taken."""
    with engine.connect() as now:
        if _count(now, select(entries.c.id)) != count:
            raise CaseMoved("迁库期间来源库有新的纪实，没有迁库：请停止网站后再来")
