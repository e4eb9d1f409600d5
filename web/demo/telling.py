"""Telling one promotion on the terminal (终端讲述): from the form to 正式任职, short enough to read.

Moves, votes, opinions and refusals are told line by line; what was filled in between is only named.
"""

import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from web.demo.batches import DATA, EXAMPLE, story_file
from web.demo.broken import DemoBroken
from web.reading import Reader
from workflow.edition import Edition
from workflow.journal import House
from workflow.stories import Played, begin, go_on, read_story
from workflow.stories.reading import Placed
from workflow.stories.stage import Editions, fresh_house, newest

BEFORE = datetime(2026, 1, 1, tzinfo=UTC)
TOLD = ("open_selection", "open_case", "move", "item", "answer", "sign", "post", "complain",
        "resolve", "conclude")  # fmt: skip


def tell_promotion(definitions: Path, editions: Editions, tell: Callable[[str], None]) -> None:
    """Play `data/story.yaml` in a house of its own and tell it. Raises DemoBroken."""
    story_file(EXAMPLE)
    story = read_story(DATA / "story.yaml")
    edition = newest(editions, story.process)
    with tempfile.TemporaryDirectory() as folder:
        house = fresh_house(Path(folder), definitions, BEFORE, editions=editions)
        played = begin(story, house)
        tell(f"《{story.title}》　{story.about}")
        for line in _forms(played, house):
            tell(line)
        for line in _lines(played, edition, lambda n: go_on(played, house, until=n)):
            with house.reading() as desk:
                tell(Reader(desk).named(line))
        house.engine.dispose()
    if played.difference:
        raise DemoBroken("\n".join(played.difference.lines()))
    tell(f"　　共{played.steps}步，其中{played.refusals}次如规定被拒绝。\n")


def _forms(played: Played, house: House) -> Iterator[str]:
    """Whose file was read from which form."""
    with house.reading() as desk:
        people = Reader(desk).people
        read = [
            (Path(person.form).name, people[played.scene.names.person(key)])
            for key, person in played.story.world.persons.items() if person.form
        ]  # fmt: skip
    for form, name in read:
        yield f"　 从审批表 {form} 读入{name}的学历、简历、家庭成员等，经核实后使用"


def _lines(played: Played, edition: Edition, go: Callable[[int], Played]) -> Iterator[str]:
    """The lines of each step as it is played; a heading at each new stage."""
    stage, between = "", list[str]()
    for number, placed in enumerate(played.story.steps, start=1):
        said = len(played.lines)
        if go(number).difference:
            return
        own = played.lines[said:]
        title = _stage(placed, edition)
        if placed.step.verb not in TOLD:
            between += [one for one in _done(placed, edition) if one not in between]
            continue
        if between:
            yield f"　　　此间办理：{'、'.join(between)}"
            between = []
        yield from own
        if title and title != stage and placed.step.expect.refused is None:
            stage = title
            yield f"── {stage} " + "─" * 40


def _done(placed: Placed, edition: Edition) -> Iterator[str]:
    """The title of what was filled in; nothing for approvals and the like."""
    known = edition.process.activities.get(placed.step.target)
    if known is not None and placed.step.verb == "record":
        yield known.title


def _stage(placed: Placed, edition: Edition) -> str:
    """The stage that a step leads into; "" where it leads nowhere."""
    if placed.step.verb == "open_selection":
        return edition.process.stages[edition.process.states[edition.initial].stage or ""]
    move = edition.move(placed.step.target) if placed.step.verb == "move" else None
    stage = edition.process.states[move.target].stage if move else None
    return edition.process.stages[stage] if stage else ""
