"""Verifying the ledger (存证校验): the tree against the entries, its signed heads against the tree.

A chain alone can be written anew by whoever holds the database; a signed head that a witness has
seen cannot. Streams the rows; keeps one head a journal and nothing that grows with the entries.
The digests of entries are held against their bytes where chains are verified.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, exists, func, null, select

from workflow.errors import WorkflowError
from workflow.journal import Desk
from workflow.ledger.epochs import root_over
from workflow.ledger.hashing import Hash
from workflow.ledger.heads import SUBJECT, Head, line
from workflow.ledger.log import USUAL, Log
from workflow.models import entries, leaves, unplaced
from workflow.queries.broken import ENTRIES, Broken
from workflow.queries.verify_chain import TOLERANCE, moment
from workflow.queries.verify_epochs import verify_epochs
from workflow.queries.verify_heads import Keys, verify_heads, witnessed
from workflow.queries.verify_nodes import Above
from workflow.queries.verify_parts import parts

__all__ = ["Keys", "verify_tree", "waiting"]
NO_HEAD: Head = (0, "")
DAYS = 31  # daily heads that are computed anew
ODD = (KeyError, TypeError, ValueError, AttributeError, WorkflowError)
Fault = tuple[str, str]  # kind and words


class Leaf(NamedTuple):
    """A leaf with what is kept of the entry that it stands for, None where that is gone."""

    position: Any
    hash: Any
    subject: Any
    seq: Any
    digest: Any
    at: Any
    body: Any  # read only where the digest of the entry is not the leaf


@dataclass(slots=True)
class _Walk:
    """How far the leaves of an epoch were read, and the last entry of each journal among them.

    `days`: size → the seq of the entry that committed to the heads then, and what it says.
    `seen`: how many leaves a witness saw, and when; `since`: no later leaf is older than that.
    `heads`: what stands for the last entry of a journal among the heads, unless it has grown since.
    """

    hash: Hash
    epoch: int
    days: dict[int, tuple[int, dict[str, Any]]]
    seen: list[tuple[int, datetime]]
    size: int = 0
    placed: int = 0  # entries that were found behind leaves
    last: dict[str, Head] = field(default_factory=dict)
    heads: dict[str, bytes] = field(default_factory=dict)
    since: datetime | None = None

    def root_of_heads(self) -> str:
        """The root over the last entries of all journals, in hex."""
        for subject, (seq, digest) in self.last.items():
            if subject not in self.heads:
                self.heads[subject] = self.hash.head(line(subject, seq, digest))
        return root_over(self.hash, (self.heads[one] for one in sorted(self.last))).hex()


def verify_tree(desk: Desk, keys: Keys) -> Iterator[Broken]:
    """What does not agree between entries, leaves, nodes, signed heads and receipts."""
    db, log = desk.db, Log(desk.house.origin)
    days, seen, sizes, placed = _days(db), witnessed(db, keys), dict[int, int](), 0
    newest = db.scalar(select(func.max(leaves.c.epoch))) or 0
    for epoch in range(1, newest + 1):
        times = sorted((size, at) for (name, size), at in seen.items() if name == log.name(epoch))
        walk = _Walk(log.hash(db, epoch), epoch, days.get(epoch, {}), times)
        yield from _leaves(db, walk)
        sizes[epoch], placed = walk.size, walk.placed
    yield from verify_epochs(db, log, sizes)
    yield from _left_out(db, newest, placed)
    yield from verify_heads(db, log, sizes, keys)


def _leaves(db: Connection, walk: _Walk) -> Iterator[Broken]:
    told, entry = leaves.c, entries.c
    body = null() if walk.hash.name == USUAL else entry.body
    query = (
        select(told.position, told.hash, entry.subject, entry.seq, entry.digest, entry.at, body)
        .outerjoin(entries, entry.id == told.entry)
        .where(told.epoch == walk.epoch).order_by(told.position)
    )  # fmt: skip
    above = Above(db, walk.hash, walk.epoch)
    for part in parts(db, query, ENTRIES):
        read = [Leaf._make(one) for one in part]
        above.take([one.hash if isinstance(one.hash, bytes) else b"" for one in read])
        for leaf in read:
            if walk.size in walk.days:
                yield from _day(walk)
            seq = leaf.seq if isinstance(leaf.seq, int) else 0
            for kind, fault in _leaf(leaf, seq, walk):
                where = str(leaf.subject or f"leaf:{walk.epoch}/{leaf.position}")
                yield Broken(where, seq, fault, kind, str(leaf.at or ""))
            walk.size = leaf.position + 1
    yield from _day(walk)
    yield from above.verdict()


def _days(db: Connection) -> dict[int, dict[int, tuple[int, dict[str, Any]]]]:
    """By epoch the newest entries that commit to the heads of a day; older ones were verified when new."""
    told = entries.c
    newest = (
        select(told.seq, told.content).where(told.subject == SUBJECT)
        .order_by(told.seq.desc()).limit(DAYS)
    )  # fmt: skip
    found: dict[int, dict[int, tuple[int, dict[str, Any]]]] = {}
    for row in db.execute(newest):
        try:
            said = json.loads(row.content)
            found.setdefault(said["epoch"], {})[said["size"]] = (row.seq, said)
        except ODD:
            continue  # its bytes are the matter of the chain
    return found


def _day(walk: _Walk) -> Iterator[Broken]:
    """What a day committed to, once as many leaves were read as it counted."""
    seq, said = walk.days.get(walk.size, (0, {}))
    if said and walk.root_of_heads() != said.get("root"):
        yield Broken(SUBJECT, seq, "每日总账与当时各对象的存证不符：有条目被删去或改动", "deleted")


def _leaf(leaf: Leaf, seq: int, walk: _Walk) -> Sequence[Fault]:
    found: list[Fault] = []
    if leaf.position != walk.size:
        found.append(("tree", f"存证位置{walk.size}缺失，其后是{leaf.position}"))
    if leaf.digest is None:
        return [*found, ("deleted", f"存证位置{leaf.position}上的纪实条目已不存在")]
    if not _stands_for(leaf, walk.hash):
        found.append(("edited", f"与存证位置{leaf.position}上的摘要不符，已被改动"))
    if seq <= walk.last.get(leaf.subject, NO_HEAD)[0]:
        what = f"存证位置{leaf.position}在同一对象较后的条目之后，存证次序已被改动"
        found.append(("reordered", what))
    walk.placed += 1
    walk.last[leaf.subject] = (seq, str(leaf.digest))
    walk.heads.pop(leaf.subject, None)
    if walk.seen or walk.since or leaf.subject == SUBJECT:
        try:
            found += _timed(leaf, walk)
        except ODD:
            return found  # no time at all: told with the chain
    return found


def _stands_for(row: Leaf, hash: Hash) -> bool:
    """Whether a leaf is that of its entry; for the usual hash the entry's digest is the same."""
    if not isinstance(row.hash, bytes):
        return False
    if hash.name == USUAL:
        return bool(row.hash.hex() == row.digest)
    return isinstance(row.body, bytes) and hash.leaf(row.body) == row.hash


def _timed(row: Leaf, walk: _Walk) -> Iterator[Fault]:
    """Not older than the heads of the day before it, not younger than the witness that saw it."""
    while walk.seen and walk.seen[0][0] <= row.position:
        walk.seen.pop(0)
    at = moment(row.at)
    if walk.since and at < walk.since - TOLERANCE:
        yield "time", f"录入时间 {row.at} 早于此前已登记的每日总账：时间倒流"
    if walk.seen and at > walk.seen[0][1] + TOLERANCE:
        yield "time", f"录入时间 {row.at} 晚于见证方见到它的 {walk.seen[0][1].isoformat()}"
    if row.subject == SUBJECT:
        walk.since = max(walk.since or at, at)


def _left_out(db: Connection, epoch: int, count: int) -> Iterator[Broken]:
    """Entries that neither have a leaf nor wait for one; `count`: how many have one."""
    placed = exists().where(leaves.c.epoch == (epoch or 1), leaves.c.entry == entries.c.id)
    waits = exists().where(unplaced.c.entry == entries.c.id)
    waiting = select(func.count()).select_from(unplaced).join(
        entries, entries.c.id == unplaced.c.entry
    ).where(~placed)
    every = db.scalar(select(func.count()).select_from(entries))
    if every == count + (db.scalar(waiting) or 0):
        return  # nobody needs to be looked for
    told = select(entries.c.subject, entries.c.seq, entries.c.at).where(~placed, ~waits)
    for row in db.execute(told):
        yield Broken(row.subject, row.seq, "未列入存证，也不在等待列入之列", "inserted", str(row.at))


def waiting(desk: Desk) -> int:
    """How many entries wait for their place; on a healthy instance none for more than a minute."""
    return desk.db.scalar(select(func.count()).select_from(unplaced)) or 0
