"""A few rows of the journal written by hand, and the tree over them."""

from sqlalchemy import Connection, insert, select

from workflow.ledger.hashing import Hash
from workflow.ledger.tree import Kept
from workflow.models import (
    checkpoints,
    entries,
    instance,
    leaves,
    nodes,
    receipts,
    refused_attempts,
    unplaced,
)

TABLES = (entries, leaves, nodes, unplaced, instance, checkpoints, receipts, refused_attempts)
SHA, SM3 = Hash("sha256"), Hash("sm3")


def wait(db: Connection, *ids: str, at: str = "1") -> None:
    """Entries that wait for their place; `a7` is the seventh of journal a."""
    for one in ids:
        usual = {column.name: 0 if column.name == "case_year" else "" for column in entries.columns}
        db.execute(insert(entries).values(
            {**usual, "id": one, "subject": one[0], "seq": int(one[1:]), "at": at, "digest": f"of {one}",
             "body": one.encode()}))  # fmt: skip
        db.execute(insert(unplaced).values(entry=one))


def placed(db: Connection, epoch: int = 1) -> list[str]:
    """The entries of an epoch, in the order of their places."""
    told = select(leaves.c.entry).where(leaves.c.epoch == epoch).order_by(leaves.c.position)
    return list(db.scalars(told))


def tree(*ids: str, hash: Hash = SHA) -> Kept:
    """The tree that these entries make."""
    kept = Kept(hash)
    for one in ids:
        kept.append(hash.leaf(one.encode()))
    return kept
