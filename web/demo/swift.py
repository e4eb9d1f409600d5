"""Playing a long story swiftly (快速办理): what is done on one day is written in one go.

Reading the journals costs most; at one desk each is read once. A step that is to be refused, or
after which the engine opens a case, is played by itself, as stories are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from web.demo.broken import DemoBroken
from workflow.errors import WorkflowError
from workflow.journal import House
from workflow.stories import Played, Story, begin, go_on
from workflow.stories.doing import Doing, do, remember
from workflow.stories.play import moments, order_of
from workflow.stories.reading import Placed


@dataclass(frozen=True, slots=True)
class Due:
    """A step and its time."""

    placed: Placed
    at: datetime

    @property
    def alone(self) -> bool:
        """Whether it needs a transaction of its own."""
        expect = self.placed.step.expect
        return expect.refused is not None or expect.opens is not None


def played(story: Story, house: House) -> Played:
    """The whole story; raises DemoBroken at the first step that goes otherwise than it says."""
    found = begin(story, house)
    for group in _together(story):
        if group[0].alone:
            go_on(found, house, until=found.steps + 1)
            if found.difference:
                raise DemoBroken("\n".join(found.difference.lines()))
            continue
        with house.desk() as desk:
            for due in group:
                _do(Doing(desk, order_of(due.placed, found.scene, due.at), due.placed.step,
                          found.scene), due.placed)  # fmt: skip
        found.steps += len(group)
    return found


def _together(story: Story) -> Iterator[list[Due]]:
    """The steps of one day that follow each other, or one that is alone."""
    due = map(Due, story.steps, moments(story))
    for (_, alone), group in groupby(due, lambda one: (one.placed.day, one.alone)):
        if alone:
            yield from ([one] for one in group)
        else:
            yield list(group)


def _do(doing: Doing, placed: Placed) -> None:
    try:
        do(doing)
    except WorkflowError as error:
        where = f"{placed.file} 第{placed.number}步（第{placed.line}行）"
        raise DemoBroken("\n".join((where, *error.lines()))) from error
    remember(doing.step, doing.order, doing.scene, {})
