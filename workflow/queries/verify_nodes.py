"""Verifying nodes (存证树结点的校验): those above the leaves, made once more from the leaves themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, func, select

from workflow.ledger.hashing import Hash
from workflow.models import nodes
from workflow.models.prepared import Prepared
from workflow.queries.broken import Broken

_node = nodes.c
_KEPT = Prepared(
    select(_node.place, _node.hash)
    .where(
        _node.epoch == bindparam("epoch"), _node.level == bindparam("level"),
        _node.place >= bindparam("start"), _node.place < bindparam("end"),
    )
    .order_by(_node.place)
)  # fmt: skip


@dataclass(slots=True)
class Above:
    """The nodes over the leaves read so far, each held against the one that is kept.

    It remembers one hash a level, and looks no further after the first node that is not as made.
    """

    db: Connection
    hash: Hash
    epoch: int
    size: int = 0
    broken: Broken | None = None
    counts: dict[int, int] = field(default_factory=dict)  # level → how many nodes were made
    single: dict[int, bytes] = field(default_factory=dict)  # level → one without its neighbour yet

    def take(self, leaves: Sequence[bytes]) -> None:
        """Go on with further leaves."""
        self.size += len(leaves)
        below, level = leaves, 1
        while below and self.broken is None:
            below = self._made(level, below)
            level += 1

    def _made(self, level: int, below: Sequence[bytes]) -> Sequence[bytes]:
        """The nodes of a level that become complete by further ones of the level below."""
        told = [self.single.pop(level), *below] if level in self.single else list(below)
        if len(told) % 2:
            self.single[level] = told.pop()
        made = self.hash.nodes(told[::2], told[1::2])
        start = self.counts.get(level, 0)
        self.counts[level] = end = start + len(made)
        kept = _KEPT.rows(self.db, epoch=self.epoch, level=level, start=start, end=end)
        wanted = list(enumerate(made, start))
        if kept != wanted:
            place = next((one[0] for one in wanted if one not in kept), start)
            where = f"node:{self.epoch}/{level}/{place}"
            self.broken = Broken(where, 0, "存证树的结点缺失或被改动", "tree")
        return made

    def verdict(self) -> Iterator[Broken]:
        """What is wrong, once all leaves were read."""
        if self.broken is not None:
            yield self.broken
            return
        stored = select(func.count()).select_from(nodes).where(_node.epoch == self.epoch)
        if self.db.scalar(stored) != sum(self.counts.values()):
            yield Broken(f"node:{self.epoch}", 0, "存证树有多余的结点", "tree")
