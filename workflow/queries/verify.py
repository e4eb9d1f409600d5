"""Verifying the journal (纪实校验): chains, keys, and every row equal to the fold of its journal.

Whatever was written past the engine is a finding with its place, never an error: bytes, types and
shapes of every table are held to be anybody's. Journals are read span by span, in parts, so memory
does not grow with them; spans may be verified by several processes, or on another day.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import Any

from sqlalchemy import Select, func, select

from workflow.canonical import parse
from workflow.journal import Desk
from workflow.models import entries
from workflow.models.prepared import OneOf, Prepared
from workflow.queries.broken import ENTRIES, MOST, Broken
from workflow.queries.verify_chain import ODD, Chain, Here, Line, Links, check, opened
from workflow.queries.verify_files import verify_files
from workflow.queries.verify_lists import verify_lists
from workflow.queries.verify_parts import parts
from workflow.queries.verify_refused import verify_refused
from workflow.queries.verify_rows import DIFFERS, beside, rows_of, unfounded
from workflow.queries.verify_sealed import (
    lawfully_erased,
    values_kept,
    verify_names,
    verify_some,
    verify_unclaimed,
)
from workflow.queries.verify_since import dated
from workflow.queries.verify_tree import Keys, verify_tree
from workflow.queries.verify_usual import RUN, usual

__all__ = ["DIFFERS", "Span", "Verified", "spans", "verify", "verify_journals",
           "verify_span", "verify_tree", "whole"]  # fmt: skip
_LINES = select(*(entries.c[name] for name in Line._fields)).order_by(entries.c.subject, entries.c.seq)
_LAST = Prepared(
    select(entries.c.subject, func.max(entries.c.seq))
    .where(OneOf(entries.c.subject, "subjects")).group_by(entries.c.subject)
)  # fmt: skip
NONE = -1  # below any seq: of a journal that is not there
Tell = Callable[[int], None]  # is told how many more entries were read


@dataclass(slots=True)
class Verified:
    """What was verified: how many entries, subjects and sealed values, and what was found broken."""

    entries: int = 0
    subjects: int = 0
    broken: tuple[Broken, ...] = ()
    sealed: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """The journals from one subject up to, but without, another; "" for no end. `count`: entries."""

    first: str = ""
    end: str = ""
    count: int = 0


def _silent(_: int) -> None:
    """Tell nobody."""


def spans(desk: Desk, size: int) -> Iterator[Span]:
    """All journals in spans of at least `size` entries, the last one without an end."""
    first, count = "", 0
    told = select(entries.c.subject, func.count()).group_by(entries.c.subject)
    for subject, more in desk.db.execute(told.order_by(entries.c.subject)):
        if count >= size:
            yield Span(first, str(subject), count)
            first, count = str(subject), 0
        count += more
    yield Span(first, "", count)


def verify(
    desk: Desk, keys: Keys | None = None, tell: Tell = _silent, *, lists: bool = False
) -> Verified:
    """Verify every journal, entry by entry in order, then the tree; never raises for a finding.

    `keys`: what is trusted from outside; without them no signature is asked for. `lists`: also
    what is no evidence, but shown; see `verify_lists`.
    """
    values = values_kept(desk)
    return whole(desk, [verify_span(desk, Span(), tell, lists=lists)], keys or Keys(), values)


def whole(
    desk: Desk, parts: Iterable[Verified], keys: Keys, values: int,
    tree: Iterable[Broken] | None = None,
) -> Verified:  # fmt: skip
    """The verdict on everything, from that on spans which together are all journals.

    `values`: how many sealed values there were before; `tree`: what `verify_tree` found, where
    that was asked elsewhere.
    """
    told = Verified()
    for one in parts:
        told = Verified(
            told.entries + one.entries, told.subjects + one.subjects,
            (*told.broken, *one.broken)[:MOST], told.sealed + one.sealed,
        )  # fmt: skip
    rest = verify_beside(desk, values, told.sealed)
    more = chain(rest, verify_tree(desk, keys) if tree is None else tree)
    found = [*told.broken, *islice(more, MOST)]
    return replace(told, broken=tuple(dated(desk, found[:MOST])))


def verify_beside(desk: Desk, values: int, claimed: int) -> Iterator[Broken]:
    """What is not seen in one journal: rows and values without one, roll, editions."""
    yield from unfounded(desk.db)
    yield from verify_unclaimed(values, claimed)
    yield from verify_names(desk)
    yield from beside(desk.db)
    yield from verify_refused(desk)


def verify_span(
    desk: Desk, span: Span, tell: Tell = _silent, *, lists: bool = False
) -> Verified:
    """Verify the journals of a span, part by part; with `lists` what is shown of its cases too."""
    query = _LINES.where(entries.c.subject >= span.first)
    if span.end:
        query = query.where(entries.c.subject < span.end)
    told = _Reading(desk).all(query, ENTRIES, tell)
    if not lists:
        return told
    more = islice(verify_lists(desk, span.first, span.end), MOST)
    return replace(told, broken=(*told.broken, *more)[:MOST])


def verify_journals(desk: Desk, subjects: Iterable[str]) -> Verified:
    """Verify the journals of some subjects by themselves: chains, rows and sealed values.

    Whether others still have what these rest on, and the files, only `verify` says.
    """
    wanted = sorted(set(subjects))
    reading = _Reading(desk, alone=True, ended=dict.fromkeys(wanted))
    query = _LINES.where(entries.c.subject.in_(wanted))
    return reading.all(query, MOST)  # in one part, so a page costs few statements


@dataclass(slots=True)
class _Reading:
    """Journals while they are read: how far, and what was found.

    `ended`: rows to be compared; `last`: the last entries of some journals that others were judged on.
    """

    desk: Desk
    alone: bool = False
    ended: dict[str, Chain | None] = field(default_factory=dict)
    chain: Chain = field(default_factory=lambda: opened(""))
    told: Verified = field(default_factory=Verified)
    found: list[Broken] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)

    def all(self, query: Select[Any], size: int, tell: Tell = _silent) -> Verified:
        """Read the entries of a query in parts of that size."""
        for part in parts(self.desk.db, query, size):
            self.part(part)
            tell(len(part))
        self.end()
        self.found += rows_of(self.desk.db, self.ended)
        return replace(self.told, broken=tuple(self.found[:MOST]))

    def part(self, part: Sequence[Any]) -> None:
        """Check the entries of a part and what they point to, and the rows of journals that end in it."""
        links = Links()
        for start in range(0, len(part), RUN):
            self.run(part[start : start + RUN], links)
        self.told.entries += len(part)
        self.told.sealed += len(links.values)
        self.found += self.linked(links, part)
        if not self.alone:
            self.found += rows_of(self.desk.db, self.ended)
            self.ended = {}
        del self.found[MOST:]

    def run(self, run: Sequence[Any], links: Links) -> None:
        """Check some entries: together, and one by one where anything is not as usual."""
        seen = usual(run, self.chain)
        if seen is not None:
            for chain in seen.chains:
                self.turn(chain)
            links.add(seen.links)
            return
        for line in map(Line._make, run):
            if str(line.subject) != self.chain.subject:
                self.turn(opened(str(line.subject)))
            self.found += check(line, self.chain, links)

    def turn(self, chain: Chain) -> None:
        """Go on with a journal, another one or as it is now."""
        if chain.subject != self.chain.subject:
            self.end()
            self.told.subjects += 1
        self.chain = chain

    def end(self) -> None:
        """The journal being read has no more entries."""
        if self.chain.subject:
            self.ended[self.chain.subject] = self.chain

    def linked(self, links: Links, part: Sequence[Any]) -> Iterator[Broken]:
        """What entries point to: sealed values; unless alone files and the journals of others."""
        if links.values:
            yield from verify_some(self.desk, links.values)
        self.desk.keys.clear()  # of people: memory does not grow with their number
        if self.alone:
            return
        if links.files:
            lawful = lawfully_erased(self.desk)
            yield from verify_files(self.desk.house.attachments, links.files, lawful)
        yield from self.read(links.read, part)

    def read(self, links: Mapping[str, int], part: Sequence[Any]) -> Iterator[Broken]:
        """What an entry was judged on must still be there: the last entry of a journal is not cut off."""
        beyond = {one: seq for one, seq in links.items() if seq > self.last.get(one, NONE)}
        if beyond:
            self.last = {} if len(self.last) > MOST else self.last
            self.last |= _last(self.desk, list(beyond))
        for subject, seq in sorted(beyond.items()):
            if seq > self.last.get(subject, NONE):
                by = _reader(part, subject, seq)
                yield by.broken("cut", f"所依据的 {subject} 第{seq}条已不存在")


def _last(desk: Desk, subjects: Sequence[str]) -> dict[str, int]:
    """The seq of the last entry of each of these journals."""
    told = _LAST.rows(desk.db, subjects=subjects)
    return {subject: seq for subject, seq in told if isinstance(seq, int)}


def _reader(part: Sequence[Any], subject: str, seq: int) -> Here:
    """The last of these entries that was judged on that one."""
    for line in map(Line._make, reversed(part)):
        try:
            if parse(line.body)["read"].get(subject) == seq:
                return Here(str(line.subject), line.seq, str(line.at))
        except ODD:
            continue  # it was not asked what it was judged on
    raise LookupError(subject)
