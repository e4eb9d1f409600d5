"""Heads of the day (每日总账): how far every journal goes, committed to in one entry a day.

That every entry shown lies in the tree does not show that none is missing: a tail that is cut off
leaves no gap. The root over all (subject, number of entries, last leaf) does; a dossier carries the
way from its own subjects to it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from workflow.canonical import canonical
from workflow.ledger.hashing import Hash
from workflow.ledger.tree import Kept, inclusion
from workflow.models import entries, leaves

SUBJECT = "ledger:heads"
Head = tuple[int, str]  # the seq and digest of the last entry


@dataclass(slots=True)
class Heads:
    """The last entry of every journal among the first leaves."""

    hash: Hash
    last: dict[str, Head] = field(default_factory=dict)

    def tree(self) -> Kept:
        """The tree over them, by subject."""
        kept = Kept(self.hash)
        for subject in sorted(self.last):
            kept.append(self.hash.head(line(subject, *self.last[subject])))
        return kept

    def ways(self, subjects: Mapping[str, object]) -> Iterator[tuple[str, int, list[bytes]]]:
        """Subject, place and proof for each of some subjects."""
        kept = self.tree()
        for place, subject in enumerate(sorted(self.last)):
            if subject in subjects:
                yield subject, place, inclusion(self.hash, kept, place, kept.size)


def line(subject: str, seq: int, digest: str) -> bytes:
    """What is hashed for one subject."""
    return canonical([subject, seq, digest])


def heads_at(db: Connection, hash: Hash, epoch: int, size: int) -> Heads:
    """The heads among the first `size` leaves of an epoch; streams the entries' keys."""
    found = Heads(hash)
    told = (
        select(entries.c.subject, entries.c.seq, entries.c.digest)
        .join(leaves, leaves.c.entry == entries.c.id)
        .where(leaves.c.epoch == epoch, leaves.c.position < size)
        .order_by(leaves.c.position)
    )
    for row in db.execute(told.execution_options(yield_per=1000)):
        found.last[row.subject] = (row.seq, row.digest)
    return found
