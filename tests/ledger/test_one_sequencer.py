"""On PostgreSQL one process at a time places entries; when it dies or stands still, another takes over."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from threading import Thread

import pytest
from linear import AT, OFFICE, linear_edition, linear_house
from sqlalchemy import create_engine, func, select

from web.placing import Placing
from workflow.commands.cases import move
from workflow.commands.checkpoints import place_waiting
from workflow.journal import House, Order
from workflow.ledger import log as logs
from workflow.ledger.log import Log
from workflow.models import entries, leaves, open_engine
from workflow.queries.verify import verify
from workflow.queries.verify_tree import waiting

pytestmark = pytest.mark.parametrize("url", ["postgresql"], indirect=True)
FORK = get_context("fork")


@pytest.fixture
def house(url: str, tmp_path: Path) -> Iterator[House]:
    """Two cases on a line of three moves; nothing has its place yet."""
    house = linear_house(url, tmp_path, linear_edition(3), 2)[0]
    yield house
    house.engine.dispose()


def holding(url: str, ready: object, stalled: int) -> None:
    """A process of its own: places everything, and then does not come to commit."""
    logs.STALLED = stalled
    with create_engine(url).begin() as db:
        ready.send(Log("bench").place_alone(db))  # type: ignore[attr-defined]
        time.sleep(600)


def placed_by_another(house: House, stalled: int, end: Callable[[int], None]) -> int:
    """What is placed here after `end` was done to the process that had the lock."""
    here, there = FORK.Pipe()
    url = house.engine.url.render_as_string(False)
    process = FORK.Process(target=holding, args=(url, there, stalled), daemon=True)
    process.start()
    try:
        assert here.recv() > 0
        assert place_waiting(house) == 0  # not while the other has the lock
        end(process.pid or 0)
        for _ in range(3000):
            count = place_waiting(house)
            if count:
                return count
            time.sleep(0.01)
    finally:
        process.kill()
        process.join()
    return 0


def require_whole(house: House) -> None:
    """Every entry has one place, and the whole agrees."""
    with house.reading() as desk:
        counts = [
            desk.db.scalar(select(func.count()).select_from(one)) for one in (entries, leaves)
        ]
        assert counts[0] == counts[1] and waiting(desk) == 0
        assert verify(desk).broken == ()


@pytest.mark.parametrize(("sent", "stalled"), [(signal.SIGKILL, 60_000), (signal.SIGSTOP, 300)])
def test_another_takes_over_from_one_that_is_killed_or_stands_still(
    house: House, sent: signal.Signals, stalled: int
) -> None:
    with house.reading() as desk:
        before = waiting(desk)
    count = placed_by_another(house, stalled, lambda pid: os.kill(pid, sent))
    assert count == before > 0
    require_whole(house)


def test_people_go_on_while_whoever_places_stands_still_with_the_lock(house: House) -> None:
    here, there = FORK.Pipe()
    url = house.engine.url.render_as_string(False)
    process = FORK.Process(target=holding, args=(url, there, 60_000), daemon=True)
    process.start()
    try:
        assert here.recv() > 0
        for case in ("case0", "case1"):
            with house.desk() as desk:
                desk.db.exec_driver_sql("SET LOCAL lock_timeout = '5s'")  # waiting would be an error
                move(desk, Order(f"{case}-m0", OFFICE, AT), case, "m0", {})
        with house.reading() as desk:
            assert verify(desk).broken == () and waiting(desk) > 2
    finally:
        process.kill()
        process.join()


def test_two_at_once_give_every_entry_one_place(house: House) -> None:
    other = open_engine(house.engine.url.render_as_string(False))
    both = [Placing(house, 0.001), Placing(replace(house, engine=other), 0.001)]
    for one in both:
        one.start()

    def work(case: str) -> None:
        for name in ("m0", "m1", "m2"):
            with house.desk() as desk:
                move(desk, Order(f"{case}-{name}", OFFICE, AT), case, name, {})

    people = [Thread(target=work, args=(case,)) for case in ("case0", "case1")]
    for one in people:
        one.start()
    for one in people:
        one.join()
    for one in both:
        one.stop()
    place_waiting(house)
    require_whole(house)
    other.dispose()
