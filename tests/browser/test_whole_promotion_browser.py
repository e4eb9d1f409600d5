"""The whole promotion through pages, from the first day to the confirmation, with keys alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from browser_stage import Site, Visitor
from playing import HAPPY
from told import Teller

from workflow.stories import read_story
from workflow.stories.stage import Editions, newest

# 145 steps at some thirty screens, a login for each person and day: two minutes of CPU, of Chromium more;
# seventeen minutes where eight others wait for it.
pytestmark = [pytest.mark.browser, pytest.mark.nightly, pytest.mark.house("first_day")]


def test_a_promotion_is_carried_out_by_its_people_without_a_mouse(
    sit: Callable[..., Visitor], site: Site, editions: Editions, tmp_path: Path
) -> None:
    story = read_story(HAPPY)
    edition = newest(editions, "promotion")
    teller = Teller(story, site, edition, sit, tmp_path)
    assert teller.tell() == sum(1 for one in story.steps if one.step.verb)
    people = {one.step.who for one in story.steps if one.step.verb}
    assert len(people) >= 8
    chief = sit("zhou_lan")
    chief.go(f"/cases/{teller.case}")
    chief.says("正式任职")
