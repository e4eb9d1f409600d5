"""Since when something does not agree (何时起不符): after which signed head at the latest it still did.

A leaf that a signed head covers with its right root has not been written anew since that signature;
what is wrong with its entry, or with what the entry tells of, came later.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy import Connection, select

from workflow.errors import WorkflowError
from workflow.journal import Desk
from workflow.ledger.checkpoint import read_checkpoint
from workflow.ledger.log import Log, Stored
from workflow.ledger.note import read_note
from workflow.ledger.tree import root
from workflow.models import checkpoints, entries, leaves
from workflow.queries.broken import Broken

ODD = (KeyError, TypeError, ValueError, AttributeError, WorkflowError)
Good = tuple[int, int, str]  # epoch, size and time of a signed head that agrees with the leaves


def dated(desk: Desk, found: Iterable[Broken]) -> Iterator[Broken]:
    """The findings, each with the last moment at which it is known to have agreed."""
    heads: list[Good] | None = None
    for one in found:
        if heads is None:  # signed heads are read again only where something is wrong
            heads = list(agreeing(desk.db, Log(desk.house.origin)))
        yield _dated(desk.db, one, heads)


def _dated(db: Connection, one: Broken, heads: Iterable[Good]) -> Broken:
    told = (
        select(leaves.c.epoch, leaves.c.position)
        .join(entries, entries.c.id == leaves.c.entry)
        .where(entries.c.subject == one.subject, entries.c.seq == one.seq).limit(1)
    )  # fmt: skip
    here = db.execute(told).one_or_none()
    if here is None or one.kind == "time":
        return one
    covering = [at for epoch, size, at in heads if epoch == here.epoch and size > here.position]
    return replace(one, since=max([one.since, *covering]))


def agreeing(db: Connection, log: Log) -> Iterator[Good]:
    """The signed heads whose root is that of the leaves as they are kept."""
    for row in db.execute(select(checkpoints).order_by(checkpoints.c.epoch, checkpoints.c.size)):
        try:
            head = read_checkpoint(read_note(row.note))
            nodes = Stored(db, row.epoch)
            if head.root == root(log.hash(db, row.epoch), nodes, head.size):
                yield row.epoch, head.size, str(row.at)
        except ODD:
            continue  # told where heads are verified
