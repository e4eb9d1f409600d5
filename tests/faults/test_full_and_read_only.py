"""A disk that fills up at any byte, and a database that can only be read: nothing changes, and that is said."""

import os
import resource
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fault_stage import COMMANDS, by, require_whole, rows, written
from linear import linear_edition, linear_house
from sqlalchemy import text

from workflow.commands.cases import move
from workflow.commands.checkpoints import place_waiting
from workflow.errors import DatabaseAway, DatabaseFails
from workflow.journal import House
from workflow.journal.read import history
from workflow.models import open_engine

PAGE = 4096
FAILED = 3  # how a child ends that was refused room


@pytest.fixture
def house(url: str, tmp_path: Path) -> Iterator[House]:
    house = linear_house(url, tmp_path, linear_edition(2), 1)[0]
    place_waiting(house)
    yield house
    house.engine.dispose()


def moved(house: House) -> None:
    actor, _ = COMMANDS["move"]
    with house.desk() as desk:
        move(desk, by(actor, "move"), "case0", "m0", {})


def fits(house: House, limit: int) -> bool:
    """Whether a move came through in a process whose files may not grow beyond that many bytes."""
    house.engine.dispose()
    child = os.fork()
    if not child:
        code = 1
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            moved(house)
            code = 0
        except DatabaseFails:
            code = FAILED
        finally:
            os._exit(code)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert ended in (0, FAILED)
    return ended == 0


@pytest.mark.parametrize(
    "step", [10 * PAGE + 999, pytest.param(PAGE // 4, marks=pytest.mark.nightly)]
)
@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_at_whichever_byte_a_disk_is_full_a_move_is_there_or_not(house: House, step: int) -> None:
    """A write that fails has written up to that byte: the log of the database is cut there."""
    before, limit, failed = rows(house), 0, 0
    while not fits(house, limit):
        assert rows(house) == before
        limit, failed = limit + step, failed + 1
    assert failed >= 2 and written(house, "order-move") == (1, 1)
    moved(house)
    assert written(house, "order-move") == (1, 1)
    require_whole(house)


def test_a_database_that_can_only_be_read_is_read_and_says_that_it_cannot_write(
    house: House, url: str
) -> None:
    before = rows(house)
    if house.engine.dialect.name == "sqlite":
        only = f"sqlite:///file:{house.engine.url.database}?mode=ro&uri=true"
    else:
        with house.engine.begin() as db:
            name = house.engine.url.database
            db.execute(text(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'))
        only = url
    house.engine.dispose()
    there = replace(house, engine=open_engine(only))
    with pytest.raises((DatabaseFails, DatabaseAway), match="数据库"):
        moved(there)
    with there.reading() as desk:
        assert history(desk, "case:case0")
    there.engine.dispose()
    assert rows(house) == before
