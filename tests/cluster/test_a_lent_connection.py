"""Through PgBouncer a connection is lent for a transaction: whatever the engine keeps on one still holds."""

import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from linear import AT, OFFICE, linear_edition, linear_house
from pooled import pooled
from sqlalchemy import func, select, text

from workflow.commands.cases import move
from workflow.errors import Refused
from workflow.journal import House, Order
from workflow.models import entries, open_engine

MOVES, WRITERS = 30, 4
pytestmark = [
    pytest.mark.nightly, pytest.mark.parametrize("url", ["postgresql"], indirect=True),
]  # fmt: skip


@pytest.fixture
def through(url: str) -> Iterator[str]:
    with pooled(url, connections=2) as found:  # fewer than writers, so that they change hands
        yield found


@pytest.fixture
def house(through: str, tmp_path: Path) -> Iterator[House]:
    made = linear_house(through, tmp_path, linear_edition(MOVES), WRITERS)[0]
    yield made
    made.engine.dispose()


def moves(house: House, case: str, told: list[BaseException]) -> None:
    """All moves of a case, each twice: the second is refused and rolled back."""
    try:
        for number in range(MOVES):
            for turn in range(2):
                order = Order(f"{case}-{number}-{turn}", OFFICE, AT)
                try:
                    with house.desk() as desk:
                        move(desk, order, case, f"m{number}")
                except Refused:
                    assert turn == 1
    except BaseException as error:
        told.append(error)
        raise


def test_statements_prepared_on_one_connection_are_known_on_the_next(house: House) -> None:
    told: list[BaseException] = []
    writers = [
        threading.Thread(target=moves, args=(house, f"case{number}", told))
        for number in range(WRITERS)
    ]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert told == []
    e = entries.c
    with house.reading() as desk:
        rows = desk.db.execute(
            select(e.subject, func.count(), func.max(e.seq))
            .where(e.kind == "move")
            .group_by(e.subject)
        ).all()
    assert Counter(count for _, count, _ in rows) == {MOVES: WRITERS}


def test_what_a_transaction_sets_for_itself_ends_with_it(through: str) -> None:
    engine = open_engine(through)
    with engine.begin() as db:
        db.execute(text("SELECT set_config('cadre.told', 'mine', true), pg_advisory_xact_lock(7)"))
        assert db.scalar(text("SELECT current_setting('cadre.told', true)")) == "mine"
    for _ in range(4):
        with engine.begin() as db:
            assert db.scalar(text("SELECT current_setting('cadre.told', true)")) in (None, "")
            assert db.scalar(text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")) == 0
    engine.dispose()
