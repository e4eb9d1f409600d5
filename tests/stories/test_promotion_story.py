"""Whole cases as stories: what the files beside this one tell happens, on both databases."""

import json
from pathlib import Path
from zlib import crc32

import pytest
from sqlalchemy import select
from story_stage import BEFORE, DEFINITIONS, HERE, Beginnings, own_steps_from, prefixes

from workflow.journal import Desk, House
from workflow.models import entries, refused_attempts
from workflow.queries.replay import replay
from workflow.queries.verify import verify
from workflow.stories import play, read_story
from workflow.stories.stage import Editions, fresh_house

SAMPLE = 10  # of so many stories one is judged again whole, with its lists; all of them in the nightly test
# What does not apply is recorded by the move itself, and was not there yet when it was judged.
ALWAYS = ("meeting_skipped.yaml",)
STORIES = sorted(path.name for path in HERE.glob("*.yaml"))


@pytest.mark.parametrize("name", STORIES)
def test_every_story_goes_as_it_is_told(name: str, beginnings: Beginnings, tmp_path: Path) -> None:
    played, house = beginnings.play(read_story(HERE / name), tmp_path)
    assert played.difference is None, "\n".join(played.difference.lines())
    with house.reading() as desk:
        sample = name in ALWAYS or crc32(name.encode()) % SAMPLE == 0
        assert verify(desk, lists=sample).broken == ()
        if sample:
            assert replay(desk).differs == ()
        kept = [one for told in desk.db.scalars(select(refused_attempts.c.reasons))
                for one in json.loads(told)]  # fmt: skip
    bare = [one for one in kept
            if not all(one[key] for key in ("rule", "article", "found", "needed", "who"))]  # fmt: skip
    assert bare == []  # L5


@pytest.mark.nightly
@pytest.mark.parametrize("name", STORIES)
def test_every_move_of_every_story_is_judged_alike_again(
    name: str, beginnings: Beginnings, tmp_path: Path
) -> None:
    _, house = beginnings.play(read_story(HERE / name), tmp_path)
    with house.reading() as desk:
        assert replay(desk).differs == ()
        assert verify(desk, lists=True).broken == ()


def test_a_beginning_taken_over_is_the_same_as_one_played(
    beginnings: Beginnings, house: House, tmp_path: Path
) -> None:
    story = read_story(HERE / "return_for_more_investigation.yaml")
    whole = play(story, house)
    for folder in (tmp_path / "kept first", tmp_path / "taken over"):
        taken, other = beginnings.play(story, folder)
        assert (taken.lines, taken.steps, taken.cases) == (whole.lines, whole.steps, whole.cases)
        with house.reading() as one, other.reading() as two:
            assert _told(one) == _told(two)


def test_a_beginning_differs_from_the_first_other_step_on_and_in_another_world() -> None:
    happy = read_story(HERE / "promotion_happy.yaml")
    step, world = (
        read_story(HERE / f"{name}.yaml")
        for name in ("refused_analysis_order", "branch_candidate_secretary")
    )
    changed = own_steps_from(step)
    assert step.steps[changed].step.target == "start_opinion"
    assert prefixes(step)[: changed + 1] == prefixes(happy)[: changed + 1]
    assert not set(prefixes(step)[changed + 1 :]) & set(prefixes(happy))
    assert not set(prefixes(world)) & set(prefixes(happy))


def test_one_candidate_is_promoted_on_both_databases(
    url: str, tmp_path: Path, editions: Editions
) -> None:
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


def _told(desk: Desk) -> list[tuple[object, ...]]:
    """Every entry but for what is drawn by lot (command ids, salts)."""
    told = (entries.c.subject, entries.c.seq, entries.c.at, entries.c.kind, entries.c.account)
    return [tuple(row) for row in desk.db.execute(select(*told).order_by(*told[:2]))]
