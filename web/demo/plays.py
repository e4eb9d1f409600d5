"""The plays of the demonstration (演示剧目): the example with other people, each case cut off elsewhere.

What a selection does once is played once, for all its cases; then every case does its own part of
the same step. Everything is one story, in the order of the days.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from web.demo.batches import DAY, Batch, Part, told
from web.demo.days import dated, moved
from web.demo.shared import FILLED, Shared
from web.demo.steps import written
from web.demo.words import said, words
from workflow.edition import Edition
from workflow.stories import Story
from workflow.stories.format import ACTS, Step, World
from workflow.stories.merge import merged, resolved
from workflow.stories.reading import Placed, answers
from workflow.workdays import Calendar

OWN = ("move", "item", "open_case", "state_fact", "verify_fact")
Raw = dict[str, Any]


@dataclass(slots=True)
class Staged:
    """One selection while its steps are written down: who still goes on, which meeting is on."""

    key: str
    shared: Shared
    edition: Edition
    calendar: Calendar
    going: set[str] = field(default_factory=set)
    meeting: str = ""

    @property
    def batch(self) -> Batch:
        """What the programme says of the selection."""
        return self.shared.batch


def selection(
    key: str, batch: Batch, example: Story, world: World, edition: Edition, calendar: Calendar
) -> Iterator[Placed]:
    """The steps of one selection up to the day of the demonstration."""
    staged = Staged(key, Shared(batch, world), edition, calendar, set(batch.cases))
    move = moved(calendar, batch.days)
    for placed in example.steps:
        day = move(placed.day)
        if day > DAY or not staged.going:
            break
        if placed.step.expect.refused is None:  # its refusals are told by themselves
            told_on = replace(placed, raw=resolved(placed.raw, dated(move)), day=day)
            yield from _played(staged, told_on)
    for person, part in batch.cases.items():
        for number, raw in enumerate(part.also, start=1):
            yield _also(staged, person, number, told(raw))


def _played(staged: Staged, placed: Placed) -> Iterator[Placed]:
    for person, part in staged.batch.cases.items():
        if part.until and answers(placed, part.until):
            staged.going.discard(person)
    if not _own(placed.step, staged.edition):
        if staged.going:
            yield _once(staged, placed)
        return
    for person, part in staged.batch.cases.items():
        if person in staged.going and not any(answers(placed, one) for one in part.skip):
            yield _each(staged, placed, person, part)


def _own(step: Step, edition: Edition) -> bool:
    """Whether a step is about one case only."""
    if step.verb in ACTS:
        return edition.process.activities[step.target].of == "case"
    return step.verb in OWN


def _once(staged: Staged, placed: Placed) -> Placed:
    """A step that the selection does once."""
    person, part = next(iter(staged.batch.cases.items()))
    raw = _said(staged, placed, person, part)
    verb = placed.step.verb
    if verb == "open_selection":
        raw[verb] = staged.key
        raw["with"]["title"] = staged.batch.title
    elif verb == "convene":
        staged.meeting = raw[verb] = f"{staged.key}_{placed.step.target}"
    else:
        raw["selection"] = staged.key
    raw = _changed(placed, raw, staged.batch.instead)
    return _as(placed, raw, staged.key)


def _each(staged: Staged, placed: Placed, person: str, part: Part) -> Placed:
    """The same step for one case."""
    raw = _said(staged, placed, person, part)
    for key in ("label", "of"):
        if key in raw:
            raw[key] += person
    verb = placed.step.verb
    if verb == "open_case":
        raw |= {verb: case_of(person), "selection": staged.key}
        raw["with"]["number"] = part.number
    elif verb in ("move", "item", *ACTS):
        raw |= {"case": case_of(person), "selection": staged.key}
    if verb == "item":
        raw["meeting"] = staged.meeting
    if placed.step.target == "comparison_note" and verb == "record":
        raw["with"] |= _comparison(staged.shared, person, part)
    raw = _changed(placed, _changed(placed, raw, staged.batch.instead), part.instead)
    return _as(placed, raw, f"{staged.key} {person}")


def case_of(person: str) -> str:
    """The key of a person's case; another than the person's."""
    return f"case_{person}"


def _said(staged: Staged, placed: Placed, person: str, part: Part) -> Raw:
    """A step of the example in the words of another case; only what it says, not what it expects."""
    mine = words(staged.shared.world, person, part.post)
    raw: Raw = resolved(placed.raw, lambda text: said(text, mine))
    verb, target = placed.step.verb, placed.step.target
    raw[verb] = mine.get(target, target)
    raw.pop("expect", None)
    if verb in ("record", "item") and target in FILLED:
        raw["with"] |= FILLED[target](staged.shared, raw["with"])
    return raw


def _comparison(shared: Shared, person: str, part: Part) -> Raw:
    others = [one for one, its, _ in shared.recommended() if its.post == part.post and one != person]
    reason = {"rank_reason": "专业对口，近三年考核优秀，列为差额考察对象。"}
    return {"recommendation_part": f"会议推荐{part.votes}票。", "alternatives": others,
            **(reason if shared.behind(part) else {})}  # fmt: skip


def _changed(placed: Placed, raw: Raw, instead: Mapping[str, Any]) -> Raw:
    """`raw` with what is said instead of it laid over."""
    for word, changes in instead.items():
        if placed.step.verb != "approve" and answers(placed, word):
            raw = merged(raw, told(changes))
    return raw


def _also(staged: Staged, person: str, number: int, raw: Raw) -> Placed:
    """A step that the example does not have."""
    if any(verb in raw for verb in ("move", "item", *ACTS)):
        raw |= {"case": case_of(person), "selection": staged.key}
    file = f"演示 {staged.key} {person} also"
    return written(raw, date.fromisoformat(raw["on"]), file, number)


def _as(placed: Placed, raw: Raw, where: str) -> Placed:
    """A step made from one of the example, on the same day."""
    return written(raw, placed.day, f"演示 {where} {placed.file}", placed.number, placed.line)
