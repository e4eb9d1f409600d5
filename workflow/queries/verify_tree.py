"""Verifying the ledger (存证校验): the tree against the entries, its signed heads against the tree.

A chain alone can be written anew by whoever holds the database; a signed head that a witness has
seen cannot. Streams the rows; keeps one head a journal and nothing that grows with the entries.
The digests of entries are held against their bytes where chains are verified.
"""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, exists, func, select

from workflow.journal import Desk
from workflow.ledger.heads import SUBJECT
from workflow.ledger.log import Log
from workflow.models import entries, leaves, unplaced
from workflow.queries.broken import Broken
from workflow.queries.verify_chain import ODD
from workflow.queries.verify_epochs import verify_epochs
from workflow.queries.verify_heads import Keys, verify_heads, witnessed
from workflow.queries.verify_leaves import Walk, verify_leaves

__all__ = ["Keys", "verify_tree", "waiting"]
DAYS = 31  # daily heads that are computed anew


def verify_tree(desk: Desk, keys: Keys) -> Iterator[Broken]:
    """What does not agree between entries, leaves, nodes, signed heads and receipts."""
    db, log = desk.db, Log(desk.house.origin)
    days, seen, sizes, placed = _days(db), witnessed(db, keys), dict[int, int](), 0
    newest = db.scalar(select(func.max(leaves.c.epoch))) or 0
    for epoch in range(1, newest + 1):
        times = sorted((size, at) for (name, size), at in seen.items() if name == log.name(epoch))
        walk = Walk(log.hash(db, epoch), epoch, days.get(epoch, {}), times)
        yield from verify_leaves(db, walk)
        sizes[epoch], placed = walk.size, walk.placed
    yield from verify_epochs(db, log, sizes)
    yield from _left_out(db, newest, placed)
    yield from verify_heads(db, log, sizes, keys)


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
