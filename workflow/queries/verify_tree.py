"""Verifying the ledger (存证校验): the tree against the entries, its signed heads against the tree.

A chain alone can be written anew by whoever holds the database; a signed head that a witness has
seen cannot. Streams the rows; keeps one head a journal and nothing that grows with the entries.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, func, select

from workflow.errors import WorkflowError
from workflow.journal import Desk
from workflow.ledger.checkpoint import Checkpoint, cosigned_at, is_signed, read_checkpoint
from workflow.ledger.hashing import Hash
from workflow.ledger.heads import SUBJECT, Head, Heads
from workflow.ledger.log import Log, Stored
from workflow.ledger.note import VerifierKey, read_note
from workflow.ledger.tree import root
from workflow.models import checkpoints, entries, leaves, nodes, receipts, unplaced
from workflow.queries.broken import AT_ONCE, Broken

NONE = (-1, b"")
DAYS = 31  # daily heads that are computed anew
ODD = (KeyError, TypeError, ValueError, AttributeError, WorkflowError)


@dataclass(frozen=True, slots=True)
class Keys:
    """The public keys that are trusted, from outside the database: of the log and of witnesses."""

    log: VerifierKey | None = None
    witnesses: tuple[VerifierKey, ...] = ()


@dataclass(slots=True)
class _Walk:
    """How far the leaves were read, and the last entry of each journal among them.

    `days`: (epoch, size) → the seq of the entry that committed to the heads then, and what it says.
    """

    days: dict[tuple[int, int], tuple[int, dict[str, Any]]]

    epoch: int = 0
    size: int = 0
    last: dict[str, Head] = field(default_factory=dict)
    sizes: dict[int, int] = field(default_factory=dict)


def verify_tree(desk: Desk, keys: Keys) -> Iterator[Broken]:
    """What does not agree between entries, leaves, nodes, signed heads and receipts."""
    db, log = desk.db, Log(desk.house.origin)
    walk = _Walk(_days(db))
    yield from _leaves(db, log, walk)
    for epoch, size in walk.sizes.items():
        yield from _nodes(db, log.hash(db, epoch), epoch, size)
    yield from _left_out(db, walk.epoch)
    yield from _heads(db, log, walk, keys)


def _leaves(db: Connection, log: Log, walk: _Walk) -> Iterator[Broken]:
    told = (
        select(leaves, entries.c.subject, entries.c.seq, entries.c.digest, entries.c.body)
        .outerjoin(entries, entries.c.id == leaves.c.entry)
        .order_by(leaves.c.epoch, leaves.c.position)
    )
    for row in db.execute(told.execution_options(yield_per=AT_ONCE)):
        hash = log.hash(db, row.epoch)
        if row.epoch != walk.epoch:
            walk.epoch, walk.size, walk.last = row.epoch, 0, {}
        yield from _day(walk, hash)
        seq = row.seq if isinstance(row.seq, int) else 0
        for fault in _leaf(row, seq, hash, walk):
            yield Broken(str(row.subject or f"leaf:{row.position}"), seq, fault)
        walk.size = row.position + 1
        walk.sizes[row.epoch] = walk.size
    if walk.size:
        yield from _day(walk, log.hash(db, walk.epoch))


def _days(db: Connection) -> dict[tuple[int, int], tuple[int, dict[str, Any]]]:
    """The newest entries that commit to the heads of a day; older ones were verified when new."""
    told = entries.c
    newest = (
        select(told.seq, told.content).where(told.subject == SUBJECT)
        .order_by(told.seq.desc()).limit(DAYS)
    )  # fmt: skip
    found = {}
    for row in db.execute(newest):
        try:
            said = json.loads(row.content)
            found[said["epoch"], said["size"]] = (row.seq, said)
        except ODD:
            continue  # its bytes are the matter of the chain
    return found


def _day(walk: _Walk, hash: Hash) -> Iterator[Broken]:
    """What a day committed to, once as many leaves were read as it counted."""
    seq, said = walk.days.get((walk.epoch, walk.size), (0, {}))
    if said and Heads(hash, walk.last).tree().root().hex() != said.get("root"):
        yield Broken(SUBJECT, seq, "每日总账与当时各对象的存证不符：有条目被删去或改动")


def _leaf(row: Row[Any], seq: int, hash: Hash, walk: _Walk) -> Iterator[str]:
    if row.position != walk.size:
        yield f"存证位置{walk.size}缺失，其后是{row.position}"
    if row.body is None:
        yield f"存证位置{row.position}上的纪实条目已不存在"
        return
    if not isinstance(row.body, bytes) or hash.leaf(row.body) != row.hash:
        yield f"与存证位置{row.position}上的摘要不符，已被改动"
    if seq <= walk.last.get(row.subject, (0, ""))[0]:
        yield f"存证位置{row.position}在同一对象较后的条目之后，存证次序已被改动"
    walk.last[row.subject] = (seq, str(row.digest))


def _nodes(db: Connection, hash: Hash, epoch: int, size: int) -> Iterator[Broken]:
    """Each level against the one below it as that is kept; the lowest are the leaves."""
    level, count = 1, size >> 1
    while count:
        below, kept = _level(db, epoch, level - 1), _level(db, epoch, level)
        for place in range(count):
            left, right = next(below, NONE), next(below, NONE)
            if next(kept, NONE) != (place, hash.node(left[1], right[1])):
                yield Broken(f"node:{epoch}/{level}/{place}", 0, "存证树的结点缺失或被改动")
                return
        level, count = level + 1, count >> 1
    stored = select(func.count()).select_from(nodes).where(nodes.c.epoch == epoch)
    if db.scalar(stored) != sum(size >> one for one in range(1, size.bit_length())):
        yield Broken(f"node:{epoch}", 0, "存证树有多余的结点")


def _level(db: Connection, epoch: int, level: int) -> Iterator[tuple[int, bytes]]:
    table = nodes.c
    told = select(table.place, table.hash).where(table.epoch == epoch, table.level == level)
    order = table.place
    if level == 0:
        told = select(leaves.c.position, leaves.c.hash).where(leaves.c.epoch == epoch)
        order = leaves.c.position
    return iter(db.execute(told.order_by(order).execution_options(yield_per=AT_ONCE)).tuples())


def _left_out(db: Connection, epoch: int) -> Iterator[Broken]:
    """Entries that neither have a leaf nor wait for one."""
    placed = select(leaves.c.entry).where(leaves.c.epoch == (epoch or 1))
    told = select(entries.c.subject, entries.c.seq).where(
        entries.c.id.not_in(placed), entries.c.id.not_in(select(unplaced.c.entry))
    )
    for row in db.execute(told):
        yield Broken(row.subject, row.seq, "未列入存证，也不在等待列入之列")


def _heads(db: Connection, log: Log, walk: _Walk, keys: Keys) -> Iterator[Broken]:
    """Every signed head: readable, of this log, not beyond the leaves, and with their root."""
    for table in (checkpoints, receipts):
        for row in db.execute(select(table).order_by(table.c.epoch, table.c.size)):
            where = f"{'checkpoint' if table is checkpoints else 'receipt'}:{row.epoch}/{row.size}"
            try:
                for fault in _head(db, log, walk, row, keys):
                    yield Broken(where, 0, fault)
            except ODD:
                yield Broken(where, 0, "存证点的文书已被改动")


def _head(db: Connection, log: Log, walk: _Walk, row: Any, keys: Keys) -> Iterator[str]:
    note = read_note(row.note)
    head = read_checkpoint(note)
    if (head.origin, head.size) != (log.name(row.epoch), row.size):
        yield "存证点不是本日志该处的存证点"
    if head.size > walk.sizes.get(row.epoch, 0):
        yield f"存证点已签到{head.size}条，现只有{walk.sizes.get(row.epoch, 0)}条：日志被截短或恢复到旧备份"
    elif _root(db, log, head, row.epoch) != head.root:
        yield f"前{head.size}条的根与已签署的不符：日志被改写"
    if keys.log is not None and not is_signed(note, keys.log):
        yield "没有日志密钥的有效签名"
    of = [one for one in keys.witnesses if one.name == getattr(row, "witness", None)]
    if of and all(cosigned_at(note, one) is None for one in of):
        yield "没有该见证方的有效签名"


def _root(db: Connection, log: Log, head: Checkpoint, epoch: int) -> bytes:
    return root(log.hash(db, epoch), Stored(db, epoch), head.size)


def waiting(desk: Desk) -> int:
    """How many entries wait for their place; on a healthy instance none for more than a minute."""
    return desk.db.scalar(select(func.count()).select_from(unplaced)) or 0
