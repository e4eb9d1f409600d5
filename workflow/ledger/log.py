"""The log (存证日志): every entry gets its place in the tree, once and for ever.

The database itself puts each new entry among the `unplaced`; whoever places them takes all that are
committed, so no number is given to an entry that then is not there. On SQLite that happens in the
transaction of the command, on PostgreSQL by one sequencer at a time, beside the work on cases.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import (
    Connection,
    Select,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
    true,
    tuple_,
)

from workflow.errors import JournalBroken, NotFound
from workflow.ledger.checkpoint import Checkpoint
from workflow.ledger.hashing import Hash, hash_named
from workflow.ledger.tree import Address, Edge, grown, root
from workflow.models import entries, instance, leaves, nodes, unplaced
from workflow.models.prepared import Prepared

FIRST = 1  # the first epoch
USUAL = "sha256"
PART = 1000  # entries that are placed together
SEQUENCER = 0x6C6F67  # the advisory lock of whoever places entries
STALLED = 60_000  # milliseconds after which whoever holds it and does nothing is cut off
_LAST = (
    select(leaves.c.epoch, leaves.c.position, leaves.c.hash)
    .order_by(leaves.c.epoch.desc(), leaves.c.position.desc())
    .limit(1)
)
_END = _LAST.subquery("last")
# Not the bare column: for its index SQLite would read all entries there ever were.
_SUBJECT = entries.c.subject.concat(literal_column("''"))
# Nearly always one entry waits where it is placed at once: then there is no order to find out.
_FIRST = Prepared(
    select(entries.c.id, entries.c.body, _END.c.epoch, _END.c.position, _END.c.hash)
    .join_from(unplaced, entries, entries.c.id == unplaced.c.entry).outerjoin(_END, true())
    .limit(literal_column("2"))
)
_WAITING = Prepared(  # and where the tree ends, in the same statement
    select(entries.c.id, entries.c.body, _END.c.epoch, _END.c.position, _END.c.hash)
    .outerjoin(_END, true())
    .where(entries.c.id.in_(select(unplaced.c.entry)))
    # Two that waited for each other bear times out of their order; that of their journal goes first.
    .order_by(func.max(entries.c.at).over(partition_by=_SUBJECT, order_by=entries.c.seq), _SUBJECT,
              entries.c.seq)
    .limit(bindparam("part"))
)
_LEAVES, _NODES = Prepared(insert(leaves)), Prepared(insert(nodes))
_PLACED = Prepared(delete(unplaced).where(unplaced.c.entry.in_(
    select(leaves.c.entry)
    .where(leaves.c.epoch == bindparam("epoch"), leaves.c.position >= bindparam("start"))
)))  # fmt: skip


_DONE = Prepared(delete(unplaced).where(unplaced.c.entry == bindparam("one")))


@dataclass(frozen=True, slots=True)
class Log:
    """The log of one instance: its name, and the hash of each epoch (读自 instance, once)."""

    origin: str
    hashes: dict[int, Hash] = field(default_factory=dict)
    edges: dict[int, "_Growing"] = field(default_factory=dict)  # by epoch, as this process left it

    def hash(self, db: Connection, epoch: int) -> Hash:
        """The hash of an epoch: as set when it was opened, else the usual one."""
        if epoch not in self.hashes:
            named = select(instance.c.value).where(instance.c.key == f"hash/{epoch}")
            self.hashes[epoch] = hash_named(db.scalar(named) or USUAL)
        return self.hashes[epoch]

    def name(self, epoch: int) -> str:
        """The origin line of the checkpoints of an epoch."""
        return f"{self.origin}/xuanren/{epoch}"

    def place(self, db: Connection) -> int:
        """Give all waiting entries their places; how many got one."""
        count = part = self._place_part(db)
        while part == PART:
            part = self._place_part(db)
            count += part
        return count

    def _place_part(self, db: Connection) -> int:
        waiting = _FIRST.rows(db)
        if len(waiting) > 1:
            waiting = _WAITING.rows(db, part=PART)
        if waiting:
            epoch, *last = waiting[0][2:]
            growing = self._edge(db, epoch := epoch or FIRST, *last)
            start = growing.size
            for entry, body, *_ in waiting:
                growing.append(entry, body)
            growing.write(db, epoch)
            if len(waiting) == 1:
                _DONE.write(db, {"one": waiting[0][0]})
            else:
                _PLACED.write(db, {"epoch": epoch, "start": start})
            self.edges[epoch] = growing
        return len(waiting)

    def reanchor(self, db: Connection, epoch: int, first: str) -> None:
        """Begin the tree of an epoch: the entry `first`, then all leaves of the one before it."""
        hash, size, last = self.hash(db, epoch), 0, -1
        part = db.execute(select(entries.c.id, entries.c.body).where(entries.c.id == first)).all()
        while part:
            growing = _Growing(hash, size, frontier(db, epoch, size))
            for row in part:
                growing.append(row.id, row.body)
            growing.write(db, epoch)
            size = growing.size
            part = db.execute(
                select(entries.c.id, entries.c.body, leaves.c.position)
                .join(leaves, leaves.c.entry == entries.c.id)
                .where(leaves.c.epoch == epoch - 1, leaves.c.position > last)
                .order_by(leaves.c.position).limit(PART)
            ).all()  # fmt: skip
            last = part[-1].position if part else last
        db.execute(delete(unplaced).where(unplaced.c.entry == first))

    def place_alone(self, db: Connection) -> int:
        """The same where several processes could: one does it, the others go on (PostgreSQL).

        The lock ends with its transaction: another takes over as soon as the holder is gone, and
        the database itself ends a holder that stands still. What was not committed waits on.
        """
        if db.dialect.name != "sqlite":
            mine = select(func.pg_try_advisory_xact_lock(SEQUENCER))
            if not db.scalar(mine):
                return 0
            db.execute(select(func.set_config("idle_in_transaction_session_timeout", str(STALLED), True)))
        return self.place(db)

    def head(self, db: Connection) -> Checkpoint:
        """The present head of the tree."""
        epoch, size = end(db)
        hash = self.hash(db, epoch)
        kept = _Growing(hash, size, frontier(db, epoch, size))
        return Checkpoint(self.name(epoch), size, root(hash, kept, size))

    def _edge(self, db: Connection, epoch: int, last: int | None, leaf: bytes) -> "_Growing":
        """The right edge as it was left here, if it ends with the last leaf that is stored; else read.

        What was rolled back meanwhile, or appended by another, ends with another leaf.
        """
        kept = self.edges.pop(epoch, None)
        size = 0 if last is None else last + 1
        if kept is not None and (kept.size, kept.last) == (size, leaf):
            return kept.trimmed()
        return _Growing(self.hash(db, epoch), size, frontier(db, epoch, size))

    def require_of_entries(self, db: Connection, since: Checkpoint | None, head: Checkpoint) -> None:
        """The tree that is to be signed grew from what was signed last by the bytes of the entries.

        A turned bit that got signed would make the log useless for ever. Raises JournalBroken.
        """
        epoch = end(db)[0]
        start = since.size if since is not None and since.origin == head.origin else 0
        kept = sorted(frontier(db, epoch, start).items(), reverse=True)
        edge = Edge(self.hash(db, epoch), start, [one for _, one in kept])
        broken = len(kept) != start.bit_count() or (start and since and edge.root() != since.root)
        for body in () if broken else db.scalars(_bodies(epoch, start, head.size)):
            edge.append(edge.hash.leaf(body))
        if broken or (edge.size, edge.root()) != (head.size, head.root):
            raise JournalBroken("存证树与纪实条目不符，不予签署：请先校验（cadre journal verify）")


def _bodies(epoch: int, start: int, stop: int) -> Select[tuple[bytes]]:
    """The bytes of the entries in the order of their leaves, from a position up to another."""
    placed = leaves.c
    return (
        select(entries.c.body).join(leaves, placed.entry == entries.c.id)
        .where(placed.epoch == epoch, placed.position >= start, placed.position < stop)
        .order_by(placed.position).execution_options(yield_per=PART)
    )  # fmt: skip


@dataclass(slots=True)
class _Growing:
    """The right edge of the tree in memory, and what was appended to it."""

    hash: Hash
    size: int
    known: dict[Address, bytes]
    last: bytes = b""  # the leaf appended last
    placed: list[dict[str, object]] = field(default_factory=list)
    complete: list[tuple[Address, bytes]] = field(default_factory=list)

    def node(self, level: int, place: int) -> bytes:
        """A node of the edge."""
        return self.known[level, place]

    def append(self, entry: str, body: bytes) -> None:
        """Append an entry; its leaf is computed from its bytes, not from what a column says."""
        leaf = self.hash.leaf(body)
        self.placed.append({"position": self.size, "entry": entry, "hash": leaf})
        for address, here in grown(self.hash, self, self.size, leaf):
            self.known[address] = here
            self.complete.append((address, here))
        self.last = leaf
        self.size += 1

    def trimmed(self) -> "_Growing":
        """To go on from: nothing but the nodes that a tree of this size grows on from."""
        edge = {one: self.known[one] for one in _edge_of(self.size)}
        return _Growing(self.hash, self.size, edge, self.last)

    def write(self, db: Connection, epoch: int) -> None:
        """Write the leaves and what became complete above them."""
        _LEAVES.write(db, *({"epoch": epoch, **one} for one in self.placed))
        above = [
            {"epoch": epoch, "level": level, "place": place, "hash": here}
            for (level, place), here in self.complete if level
        ]  # fmt: skip
        if above:
            _NODES.write(db, *above)


@dataclass(slots=True)
class Stored:
    """The complete nodes of an epoch, read as they are asked for: for proofs."""

    db: Connection
    epoch: int
    known: dict[Address, bytes] = field(default_factory=dict)

    def node(self, level: int, place: int) -> bytes:
        """The hash of a complete node; raises NotFound where it is missing."""
        if (level, place) not in self.known:
            found = dict(_stored(self.db, self.epoch, [(level, place)]))
            if not found:
                raise NotFound(f"存证树缺少第{level}层第{place}个结点")
            self.known.update(found)
        return self.known[level, place]


def end(db: Connection) -> tuple[int, int]:
    """The present epoch and how many leaves it has."""
    last = db.execute(_LAST).one_or_none()
    return (last.epoch, last.position + 1) if last else (FIRST, 0)


def frontier(db: Connection, epoch: int, size: int) -> dict[Address, bytes]:
    """The complete nodes from which a tree of `size` leaves grows on: one for each bit of its size."""
    return dict(_stored(db, epoch, _edge_of(size)))


def _edge_of(size: int) -> list[Address]:
    return [(level, (size >> level) - 1) for level in range(size.bit_length()) if size >> level & 1]


def _stored(
    db: Connection, epoch: int, wanted: list[Address]
) -> Iterator[tuple[Address, bytes]]:
    above = [one for one in wanted if one[0]]
    if len(above) < len(wanted):
        places = [place for level, place in wanted if not level]
        table = leaves.c
        for row in db.execute(
            select(table.position, table.hash)
            .where(table.epoch == epoch, table.position.in_(places))
        ):  # fmt: skip
            yield (0, row.position), row.hash
    if above:
        told = nodes.c
        for row in db.execute(
            select(told.level, told.place, told.hash)
            .where(told.epoch == epoch, tuple_(told.level, told.place).in_(above))
        ):  # fmt: skip
            yield (row.level, row.place), row.hash
