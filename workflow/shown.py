"""What lay before whoever decides (所见): a pure picture of a dossier, of which an entry keeps the digest.

Facts, acts, papers, open objections and the verdict of every condition, each by what identifies it
and the digest of the entry that says it. Entries hold salted commitments only, so the picture has
no personal value in it and nobody can guess one from the digest. Nothing of it is stored: it is
drawn anew from the journals, each up to the seq that was read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from workflow.activities.asking import OBJECTIONS, addressed, key
from workflow.canonical import digest, rewritten
from workflow.dossier import NOTHING, Act, Dossier, PersonFile, Round
from workflow.machine import Conditions, conditions_ahead

# What a decision (决定) is, beside every move, annulment and item of a meeting (design section 7).
DECIDING = ("approve", "sign", "conclude")  # acts of an activity
STANDING = ("end_hold", "propose_veto", "confirm_veto", "review_veto")  # acts on a standing
PAPER = frozenset({"digest", "name", "size"})
PLAIN = (str, int, type(None))  # most of what values hold: no document lies below


class Line(NamedTuple):
    """One thing that was shown: of which part, which one, and how it stood."""

    part: str  # case, post, person, fact, hold, veto, act, anew, item, objection, paper, …
    name: str
    said: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that was shown of one subject, in one fixed order."""

    subject: str
    edition: str
    lines: tuple[Line, ...]

    @property
    def body(self) -> bytes:
        """The canonical bytes."""
        lines = [[one.part, one.name, *one.said] for one in self.lines]
        return rewritten({"v": 1, "subject": self.subject, "edition": self.edition, "lines": lines})

    @property
    def digest(self) -> str:
        """What an entry keeps as its `view`."""
        return digest(self.body)

    def of(self, part: str) -> list[Line]:
        """The lines of one part."""
        return [one for one in self.lines if one.part == part]


@dataclass(frozen=True, slots=True)
class Change:
    """One line that stands otherwise in a later picture; None where it is not there."""

    before: Line | None
    after: Line | None

    @property
    def line(self) -> Line:
        """The line as it stands last."""
        told = self.after or self.before
        assert told is not None  # one of them is there
        return told


def shown(dossier: Dossier, known: Mapping[str, Conditions] | None = None) -> Shown:
    """What is shown of a case, or of a selection by itself, whoever looks and whatever is typed.

    `known`: `conditions_ahead` of this very dossier, where the caller has judged it already.
    """
    seen = dossier
    if seen.actor or seen.move or seen.given or seen.reasons:
        seen = dossier.altered(actor=None, move=None, given=NOTHING, reasons=NOTHING)
        known = None
    case = f"case:{seen.case.id}" if seen.case.id else f"selection:{seen.selection.id}"
    return Shown(case, seen.edition.digest, tuple(sorted({
        *_matter(seen), *_file(seen.person), *_acts(seen), *_items(seen), *_conditions(seen, known),
    })))  # fmt: skip


def shown_person(file: PersonFile, standing: Sequence[Act]) -> Shown:
    """What is shown of a person on whom is decided; `standing`: what was done about that so far."""
    told = (
        Line("act", f"standing/0/{one.subject}#{one.seq}", (one.act, one.digest))
        for one in standing
    )
    papers = (paper for one in standing for paper in _papers(one.values))
    return Shown(f"person:{file.id}", "", tuple(sorted({*_file(file), *told, *papers})))


def differences(earlier: Shown, later: Shown) -> tuple[Change, ...]:
    """What stands otherwise in the later picture, in the order of the lines."""
    before = {(one.part, one.name): one for one in earlier.lines}
    after = {(one.part, one.name): one for one in later.lines}
    return tuple(
        Change(before.get(place), after.get(place))
        for place in sorted({*before, *after})
        if before.get(place) != after.get(place)
    )


def _matter(seen: Dossier) -> Iterator[Line]:
    """Where the case stands, what the post has room for, which other cases are near."""
    if not seen.case.id:
        return
    yield Line(
        "case", seen.case.id, (seen.case.state, len(seen.case.steps), int(seen.case.annulled))
    )
    yield Line("post", seen.post.id, (
        seen.post.quota, "|".join(seen.post.holders), "|".join(seen.post.leaving),
    ))  # fmt: skip
    for one in seen.neighbours:
        yield Line("near", one.id, (one.state, int(one.final)))


def _file(file: PersonFile) -> Iterator[Line]:
    """Who it is, every fact with the entries that stated and verified it, holds and veto."""
    if file.id:
        yield Line("person", file.id, (file.organization, file.entry))
    for fact in file.facts:
        yield Line("fact", fact.id, (fact.kind, int(fact.verified), *fact.entries))
        yield from _papers(fact.document)
    for hold in file.holds:
        yield Line("hold", hold.id, (hold.opened_on.isoformat(),))
    if file.veto is not None:
        told = file.veto.told_on.isoformat() if file.veto.told_on else ""
        yield Line("veto", file.veto.id, (told, int(file.veto.review_open)))


def _acts(seen: Dossier) -> Iterator[Line]:
    """Every act of every round, its papers, what waits for a new round, what is objected."""
    for name, rounds in seen.rounds.items():
        for one in rounds:
            for act in one.acts:
                place = f"{name}/{one.number}/{act.subject}#{act.seq}"
                yield Line("act", place, (act.act, act.digest))
                yield from _papers(act.values)
        if name in seen.reopened:
            yield Line("anew", name)
        elif rounds:  # pragma: no branch - a fold gives no activity without a round
            yield from _objections(name, rounds[-1])


def _objections(name: str, present: Round) -> Iterator[Line]:
    """Objections with whether they were responded to, reports with whether they are closed."""
    responses = present.values.get("responses", ())
    for one in present.values.get("answers", ()):
        if one.get("stance") in OBJECTIONS:
            heeded = any(addressed([one], said) for said in responses)
            yield Line("objection", "/".join((name, *key(one))), ("closed" if heeded else "open",))
    for row in present.values.get("complaints", ()):
        closed = "closed" if row.get("closed_on") else "open"
        yield Line("objection", f"{name}/{row.get('no', '')}", (closed,))


def _items(seen: Dossier) -> Iterator[Line]:
    """What meetings have on the case: the entry of each item, the day of the sitting."""
    for name, items in seen.items.items():
        for one in items:
            place = f"{name}/{one.meeting.id}#{one.act.seq}"
            yield Line("item", place, (one.act.digest, one.meeting.held_on.isoformat()))
            yield from _papers(one.values)


def _conditions(seen: Dossier, known: Mapping[str, Conditions] | None) -> Iterator[Line]:
    """The verdict of each condition of each move that leads on or away from here."""
    if not seen.case.id:
        return
    for move, found in (conditions_ahead(seen) if known is None else known).items():
        for one in (*found.needs, *found.guards):
            yield Line("condition", f"{move}/{one.guard}", (one.severity,))


def _papers(value: Any) -> Iterator[Line]:
    """Every document that values name, by the digest of its content."""
    waiting = [value]
    for one in waiting:  # what lies below a value is put behind it
        if isinstance(one, PLAIN):
            continue
        if isinstance(one, (list, tuple)):
            waiting += one
        elif isinstance(one, Mapping):
            if one.keys() >= PAPER:
                yield Line("paper", str(one["digest"]), (one["size"],))
            else:
                waiting += one.values()
