"""A server whose clock was set back: what it records meanwhile is recorded, and verification tells of it."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from linear import AT, OFFICE, linear_edition, linear_house

from workflow.commands.cases import move
from workflow.commands.checkpoints import place_waiting
from workflow.commands.heads import commit_heads
from workflow.errors import BadInput
from workflow.journal import House, Order
from workflow.queries.clock import behind_record
from workflow.queries.verify import verify

DAY = timedelta(days=1)
pytestmark = pytest.mark.parametrize(
    "url", ["sqlite"], indirect=True
)  # no database has a say in it


@pytest.fixture
def house(url: str, tmp_path: Path) -> Iterator[House]:
    house = linear_house(url, tmp_path, linear_edition(2), 2)[0]
    yield house
    house.engine.dispose()


def moved(house: House, case: str, name: str, later: timedelta) -> None:
    with house.desk() as desk:
        move(desk, Order(f"{case}-{name}", OFFICE, AT + later), case, name, {})
    place_waiting(house)


def found(house: House) -> list[tuple[str, str, int]]:
    """What verification finds: kind, subject, number."""
    with house.reading() as desk:
        return [(one.kind, one.subject, one.seq) for one in verify(desk).broken]


@pytest.mark.parametrize("back", [timedelta(minutes=4), timedelta(minutes=6)], ids=str)
def test_an_entry_that_is_older_than_the_one_before_it_is_told_of(
    house: House, back: timedelta
) -> None:
    """Five minutes are allowed: those who waited for each other are written out of their order."""
    moved(house, "case0", "m0", 30 * DAY)
    moved(house, "case0", "m1", 30 * DAY - back)
    told = [("time", "case:case0", 3)] if back > timedelta(minutes=5) else []
    assert found(house) == told


def test_an_entry_that_is_older_than_the_heads_of_a_day_before_it_is_told_of(house: House) -> None:
    """Whichever journal it lies in: the clock is the server's."""
    with house.desk() as desk:
        commit_heads(desk, AT + 30 * DAY)
    place_waiting(house)
    moved(house, "case1", "m0", 29 * DAY)
    assert found(house) == [("time", "case:case1", 2)]


@pytest.mark.parametrize("back", [timedelta(minutes=4), timedelta(minutes=6)], ids=str)
def test_whoever_starts_the_site_is_told_of_a_clock_behind_the_record(
    house: House, back: timedelta
) -> None:
    last = AT + 30 * DAY
    moved(house, "case0", "m0", 30 * DAY)
    with house.reading() as desk:
        assert behind_record(desk, last - back) == (last if back > timedelta(minutes=5) else None)


@pytest.mark.parametrize(("later", "on", "words"), [
    (30 * DAY, AT.date() + 31 * DAY, "不得填写将来的日期"),
    (10 * DAY, None, "早于上一步骤"),
], ids=["ahead", "behind"])  # fmt: skip
def test_a_move_of_a_day_that_the_clock_does_not_allow_is_refused(
    house: House, later: timedelta, on: date | None, words: str
) -> None:
    """A clock that was set back by days: nothing is dated ahead of it, nor before the last step."""
    moved(house, "case0", "m0", 20 * DAY)
    with pytest.raises(BadInput) as refused, house.desk() as desk:
        move(desk, Order("late", OFFICE, AT + later, occurred_on=on), "case0", "m1", {})
    assert words in "".join(refused.value.lines())
    assert found(house) == []
