"""A step as the demonstration writes it (演示步骤)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from workflow.definition.shape import shape_faults, validated
from workflow.stories import StoryInvalid
from workflow.stories.format import Step
from workflow.stories.reading import Placed, unplaced


def written(raw: Mapping[str, Any], day: date, file: str, number: int, line: int = 0) -> Placed:
    """The values as a step of that day, and where it comes from; raises StoryInvalid."""
    tree = unplaced({**raw, "on": day.isoformat()}, file)
    faults = tuple(shape_faults(Step, tree))
    if faults:
        raise StoryInvalid(faults)
    step: Step = validated(Step, tree)
    return Placed(step, raw, day, file, number, line)
