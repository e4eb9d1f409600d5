"""Verifying chains (链的校验): the journal of a subject, entry after entry, in order.

Nothing is asked of the database here; whatever was written into it is a finding, never an error.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Row

from workflow.canonical import digest, leaf, parse, rewritten
from workflow.journal.marks import marks
from workflow.queries.broken import Broken

ODD = (KeyError, TypeError, ValueError, AttributeError)  # what a misshapen value leads to
TOLERANCE = timedelta(minutes=5)  # two that wait for each other are written out of their order
COPIES = ("id", "subject", "at", "occurred_on", "kind", "command")
Fault = tuple[str, str]  # kind and words


class Here(NamedTuple):
    """An entry that something else is found by: its journal, place and time."""

    subject: str
    seq: int
    at: str

    def broken(self, kind: str, what: str) -> Broken:
        """A finding at this entry; what it says agreed when it was recorded."""
        return Broken(self.subject, self.seq, what, kind, self.at)


@dataclass(slots=True)
class Links:
    """What the entries of one part point to: sealed values, files, and journals they were judged on."""

    values: dict[str, Here] = field(default_factory=dict)
    files: dict[str, Here] = field(default_factory=dict)
    read: dict[str, tuple[int, Here]] = field(default_factory=dict)  # the highest seq, and by whom

    def take(self, body: Mapping[str, Any], here: Here) -> None:
        """Add those of an entry."""
        self.values.update((str(one), here) for one in body["values"])
        self.files.update((str(one["digest"]), here) for one in body["attachments"])
        for subject, seq in body["read"].items():
            if seq >= self.read.get(subject, (0, here))[0]:
                self.read[subject] = (seq, here)


@dataclass(slots=True)
class Chain:
    """The journal that is being read: its last entry, and what its row should say."""

    subject: str = ""
    seq: int = 0
    mark: str = ""  # digest of the last entry
    before: str = ""  # and of the one before
    at: str = ""
    content: str = ""  # as the last entry's row keeps it
    said: dict[str, Any] = field(default_factory=dict)
    text: bytes = b""  # canonical bytes of `said`, and their digest
    state: str = ""
    shift: int = 0  # entries that were put in between
    moved: bool = False  # the last entry stands where another belongs
    away: set[int] = field(default_factory=set)  # places whose own entries stand elsewhere

    def here(self) -> Here:
        """Its last entry."""
        return Here(self.subject, self.seq, self.at)


def opened(subject: str) -> Chain:
    """The chain of a journal before its first entry."""
    empty = rewritten({})
    return Chain(subject, text=empty, state=digest(empty))


def check(row: Row[Any], chain: Chain, links: Links) -> Iterator[Broken]:
    """One entry against its predecessor, its bytes and its copies; the chain goes on with it."""
    here = Here(chain.subject, row.seq if isinstance(row.seq, int) else 0, str(row.at))
    for kind, what in list(_faults(row, chain, links, here)):
        yield here.broken(kind, what)
    chain.seq, chain.before, chain.mark = here.seq, chain.mark, row.digest
    chain.content, chain.at = row.content, max(chain.at, here.at)


def _faults(row: Row[Any], chain: Chain, links: Links, here: Here) -> Iterator[Fault]:
    if not isinstance(row.body, bytes):  # SQLite keeps whatever type is written into a column
        yield "edited", "条目内容不是字节，已被改动"
        return
    if leaf(row.body) != row.digest:
        yield "edited", "条目内容与摘要不符，已被改动"
    try:
        body = parse(row.body)
        found = [*_linked(row, body, chain), *_timed(here, chain), *_copied(row, body)]
        found += _folded(row, body, chain)
        links.take(body, here)
    except ODD:
        found = [("edited", "条目内容不是第1版条目的规范字节")]
    yield from found


def _linked(row: Row[Any], body: Mapping[str, Any], chain: Chain) -> Iterator[Fault]:
    """The entry follows the one before it, by number and by digest."""
    linked = row.prev == chain.mark and body["prev"] == row.prev
    passed = chain.before and not chain.moved and row.prev == chain.before == body["prev"]
    chain.moved = False
    if not linked and passed:
        chain.shift += 1
        yield "inserted", f"链接越过第{chain.seq}条：第{chain.seq}条是插入的"
        linked = True
    if row.seq != chain.seq + 1 or body["seq"] + chain.shift != row.seq:
        kind = _misplaced(row, body, chain)
        chain.moved = kind == "reordered"
        yield kind, f"序号不衔接，前一条是第{chain.seq}条"
    if not linked:
        yield _unlinked(row, body, chain), "与前一条的链接不符"


def _misplaced(row: Row[Any], body: Mapping[str, Any], chain: Chain) -> str:
    """Of which kind a wrong number is."""
    if row.seq > chain.seq + 1:
        return "deleted"
    if row.seq <= chain.seq:  # two entries in one place
        return "duplicated" if row.digest == chain.mark else "forked"
    told = body["seq"] + chain.shift
    if told > row.seq:
        chain.away.add(row.seq)
        return "reordered"
    return "reordered" if told in chain.away else "duplicated"


def _unlinked(row: Row[Any], body: Mapping[str, Any], chain: Chain) -> str:
    """Of which kind a wrong link is: the entry it names is gone, elsewhere, or not what it was."""
    if row.seq > chain.seq + 1:
        return "deleted"
    if row.seq == chain.seq:
        return "forked"
    return "reordered" if body["seq"] + chain.shift != row.seq else "edited"


def _timed(here: Here, chain: Chain) -> Iterator[Fault]:
    if here.at < chain.at and moment(here.at) < moment(chain.at) - TOLERANCE:
        yield "time", f"录入时间 {here.at} 早于前一条的 {chain.at}"


def moment(text: str) -> datetime:
    """A time as entries write it."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def _copied(row: Row[Any], body: Mapping[str, Any]) -> Iterator[Fault]:
    """The columns that copy the entry."""
    said = row._mapping
    wrong = [key for key in COPIES if body[key] != said[key]]
    wrong += [key for key, value in marks(body["data"]).items() if said[key] != value]
    if body["actor"]["account"] != row.account or body["actor"]["duty"] != row.duty:
        wrong.append("actor")
    if wrong:
        yield "copy", f"检索列与条目不符：{'、'.join(wrong)}"


def _folded(row: Row[Any], body: Mapping[str, Any], chain: Chain) -> Iterator[Fault]:
    """The state that the entries so far fold to."""
    changes = body["data"].get("set")
    if changes:
        chain.said.update(changes)
        chain.text = rewritten(chain.said)
        chain.state = digest(chain.text)
    if chain.state != body["state"] or chain.text.decode() != row.content:
        yield "edited", "条目所记状态与前后折算不符"
