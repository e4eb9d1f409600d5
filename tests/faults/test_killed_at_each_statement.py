"""A process killed before or after any statement of a command leaves all of it or nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fault_stage import (
    FEW_OR_ALL,
    dies,
    few_of,
    points,
    require_all_or_nothing,
    require_whole,
)
from linear import linear_edition, linear_house

from workflow.commands.checkpoints import place_waiting
from workflow.journal import House
from workflow.ledger.log import Log
from workflow.queries.verify_tree import waiting


@pytest.fixture
def house(url: str, tmp_path: Path) -> Iterator[House]:
    house = linear_house(url, tmp_path, linear_edition(2), 1)[0]
    yield house
    house.engine.dispose()


@pytest.mark.parametrize(("name", "most"), few_of("move"))
def test_whatever_a_command_was_doing_when_killed_all_of_it_is_there_or_nothing(
    house: House, name: str, most: int | None
) -> None:
    require_all_or_nothing(
        house, name, most, lambda at, kept, work: dies(house, at, kept, work)
    )


@FEW_OR_ALL
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_whatever_the_sequencer_was_doing_when_killed_every_entry_gets_one_place(
    house: House, most: int | None
) -> None:
    def left() -> int:
        with house.reading() as desk:
            return waiting(desk)

    every, done = left(), False
    for at, kept in points(most, 10):
        if not dies(house, at, kept, lambda: place_waiting(house)):
            break
        done = done or not left()
        assert left() == (0 if done else every)
    assert done and every > 5
    require_whole(house)
    with house.reading() as desk:
        assert Log(house.origin).head(desk.db).size == every
