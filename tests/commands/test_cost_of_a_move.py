"""What a move asks of the database: few statements, as many for a long journal as for a short one."""

import uuid
from pathlib import Path

import pytest
from linear import AT, OFFICE, linear_edition, linear_house
from statements import counting, waiting

from workflow.commands.cases import move
from workflow.journal import House, Order

MOVES = 6
MOST = {
    "sqlite": 13,
    "postgresql": 10,
}  # PostgreSQL places entries beside the work, claims the id, and is told that a command sees all


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    return linear_house(url, tmp_path, linear_edition(MOVES), 1)[0]


def cost(house: House, number: int) -> list[str]:
    """The statements of one move."""
    with counting(house.engine) as seen, house.desk() as desk:
        move(desk, Order(uuid.uuid4().hex, OFFICE, AT), "case0", f"m{number}")
    return seen.texts


def test_a_move_sends_few_statements_and_no_more_for_a_longer_journal(house: House) -> None:
    told = [cost(house, number) for number in range(MOVES - 1)]
    assert max(map(len, told)) <= MOST[house.engine.dialect.name]
    written = [sum(not one.startswith(("SELECT", "WITH")) for one in texts) for texts in told]
    assert max(written) <= 9


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_move_waits_for_its_server_three_times(house: House) -> None:
    """For what it asks at once, for the values under seal, and for COMMIT with all that it writes."""
    cost(house, 0)
    with waiting() as waits:
        cost(house, 1)
    assert waits.count == 3


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_no_statement_of_a_move_reads_a_whole_journal_or_all_cases(house: House) -> None:
    for statement in cost(house, 0):
        with house.engine.connect() as db:
            unknown = ("",) * statement.count("?")
            plan = [
                row[3] for row in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", unknown)
            ]
        for table in ("entries", "cases", "requests", "personal_values"):
            assert not [step for step in plan if step.startswith(f"SCAN {table}")], statement


def test_a_move_with_nothing_at_hand_reads_the_journals_once(house: House) -> None:
    first = cost(house, 0)
    house.shelf.clear()
    again = cost(house, 1)
    read = [one for one in again if "FROM entries" in one and "unplaced" not in one]
    assert len(read) <= 2
    # Besides: which journals they are is found out anew, in two statements, and the account.
    assert len(again) <= len(first) + len(read) + 3
