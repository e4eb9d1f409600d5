"""What a move of the real edition asks of the database: few statements, with all its guards and papers."""

from pathlib import Path

import pytest
from statements import counting, waiting
from story_stage import BEFORE, DEFINITIONS, HERE

from workflow.stories import begin, read_story
from workflow.stories.doing import Doing, do, remember
from workflow.stories.play import moments, order_of
from workflow.stories.stage import Editions, fresh_house

MOVES = 3
MOST = {"sqlite": 24, "postgresql": 20}  # of which ten write that five activities are not applicable
WAITS = 3


@pytest.fixture
def costs(url: str, tmp_path: Path, editions: Editions) -> list[tuple[int, int]]:
    """Statements of the first moves of a promotion, and how often each waited for its server."""
    house, found = fresh_house(tmp_path, DEFINITIONS, BEFORE, url, editions), list[tuple[int, int]]()
    story = read_story(HERE / "promotion_happy.yaml")
    played = begin(story, house)
    for placed, at in zip(story.steps, moments(story), strict=True):
        if len(found) == MOVES:
            break
        order = order_of(placed, played.scene, at)
        with counting(house.engine) as seen, waiting() as waits, house.desk() as desk:
            do(Doing(desk, order, placed.step, played.scene))
        remember(placed.step, order, played.scene, {})
        found += [(seen.count, waits.count)] * (placed.step.verb == "move")
    house.engine.dispose()
    return found


def test_a_real_move_sends_few_statements_and_waits_for_fewer(costs: list[tuple[int, int]], url: str) -> None:
    assert len(costs) == MOVES
    assert max(sent for sent, _ in costs) <= MOST[url.partition(":")[0].partition("+")[0]]
    assert max(waited for _, waited in costs) <= WAITS
