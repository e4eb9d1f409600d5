"""The whole demonstration as one story (演示全剧), so that its days follow each other."""

from collections.abc import Iterator
from dataclasses import replace

from web.demo.batches import EXAMPLE, Programme, background, programme, story_file
from web.demo.cast import enlarged
from web.demo.others import beside
from web.demo.plays import selection
from workflow.definition.shape import validated
from workflow.edition import Edition
from workflow.stories import Story, read_story
from workflow.stories.format import World
from workflow.stories.merge import merged
from workflow.stories.reading import Placed, unplaced
from workflow.workdays import Calendar


def demonstration(edition: Edition, calendar: Calendar) -> Story:
    """All selections and the stories beside them, in the order of their days.

    Raises NotFound for a missing file, StoryInvalid for a malformed one.
    """
    example, told = read_story(story_file(EXAMPLE)), programme()
    others = [(one, read_story(story_file(one.story))) for one in told.others]
    raw = example.setting.raw
    for _, story in others:
        raw = merged(raw, story.setting.raw)
    raw = enlarged(raw, background())
    world: World = validated(World, unplaced(raw, "演示"))
    steps = [*_selections(told, example, world, edition, calendar)]
    for one, story in others:
        steps += beside(one, story)
    steps.sort(key=lambda placed: placed.day)
    return replace(
        example, title="演示", begin=steps[0].day, world=world, steps=tuple(steps),
        setting=replace(example.setting, raw=raw),
    )  # fmt: skip


def _selections(
    told: Programme, example: Story, world: World, edition: Edition, calendar: Calendar
) -> Iterator[Placed]:
    for key, batch in told.selections.items():
        yield from selection(key, batch, example, world, edition, calendar)
