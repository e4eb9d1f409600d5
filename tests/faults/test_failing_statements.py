"""A statement that fails, or COMMIT, leaves nothing half written, and the program goes on afterwards."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from breaking import Error, Faults, Lost, breaking_database
from fault_stage import (
    COMMANDS,
    FEW_OR_ALL,
    by,
    few_of,
    points,
    require_all_or_nothing,
    require_whole,
    rows,
    written,
)
from linear import linear_edition, linear_house
from psycopg import errors as server
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from workflow.commands.checkpoints import place_waiting
from workflow.errors import DatabaseAway, WorkflowError
from workflow.journal import House

SAID: Mapping[str, Mapping[str, Error]] = {
    "sqlite": {
        "io": lambda: sqlite3.OperationalError("disk I/O error"),
        "full": lambda: sqlite3.OperationalError("database or disk is full"),
    },
    "postgresql": {
        "io": lambda: server.IoError("could not read block 0: Input/output error"),
        "full": lambda: server.DiskFull("could not extend file: No space left on device"),
        "lost": lambda: Lost("server closed the connection unexpectedly"),
    },
}
USUAL = (("sqlite", "full"), ("postgresql", "lost"))
KINDS = [
    pytest.param(url, kind, id=f"{url}-{kind}",
                 marks=() if (url, kind) in USUAL else pytest.mark.nightly)
    for url, kinds in SAID.items() for kind in kinds
]  # fmt: skip


@pytest.fixture
def house(url: str, tmp_path: Path) -> Iterator[House]:
    house = linear_house(url, tmp_path, linear_edition(2), 1)[0]
    yield house
    house.engine.dispose()


def fails(house: House, at: int, kept: bool, error: Error, work: Callable[[], object]) -> bool:
    """Whether the work met its fault; it must not pass over it."""
    faults = Faults(at, error, kept)
    with breaking_database(house.engine, faults):
        try:
            work()
        except (DBAPIError, WorkflowError):
            assert faults.broke
            return True
    assert not faults.broke
    return False


@pytest.mark.parametrize(("name", "most"), few_of("fact"))
@pytest.mark.parametrize(("url", "kind"), KINDS, indirect=["url"])
def test_whichever_statement_of_a_command_fails_all_of_it_is_there_or_nothing(
    house: House, kind: str, name: str, most: int | None
) -> None:
    """Also what the program has at hand in memory is not ahead of what was recorded."""
    error = SAID[house.engine.dialect.name][kind]
    require_all_or_nothing(
        house, name, most, lambda at, kept, work: fails(house, at, kept, error, work)
    )


@FEW_OR_ALL
@pytest.mark.parametrize(("url", "kind"), KINDS[2:], indirect=["url"])
def test_whichever_statement_of_placing_fails_every_entry_gets_one_place(
    house: House, kind: str, most: int | None
) -> None:
    error = SAID["postgresql"][kind]
    before, done = rows(house), False
    for at, kept in points(most, 10):
        if not fails(house, at, kept, error, lambda: place_waiting(house)):
            break
        after = rows(house)
        done = done or after != before
        assert bool(after["unplaced"]) != done
        assert len(after["leaves"]) == (len(after["entries"]) if done else 0)
    assert done
    require_whole(house)


@pytest.mark.nightly
@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_server_that_ends_the_connection_before_any_statement_leaves_nothing_half_done(
    house: House, name: str
) -> None:
    """Really ended by the server, so that the driver says what it then says."""
    actor, command = COMMANDS[name]
    order = by(actor, name)
    admin = create_engine(house.engine.url, isolation_level="AUTOCOMMIT")

    def end_others() -> None:
        with admin.connect() as db:
            db.execute(text(
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            ))  # fmt: skip

    def work() -> None:
        with house.desk() as desk:
            command(desk, order)

    place_waiting(house)
    before, ended = rows(house), 0
    while True:
        try:
            with breaking_database(house.engine, faults := Faults(ended + 1, end_others)):
                work()
        except DatabaseAway:
            ended += 1
            assert faults.broke and rows(house) == before
            continue
        break
    assert not faults.broke and ended >= 10
    assert written(house, order.id) == (1, 1)
    require_whole(house)
    admin.dispose()
