"""On PostgreSQL new entries get their places beside the work, also after the database was away."""

import time
from pathlib import Path
from threading import Event

import pytest
from linear import AT, OFFICE, linear_edition, linear_house
from sqlalchemy.exc import OperationalError

from web.placing import Placing
from workflow.commands.cases import move
from workflow.journal import House, Order
from workflow.queries.verify_tree import waiting


def left(house: House) -> int:
    with house.reading() as desk:
        return waiting(desk)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_what_waits_is_placed_without_anybody_asking(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = linear_house(url, tmp_path, linear_edition(1), 1)[0]
    with house.desk() as desk:
        move(desk, Order("m", OFFICE, AT), "case0", "m0", {})
    assert left(house) > 0
    real, failed = House.desk, Event()

    def away(self: House) -> object:
        if not failed.is_set():
            failed.set()
            raise OperationalError("select", {}, Exception("the database is away"))
        return real(self)

    monkeypatch.setattr(House, "desk", away)
    placing = Placing(house, 0.01)
    placing.start()
    for _ in range(3000):
        if not left(house):
            break
        time.sleep(0.01)
    placing.stop()
    assert failed.is_set() and left(house) == 0
    house.engine.dispose()
