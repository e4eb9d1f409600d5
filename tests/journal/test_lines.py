"""A desk takes the connection of the one before it, unless anything went wrong there."""

import gc
import uuid
from collections import deque
from pathlib import Path
from weakref import ref

import pytest
from linear import AT, OFFICE, linear_edition, linear_house
from sqlalchemy import Connection, Engine, text

from workflow.commands.cases import move
from workflow.errors import NotFound
from workflow.journal import House, Order
from workflow.journal.lines import MOST, Lines
from workflow.models import open_engine


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    return linear_house(url, tmp_path, linear_edition(3), 1)[0]


def used(house: House, number: int) -> object:
    """The driver's connection on which a move was made."""
    with house.desk() as desk:
        move(desk, Order(uuid.uuid4().hex, OFFICE, AT), "case0", f"m{number}")
        return desk.db.connection.dbapi_connection


def test_one_desk_after_another_has_the_same_connection_and_a_look_another(house: House) -> None:
    with house.desk() as desk:
        first = desk.db
    with house.desk() as desk, house.reading() as looking:
        assert desk.db is first
        assert looking.db is not first


def test_desks_beside_each_other_never_share_one_and_few_wait_afterwards(house: House) -> None:
    taken = [house.lines.take() for _ in range(MOST + 2)]
    assert len(set(map(id, taken))) == MOST + 2
    for one in taken:
        house.lines.give(one)
    assert len(house.lines.waiting) == MOST
    assert [one.closed for one in taken].count(True) == 2


class Seen(deque[Connection]):
    """What waits as a thread saw it, before another took the last one."""

    def __len__(self) -> int:
        return 1


def test_one_that_another_thread_took_first_is_missed_without_a_word(house: House) -> None:
    db = Lines(house.engine, Seen()).take()
    assert not db.closed
    db.close()


def test_a_connection_that_met_an_error_is_not_kept(house: House) -> None:
    with pytest.raises(NotFound), house.desk() as desk:
        met = desk.db
        raise NotFound()
    assert met.closed
    with house.desk() as desk:
        assert desk.db is not met


def test_whoever_has_done_with_the_engine_holds_nothing_open(house: House) -> None:
    raw = used(house, 0)
    kept = house.lines.waiting[0]
    house.engine.dispose()
    assert kept.closed
    assert not house.lines.waiting
    assert used(house, 1) is not raw  # and it goes on


def test_a_house_that_nobody_has_any_more_goes_with_its_connections(url: str, tmp_path: Path) -> None:
    def moved() -> ref[Engine]:
        house, cases = linear_house(url, tmp_path, linear_edition(1), 1)
        with house.desk() as desk:
            move(desk, Order(uuid.uuid4().hex, OFFICE, AT), cases[0], "m0")
        return ref(house.engine)

    known = moved()
    gc.collect()
    assert known() is None


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_the_last_one_gone_leaves_no_log_beside_the_file(house: House, tmp_path: Path) -> None:
    used(house, 0)
    assert list(tmp_path.glob("*.db-wal"))
    house.engine.dispose()
    assert not list(tmp_path.glob("*.db-wal"))


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_one_that_the_server_ended_meanwhile_is_not_taken(house: House, url: str) -> None:
    ended = used(house, 0)
    other = open_engine(url)
    with other.begin() as db:
        db.execute(
            text("SELECT pg_terminate_backend(:pid, 5000)"),
            {"pid": ended.info.backend_pid},  # type: ignore[attr-defined]
        )
    other.dispose()
    assert used(house, 1) is not ended
