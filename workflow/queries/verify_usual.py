"""Entries as usual (一瞥): a run of them in which every point is as it should be is passed at once.

What `verify_chain.check` asks of each entry is asked here of all together, column by column, which
takes half the time. The answer is all or nothing: where a single point is not as usual nothing is
told and nothing changed, and the entries are looked at one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from operator import attrgetter
from typing import Any

from msgspec import MsgspecError

from workflow.canonical import digest, leaf, rewritten
from workflow.journal.marks import found_by
from workflow.queries.verify_chain import COPIES, ODD, Chain, Here, Line, Links, opened
from workflow.queries.verify_shape import Shape, ascii_keys, read, written

RUN = 64  # entries seen together: few enough for what they are read into to stay in the cache
_copied = attrgetter(*COPIES)
_acted = attrgetter("actor.account", "actor.duty")
_linked = attrgetter("seq", "prev")
_pointing = attrgetter("values", "attachments")


@dataclass(frozen=True, slots=True)
class Usual:
    """A run of usual entries: its journals, each as far as it goes there, and what they point to."""

    chains: Sequence[Chain]
    links: Links


def usual(run: Sequence[Any], before: Chain) -> Usual | None:
    """The run where all of it is as usual, else None; its first journal may go on from `before`."""
    try:
        lines = Line._make(zip(*run, strict=True))
        said = _said(lines)
        chains = _chains(lines, said, before) if said else None
        return Usual(chains, _links(lines, said)) if said and chains else None
    except (*ODD, MsgspecError):
        return None


def _said(lines: Line) -> Sequence[Shape]:
    """What the bytes say; nothing unless they are canonical, hashed as told and copied as they say."""
    if {*map(type, lines.body)} != {bytes} or (*map(leaf, lines.body),) != lines.digest:
        return ()
    said = [*map(read, lines.body)]
    same = (
        (*map(written, said),) == lines.body and ascii_keys(said)
        and [*map(_copied, said)] == [*zip(*lines[:6], strict=True)]
        and [*map(_acted, said)] == [*zip(*lines[6:8], strict=True)]
        and [found_by(body.data) for body in said] == [*zip(*lines[8:11], strict=True)]
        and [*map(_linked, said)] == [*zip(lines.seq, lines.prev, strict=True)]
    )
    return said if same else ()


def _chains(lines: Line, said: Sequence[Shape], before: Chain) -> Sequence[Chain]:
    """The journals of a run, each followed to its last entry there; none unless all agree."""
    chains: list[Chain] = []
    start = 0
    for subject, same in groupby(lines.subject):
        end = start + len([*same])
        journal = replace(before, said={**before.said}) if subject == before.subject else opened(subject)
        if not _follows(journal, Line._make(one[start:end] for one in lines), said[start:end]):
            return ()
        chains.append(journal)
        start = end
    return chains


def _follows(journal: Chain, lines: Line, said: Sequence[Shape]) -> bool:
    """Whether entries go on a journal as they should; it then ends with the last of them."""
    links, times = (journal.mark, *lines.digest), (journal.at, *lines.at)
    last = journal.seq + len(said)
    if (
        journal.shift or journal.moved or lines.prev != links[:-1] or (*sorted(times),) != times
        or lines.seq != (*range(journal.seq + 1, last + 1),)
    ):  # fmt: skip
        return False
    for body, content in zip(said, lines.content, strict=True):
        changes = body.data.get("set") or {}
        if not isinstance(changes, dict):
            return False
        if changes:
            journal.said.update(changes)
            text = rewritten(journal.said)
            journal.text, journal.state = text.decode(), digest(text)
        if body.state != journal.state or content != journal.text:
            return False
    journal.seq, journal.before, journal.mark = last, *links[-2:]
    journal.at, journal.content = times[-1], lines.content[-1]
    return True


def _links(lines: Line, said: Sequence[Shape]) -> Links:
    """What the entries point to."""
    links = Links()
    for subject, seq in {*chain.from_iterable(body.read.items() for body in said)}:
        links.reach(subject, seq)
    if [*chain.from_iterable(chain.from_iterable(map(_pointing, said)))]:
        for body, subject, seq, at in zip(said, lines.subject, lines.seq, lines.at, strict=True):
            links.lie(body.values, body.attachments, Here(subject, seq, at))
    return links
