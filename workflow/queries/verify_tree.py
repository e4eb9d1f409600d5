"""Verifying the ledger (存证校验): the tree against the entries, its signed heads against the tree.

A chain alone can be written anew by whoever holds the database; a signed head that a witness has
seen cannot. Streams the rows; keeps one head a journal and nothing that grows with the entries.
The digests of entries are held against their bytes where chains are verified.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, exists, func, select

from workflow.errors import WorkflowError
from workflow.journal import Desk
from workflow.ledger.hashing import Hash
from workflow.ledger.heads import SUBJECT, Head, Heads
from workflow.ledger.log import USUAL, Log
from workflow.models import entries, leaves, nodes, unplaced
from workflow.queries.broken import AT_ONCE, Broken
from workflow.queries.verify_chain import TOLERANCE, moment
from workflow.queries.verify_epochs import verify_epochs
from workflow.queries.verify_heads import Keys, verify_heads, witnessed

__all__ = ["Keys", "verify_tree", "waiting"]
NONE = (-1, b"")
DAYS = 31  # daily heads that are computed anew
ODD = (KeyError, TypeError, ValueError, AttributeError, WorkflowError)
Fault = tuple[str, str]  # kind and words


@dataclass(slots=True)
class _Walk:
    """How far the leaves of an epoch were read, and the last entry of each journal among them.

    `days`: (epoch, size) → the seq of the entry that committed to the heads then, and what it says.
    `seen`: how many leaves a witness saw, and when; `since`: no later leaf is older than that.
    """

    hash: Hash
    epoch: int
    days: dict[tuple[int, int], tuple[int, dict[str, Any]]]
    seen: list[tuple[int, datetime]]
    size: int = 0
    last: dict[str, Head] = field(default_factory=dict)
    since: datetime | None = None


def verify_tree(desk: Desk, keys: Keys) -> Iterator[Broken]:
    """What does not agree between entries, leaves, nodes, signed heads and receipts."""
    db, log = desk.db, Log(desk.house.origin)
    days, seen, sizes = _days(db), witnessed(db, keys), dict[int, int]()
    newest = db.scalar(select(func.max(leaves.c.epoch))) or 0
    for epoch in range(1, newest + 1):
        times = sorted((size, at) for (name, size), at in seen.items() if name == log.name(epoch))
        walk = _Walk(log.hash(db, epoch), epoch, days, times)
        yield from _leaves(db, walk)
        yield from _nodes(db, walk.hash, epoch, walk.size)
        sizes[epoch] = walk.size
    yield from verify_epochs(db, log, sizes)
    yield from _left_out(db, newest)
    yield from verify_heads(db, log, sizes, keys)


def _leaves(db: Connection, walk: _Walk) -> Iterator[Broken]:
    told, entry = leaves.c, entries.c
    bytes_too = [] if walk.hash.name == USUAL else [entry.body]  # else the digest is the leaf
    query = (
        select(told.position, told.hash, entry.subject, entry.seq, entry.digest, entry.at, *bytes_too)
        .outerjoin(entries, entry.id == told.entry)
        .where(told.epoch == walk.epoch).order_by(told.position)
    )  # fmt: skip
    for row in db.execute(query.execution_options(yield_per=AT_ONCE)):
        yield from _day(walk)
        seq = row.seq if isinstance(row.seq, int) else 0
        for kind, fault in _leaf(row, seq, walk):
            where = str(row.subject or f"leaf:{walk.epoch}/{row.position}")
            yield Broken(where, seq, fault, kind, str(row.at or ""))
        walk.size = row.position + 1
    yield from _day(walk)


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


def _day(walk: _Walk) -> Iterator[Broken]:
    """What a day committed to, once as many leaves were read as it counted."""
    seq, said = walk.days.get((walk.epoch, walk.size), (0, {}))
    if said and Heads(walk.hash, walk.last).tree().root().hex() != said.get("root"):
        yield Broken(SUBJECT, seq, "每日总账与当时各对象的存证不符：有条目被删去或改动", "deleted")


def _leaf(row: Row[Any], seq: int, walk: _Walk) -> Iterator[Fault]:
    if row.position != walk.size:
        yield "tree", f"存证位置{walk.size}缺失，其后是{row.position}"
    if row.digest is None:
        yield "deleted", f"存证位置{row.position}上的纪实条目已不存在"
        return
    if not _stands_for(row, walk.hash):
        yield "edited", f"与存证位置{row.position}上的摘要不符，已被改动"
    if seq <= walk.last.get(row.subject, (0, ""))[0]:
        yield "reordered", f"存证位置{row.position}在同一对象较后的条目之后，存证次序已被改动"
    walk.last[row.subject] = (seq, str(row.digest))
    try:
        yield from _timed(row, walk)
    except ODD:
        return  # no time at all: told with the chain


def _stands_for(row: Row[Any], hash: Hash) -> bool:
    """Whether a leaf is that of its entry; for the usual hash the entry's digest is the same."""
    if not isinstance(row.hash, bytes):
        return False
    if hash.name == USUAL:
        return bool(row.hash.hex() == row.digest)
    return isinstance(row.body, bytes) and hash.leaf(row.body) == row.hash


def _timed(row: Row[Any], walk: _Walk) -> Iterator[Fault]:
    """Not older than the heads of the day before it, not younger than the witness that saw it."""
    while walk.seen and walk.seen[0][0] <= row.position:
        walk.seen.pop(0)
    at = moment(row.at) if walk.seen or walk.since else None
    if at and walk.since and at < walk.since - TOLERANCE:
        yield "time", f"录入时间 {row.at} 早于此前已登记的每日总账：时间倒流"
    if at and walk.seen and at > walk.seen[0][1] + TOLERANCE:
        yield "time", f"录入时间 {row.at} 晚于见证方见到它的 {walk.seen[0][1].isoformat()}"
    if row.subject == SUBJECT:
        walk.since = max(walk.since or moment(row.at), moment(row.at))


def _nodes(db: Connection, hash: Hash, epoch: int, size: int) -> Iterator[Broken]:
    """Each level against the one below it as that is kept; the lowest are the leaves."""
    level, count = 1, size >> 1
    while count:
        below, kept = _level(db, epoch, level - 1), _level(db, epoch, level)
        for place in range(count):
            left, right = next(below, NONE), next(below, NONE)
            if next(kept, NONE) != (place, hash.node(left[1], right[1])):
                yield Broken(f"node:{epoch}/{level}/{place}", 0, "存证树的结点缺失或被改动", "tree")
                return
        level, count = level + 1, count >> 1
    stored = select(func.count()).select_from(nodes).where(nodes.c.epoch == epoch)
    if db.scalar(stored) != sum(size >> one for one in range(1, size.bit_length())):
        yield Broken(f"node:{epoch}", 0, "存证树有多余的结点", "tree")


def _level(db: Connection, epoch: int, level: int) -> Iterator[tuple[int, bytes]]:
    table = nodes.c
    told = select(table.place, table.hash).where(table.epoch == epoch, table.level == level)
    order = table.place
    if level == 0:
        told = select(leaves.c.position, leaves.c.hash).where(leaves.c.epoch == epoch)
        order = leaves.c.position
    for here, hash in db.execute(told.order_by(order).execution_options(yield_per=AT_ONCE)):
        yield here, hash if isinstance(hash, bytes) else b""


def _left_out(db: Connection, epoch: int) -> Iterator[Broken]:
    """Entries that neither have a leaf nor wait for one."""
    placed = exists().where(leaves.c.epoch == (epoch or 1), leaves.c.entry == entries.c.id)
    waits = exists().where(unplaced.c.entry == entries.c.id)
    told = select(entries.c.subject, entries.c.seq, entries.c.at).where(~placed, ~waits)
    for row in db.execute(told):
        yield Broken(row.subject, row.seq, "未列入存证，也不在等待列入之列", "inserted", str(row.at))


def waiting(desk: Desk) -> int:
    """How many entries wait for their place; on a healthy instance none for more than a minute."""
    return desk.db.scalar(select(func.count()).select_from(unplaced)) or 0
