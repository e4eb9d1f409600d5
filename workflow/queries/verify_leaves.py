"""Verifying leaves (存证位置的校验): every place of the tree against the entry that it stands for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, null, select

from workflow.canonical import plain
from workflow.ledger.epochs import root_over
from workflow.ledger.hashing import Hash
from workflow.ledger.heads import SUBJECT, Head, line
from workflow.ledger.log import USUAL
from workflow.models import entries, leaves
from workflow.queries.broken import Broken
from workflow.queries.verify_chain import ODD, TOLERANCE, moment
from workflow.queries.verify_nodes import Above
from workflow.queries.verify_parts import parts

NO_HEAD: Head = (0, "")
PART = 4_000  # leaves that are read together
RUN = 100  # and seen together
TIMES = "0000-00-00T00:00:00.000000Z"  # the form of all times, as digits; its order is that of time
_digits = str.maketrans("123456789", "0" * 9)
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
class Walk:
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


def verify_leaves(db: Connection, walk: Walk) -> Iterator[Broken]:
    """What does not agree between leaves, the nodes above them, and their entries."""
    told, entry = leaves.c, entries.c
    body = null() if walk.hash.name == USUAL else entry.body
    query = (
        select(told.position, told.hash, entry.subject, entry.seq, entry.digest, entry.at, body)
        .outerjoin(entries, entry.id == told.entry)
        .where(told.epoch == walk.epoch).order_by(told.position)
    )  # fmt: skip
    above = Above(db, walk.hash, walk.epoch)
    for part in parts(db, query, PART):
        above.take([one[1] if isinstance(one[1], bytes) else b"" for one in part])
        for start in range(0, len(part), RUN):
            yield from judged(part[start : start + RUN], walk)
    yield from _day(walk)
    yield from above.verdict()


def judged(run: Sequence[Any], walk: Walk) -> Iterator[Broken]:
    """What is wrong with some leaves: looked at together, and one by one where anything is not as usual."""
    if usual(run, walk):
        return
    for leaf in map(Leaf._make, run):
        if walk.size in walk.days:
            yield from _day(walk)
        seq = leaf.seq if isinstance(leaf.seq, int) else 0
        for kind, fault in _leaf(leaf, seq, walk):
            where = str(leaf.subject or f"leaf:{walk.epoch}/{leaf.position}")
            yield Broken(where, seq, fault, kind, str(leaf.at or ""))
        walk.size = leaf.position + 1


def usual(run: Sequence[Any], walk: Walk) -> bool:
    """Whether all these leaves are as usual, and no day ends among them; if so the walk goes on."""
    told = Leaf._make(zip(*run, strict=True))
    size = walk.size + len(run)
    if (
        told.position != (*range(walk.size, size),) or walk.hash.name != USUAL
        or {*map(type, told.hash)} != {bytes} or [one.hex() for one in told.hash] != [*told.digest]
        or SUBJECT in told.subject or not walk.days.keys().isdisjoint(told.position)
        or not _in_time(told, walk)
    ):  # fmt: skip
        return False
    ends: dict[str, Head] = {}
    for subject, seq, digest in zip(told.subject, told.seq, told.digest, strict=True):
        if not isinstance(seq, int) or seq <= (ends.get(subject) or walk.last.get(subject, NO_HEAD))[0]:
            return False
        ends[subject] = (seq, digest)
    walk.last |= ends
    for subject in ends if walk.heads else ():
        walk.heads.pop(subject, None)
    walk.placed, walk.size = walk.placed + len(run), size
    return True


def _in_time(told: Leaf, walk: Walk) -> bool:
    """Whether no leaf is beyond what heads and witnesses say, compared as text where all are of one form."""
    if not walk.seen and not walk.since:
        return True
    seen = next(((size, at) for size, at in walk.seen if size > told.position[0]), None)
    times = told.at
    try:
        return (
            "".join(times).translate(_digits) == TIMES * len(times)
            and not (walk.since and min(times) < plain(walk.since - TOLERANCE))
            and not (seen and (seen[0] <= told.position[-1] or max(times) > plain(seen[1] + TOLERANCE)))
        )
    except ODD:
        return False


def _day(walk: Walk) -> Iterator[Broken]:
    """What a day committed to, once as many leaves were read as it counted."""
    seq, said = walk.days.get(walk.size, (0, {}))
    if not said:
        return
    try:
        same = walk.root_of_heads() == said.get("root")
    except ODD:
        same = False  # a subject or a number that no entry bears
    if not same:
        yield Broken(SUBJECT, seq, "每日总账与当时各对象的存证不符：有条目被删去或改动", "deleted")


def _leaf(leaf: Leaf, seq: int, walk: Walk) -> Sequence[Fault]:
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


def _timed(row: Leaf, walk: Walk) -> Iterator[Fault]:
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
