"""The role of the program is allowed all that a whole promotion needs (nightly: it plays one)."""

from dataclasses import replace
from pathlib import Path

import pytest
from program_role import roles_on
from story_stage import BEFORE, DEFINITIONS, HERE

from workflow.commands.checkpoints import place_waiting
from workflow.queries.verify import verify
from workflow.stories import play, read_story
from workflow.stories.stage import Editions, fresh_house


@pytest.mark.nightly
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_whole_promotion_is_played_under_the_role_of_the_program(
    url: str, tmp_path: Path, editions: Editions
) -> None:
    house = fresh_house(tmp_path, DEFINITIONS, BEFORE, url=url, editions=editions)
    with roles_on(house.engine) as roles:
        program = replace(house, engine=roles.engine)
        assert play(read_story(HERE / "promotion_happy.yaml"), program).ok
        assert place_waiting(program) > 0
        with program.reading() as desk:
            assert verify(desk).broken == ()
