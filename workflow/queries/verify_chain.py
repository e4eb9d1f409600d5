"""Verifying chains (链的校验): the journal of a subject, entry after entry, in order.

Nothing is asked of the database here; whatever was written into it is a finding, never an error.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any, NamedTuple

from workflow.canonical import digest, leaf, parse, rewritten
from workflow.journal.marks import NAMES, found_by
from workflow.queries.broken import Broken

ODD = (KeyError, TypeError, ValueError, AttributeError)  # what a misshapen value leads to
TOLERANCE = timedelta(minutes=5)  # two that wait for each other are written out of their order
COPIES = ("id", "subject", "at", "occurred_on", "kind", "command")
Fault = tuple[str, str]  # kind and words
_copied_from = itemgetter(*COPIES)
_acted = itemgetter("account", "duty")


class Line(NamedTuple):
    """A row of the table of entries as verification reads it; the first of its columns are COPIES."""

    id: Any
    subject: Any
    at: Any
    occurred_on: Any
    kind: Any
    command: Any
    account: Any
    duty: Any
    act: Any
    activity: Any
    about: Any
    seq: Any
    prev: Any
    digest: Any
    content: Any
    body: Any


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
    read: dict[str, int] = field(default_factory=dict)  # the highest seq

    def take(self, body: Mapping[str, Any], here: Here) -> None:
        """Add those of an entry."""
        self.lie(body["values"], body["attachments"], here)
        for subject, seq in body["read"].items():
            self.reach(subject, seq)

    def lie(self, values: Iterable[Any], files: Iterable[Any], here: Here) -> None:
        """Add what lies beside the journals."""
        for mark in values:
            self.values[str(mark)] = here
        for file in files:
            self.files[str(file["digest"])] = here

    def reach(self, subject: str, seq: int) -> None:
        """Add a journal up to an entry."""
        if seq > self.read.get(subject, -1):
            self.read[subject] = seq

    def add(self, more: "Links") -> None:
        """Add those of further entries."""
        self.values |= more.values
        self.files |= more.files
        for subject, seq in more.read.items():
            self.reach(subject, seq)


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
    text: str = ""  # canonical text of `said`, and the digest of its bytes
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
    return Chain(subject, text=empty.decode(), state=digest(empty))


def check(line: Line, chain: Chain, links: Links) -> list[Broken]:
    """One entry against its predecessor, its bytes and its copies; the chain goes on with it."""
    seq, at = line.seq, line.at
    here = Here(chain.subject, seq if isinstance(seq, int) else 0, str(at))
    faults = _faults(line, chain, links, here)
    chain.seq, chain.before, chain.mark = here.seq, chain.mark, line.digest
    chain.content, chain.at = line.content, max(chain.at, here.at)
    return [here.broken(kind, what) for kind, what in faults] if faults else []


def _faults(line: Line, chain: Chain, links: Links, here: Here) -> list[Fault]:
    body = line.body
    if not isinstance(body, bytes):  # SQLite keeps whatever type is written into a column
        return [("edited", "条目内容不是字节，已被改动")]
    found = [] if leaf(body) == line.digest else [("edited", "条目内容与摘要不符，已被改动")]
    try:
        return found + _said(line, parse(body), chain, links, here)
    except ODD:
        return [*found, ("edited", "条目内容不是第1版条目的规范字节")]


def _said(
    line: Line, body: Mapping[str, Any], chain: Chain, links: Links, here: Here
) -> list[Fault]:
    """What an entry says against what stands around it. What is usual is seen at one glance."""
    data = body["data"]
    found: list[Fault] = []
    next, mark, told = chain.seq + 1, chain.mark, body["seq"] + chain.shift
    if line.prev == mark and body["prev"] == mark and line.seq == next and told == next:
        chain.moved = False
    else:
        found += _linked(line, body, chain)
    if here.at < chain.at:
        found += _timed(here, chain)
    if (
        line[:6] != _copied_from(body) or line[6:8] != _acted(body["actor"])
        or line[8:11] != found_by(data)
    ):  # fmt: skip
        found += _copied(line, body)
    found += _folded(line, body, data.get("set"), chain)
    links.take(body, here)
    return found


def _linked(line: Line, body: Mapping[str, Any], chain: Chain) -> Iterator[Fault]:
    """The entry follows the one before it, by number and by digest."""
    linked = line.prev == chain.mark and body["prev"] == line.prev
    passed = chain.before and not chain.moved and line.prev == chain.before == body["prev"]
    chain.moved = False
    if not linked and passed:
        chain.shift += 1
        yield "inserted", f"链接越过第{chain.seq}条：第{chain.seq}条是插入的"
        linked = True
    if line.seq != chain.seq + 1 or body["seq"] + chain.shift != line.seq:
        kind = _misplaced(line, body, chain)
        chain.moved = kind == "reordered"
        yield kind, f"序号不衔接，前一条是第{chain.seq}条"
    if not linked:
        yield _unlinked(line, body, chain), "与前一条的链接不符"


def _misplaced(row: Line, body: Mapping[str, Any], chain: Chain) -> str:
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


def _unlinked(row: Line, body: Mapping[str, Any], chain: Chain) -> str:
    """Of which kind a wrong link is: the entry it names is gone, elsewhere, or not what it was."""
    if row.seq > chain.seq + 1:
        return "deleted"
    if row.seq == chain.seq:
        return "forked"
    return "reordered" if body["seq"] + chain.shift != row.seq else "edited"


def _timed(here: Here, chain: Chain) -> Iterator[Fault]:
    if moment(here.at) < moment(chain.at) - TOLERANCE:
        yield "time", f"录入时间 {here.at} 早于前一条的 {chain.at}"


def moment(text: str) -> datetime:
    """A time as entries write it."""
    return datetime.fromisoformat(text)


def _copied(line: Line, body: Mapping[str, Any]) -> Iterator[Fault]:
    """The columns that copy the entry."""
    said = line._asdict()
    wrong = [key for key in COPIES if body[key] != said[key]]
    wrong += [key for key, value in zip(NAMES, found_by(body["data"]), strict=True) if said[key] != value]
    if body["actor"]["account"] != line.account or body["actor"]["duty"] != line.duty:
        wrong.append("actor")
    if wrong:
        yield "copy", f"检索列与条目不符：{'、'.join(wrong)}"


def _folded(line: Line, body: Mapping[str, Any], changes: Any, chain: Chain) -> list[Fault]:
    """The state that the entries so far fold to."""
    if changes:
        chain.said.update(changes)
        text = rewritten(chain.said)
        chain.text, chain.state = text.decode(), digest(text)
    if chain.state == body["state"] and chain.text == line.content:
        return []
    return [("edited", "条目所记状态与前后折算不符")]
