"""Stories of the other processes in the demonstration (其他流程): kept apart by their keys."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from web.demo.batches import Other, told
from web.demo.steps import written
from workflow.stories import Story
from workflow.stories.format import ACTS
from workflow.stories.merge import merged, resolved
from workflow.stories.reading import Placed, answers

KEPT = ("refused", "opens")  # of what a story expects: what the play itself is about


@dataclass(slots=True)
class Now:
    """What a step means that does not say it: the last opened."""

    selection: str = ""
    case: str = ""
    meeting: str = ""
    keys: set[str] = field(default_factory=set)  # of the story's own, opened so far


def beside(other: Other, story: Story) -> Iterator[Placed]:
    """The steps of a story up to where the demonstration leaves it, each naming what it is about."""
    now = Now()
    for placed in story.steps:
        if answers(placed, other.until):
            return
        if placed.step.verb:
            yield _named(other, story, placed, now)


def _named(other: Other, story: Story, placed: Placed, now: Now) -> Placed:
    step, raw = placed.step, told(placed.raw)
    verb = step.verb

    def mine(key: str) -> str:
        return f"{other.key}_{key}"

    expected = {key: one for key, one in raw.pop("expect", {}).items() if key in KEPT}
    if verb in ("open_selection", "open_case", "convene"):
        raw[verb] = mine(step.target)
        _opened(now, verb, raw[verb])
        now.keys.add(step.target)
    if verb == "open_selection":
        raw["with"]["process"] = story.process
    if verb in ("move", "item", "open_case", *ACTS):
        raw["selection"] = mine(step.selection) if step.selection else now.selection
    if verb in ("move", "item", *ACTS) and (step.case or now.case):
        raw["case"] = mine(step.case) if step.case else now.case
    if verb in ("item", "veto_item"):
        raw["meeting"] = mine(step.meeting) if step.meeting else now.meeting
    raw["with"] = resolved(raw.get("with", {}), lambda one: mine(one) if one in now.keys else one)
    if "opens" in expected:
        expected["opens"] = {mine(key): post for key, post in expected["opens"].items()}
        now.selection = now.case = next(iter(expected["opens"]))
    for word, changes in other.instead.items():
        if verb != "approve" and answers(placed, word):
            raw = merged(raw, told(changes))
    file = f"演示 {other.key} {placed.file}"
    return written({**raw, "expect": expected}, placed.day, file, placed.number, placed.line)


def _opened(now: Now, verb: str, key: str) -> None:
    match verb:
        case "open_selection":
            now.selection = key
        case "open_case":
            now.case = key
        case "convene":
            now.meeting = key
