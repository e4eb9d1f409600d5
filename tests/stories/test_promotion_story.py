"""Whole cases as stories: what the files beside this one tell happens, on both databases."""

from pathlib import Path

import pytest
from story_stage import BEFORE, DEFINITIONS, HERE

from workflow.journal import House
from workflow.queries.verify import verify
from workflow.stories import play, read_story
from workflow.stories.stage import Editions, fresh_house

STORIES = sorted(path.name for path in HERE.glob("*.yaml"))


@pytest.mark.parametrize("name", STORIES)
def test_every_story_goes_as_it_is_told(name: str, house: House) -> None:
    played = play(read_story(HERE / name), house)
    assert played.difference is None, "\n".join(played.difference.lines())
    with house.reading() as desk:
        assert verify(desk).broken == ()


def test_one_candidate_is_promoted_on_both_databases(
    url: str, tmp_path: Path, editions: Editions
) -> None:
    if url.startswith("sqlite"):
        pytest.skip("told above with all the others")
    house = fresh_house(tmp_path, DEFINITIONS, BEFORE, url, editions)
    played = play(read_story(HERE / "promotion_happy.yaml"), house)
    house.engine.dispose()
    assert played.difference is None, "\n".join(played.difference.lines())
    assert played.steps == len(played.story.steps)


def test_the_happy_story_has_the_dates_of_the_worked_example() -> None:
    story = read_story(HERE / "promotion_happy.yaml")
    days = {
        one.step.target: one.day.isoformat() for one in story.steps if one.step.verb == "move"
    }
    assert days["start_motion"] == "2026-01-15"
    assert days["confirm_shortlist"] == "2026-02-12"
    assert days["adopt"] == "2026-03-25"
    assert days["close_publicity"] == "2026-04-03"
    assert days["confirm_appointment"] == "2027-04-15"
