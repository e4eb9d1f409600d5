"""Two who write at once past every lock: the database lets one of them through (CaseMoved)."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from by_hand import order
from linear import linear_edition, linear_house
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from workflow.errors import CaseMoved
from workflow.journal import Desk, Draft, House, append, lock
from workflow.journal.read import history

WAIT = 60  # seconds after which a thread that still hangs is a failure of its own


def note(subject: str) -> Draft:
    return Draft(subject, "record", {"act": "note"})


def beside(house: House, job: Callable[[Desk], object]) -> tuple[threading.Thread, list[str]]:
    """Somebody else at a desk of his own; how it went stands in the list at the end."""
    told: list[str] = []

    def run() -> None:
        try:
            with house.desk() as desk:
                job(desk)
            told.append("done")
        except CaseMoved:
            told.append("moved")

    return threading.Thread(target=run), told


def somebody_waits(house: House) -> bool:
    """Whether the server has a statement that waits for another's lock."""
    asked = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = "
    with house.engine.connect() as db:
        return bool(db.scalar(text(asked + "current_database()")))


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """Two cases; on SQLite a second desk to act at waits for the first to close, so nobody races."""
    return linear_house(url, tmp_path, linear_edition(2), 2)[0]


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_of_two_entries_in_one_place_the_second_is_refused(house: House) -> None:
    waiting, told = beside(house, lambda desk: append(desk, order(), note("case:case0")))
    with house.desk() as desk:
        append(desk, order(), note("case:case0"))
        waiting.start()
        while not somebody_waits(house):  # it has read the same last entry as this desk
            waiting.join(0.05)
            assert waiting.is_alive()
    waiting.join(WAIT)
    assert told == ["moved"]
    with house.reading() as desk:
        assert [one.seq for one in history(desk, "case:case0")] == [1, 2]


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_of_two_who_wait_for_each_other_one_is_told_to_look_again(house: House) -> None:
    both = threading.Barrier(2)

    def job(first: str, second: str) -> Callable[[Desk], object]:
        def locking(desk: Desk) -> None:
            lock(desk, [first], {})
            both.wait(WAIT)
            lock(desk, [second], {})

        return locking

    one, told = beside(house, job("case:case0", "case:case1"))
    other, said = beside(house, job("case:case1", "case:case0"))
    for thread in (one, other):
        thread.start()
    for thread in (one, other):
        thread.join(WAIT)
    assert sorted([*told, *said]) == ["done", "moved"]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_another_trouble_of_the_database_is_not_called_a_lost_race(house: House) -> None:
    with pytest.raises(OperationalError), house.desk() as desk:
        desk.db.execute(text("SELECT * FROM nowhere"))
