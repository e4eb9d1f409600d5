"""Killed at any moment while several people work: whatever was acknowledged is there, once."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from fault_stage import require_whole
from linear import AT, CLERK, linear_edition, linear_house
from sqlalchemy import func, select

from web.placing import Placing
from workflow.commands.people import register, state_fact
from workflow.journal import Desk, House, Order
from workflow.models import commands, entries, leaves, unplaced

ROUNDS = pytest.mark.parametrize("rounds", [4, pytest.param(200, marks=pytest.mark.nightly)])
WRITERS, PEOPLE = 3, 8
WHOLE = 50  # rounds after which all is verified
LONGEST = 0.25  # seconds until a kill


@pytest.fixture
def house(url: str, tmp_path: Path) -> Iterator[House]:
    house = linear_house(url, tmp_path, linear_edition(1), PEOPLE)[0]
    yield house
    house.engine.dispose()


def command(desk: Desk, id: str) -> None:
    """What stands behind an id: all write on the same people's journals, or enter somebody new."""
    order, number = Order(id, CLERK, AT), int(id.rpartition("-")[2])
    if number % 3 == 2:
        register(desk, order, f"new-{id}", "新人", "dept")
    else:
        state_fact(desk, order, f"p{number % PEOPLE}", "health", {"value": id})


def carried_out(house: House, id: str) -> None:
    with house.desk() as desk:
        command(desk, id)


def busy(house: House, prefix: str, tell: Callable[[str], None]) -> None:
    """Several writers, each with one command after another: told as it begins and once it is done."""

    def write(writer: int) -> None:
        for number in range(10_000):
            id = f"{prefix}-{writer}-{number}"
            tell(f"+{id}\n")
            carried_out(house, id)
            tell(f"={id}\n")

    if house.place is None:
        Placing(house, 0.005).start()
    for writer in range(1, WRITERS):
        threading.Thread(target=write, args=(writer,), daemon=True).start()
    write(0)


def killed_after(house: House, seconds: float, prefix: str) -> tuple[set[str], set[str]]:
    """Which commands had begun, and which were acknowledged, when the process was killed."""
    house.engine.dispose()
    here, there = os.pipe()
    child = os.fork()
    if not child:
        try:
            busy(house, prefix, lambda line: os.write(there, line.encode()) and None)
        finally:
            os._exit(1)
    os.close(there)
    with os.fdopen(here) as pipe:
        said = [pipe.readline()]
        while said[-1][0] != "=":  # until it is at work
            said.append(pipe.readline())
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        said += pipe
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    begun, done = ({one[1:-1] for one in said if one[0] == sign} for sign in "+=")
    return begun, done


def answers(house: House, ids: set[str]) -> dict[str, int]:
    """How many entries each command that was answered wrote."""
    with house.reading() as desk:
        counted = (
            select(commands.c.id, func.count(entries.c.id))
            .outerjoin(entries, entries.c.command == commands.c.id)
            .where(commands.c.id.in_(ids)).group_by(commands.c.id)
        )  # fmt: skip
        return dict(desk.db.execute(counted).tuples().all())


def orphans(house: House, ids: set[str]) -> int:
    """Entries of commands without an answer: half of one."""
    with house.reading() as desk:
        half = entries.c.command.in_(ids) & ~entries.c.command.in_(select(commands.c.id))
        return desk.db.scalar(select(func.count()).select_from(entries).where(half)) or 0


def require_placed(house: House) -> None:
    """Each entry has a place or waits for one, never both."""
    with house.reading() as desk:
        every, placed, wait = (
            desk.db.scalar(select(func.count()).select_from(table))
            for table in (entries, leaves, unplaced)
        )
    assert every == placed + wait


@ROUNDS
def test_whatever_was_acknowledged_before_a_kill_is_there_once(house: House, rounds: int) -> None:
    random, acknowledged = Random("kill -9"), 0
    for number in range(rounds):
        begun, done = killed_after(house, random.uniform(0, LONGEST), f"r{number}")
        found = answers(house, begun)
        assert done <= found.keys()  # none is lost
        assert orphans(house, begun) == 0
        require_placed(house)
        for id in sorted(begun - done) + sorted(done)[:3]:  # nobody knows; so they are sent again
            carried_out(house, id)
        assert answers(house, begun) == dict.fromkeys(begun, 1)  # none is doubled
        acknowledged += len(done)
        if number % WHOLE == 0:
            require_whole(house)
    require_whole(house)
    assert acknowledged >= rounds
    print(
        f"{house.engine.dialect.name}: {rounds} kills, {acknowledged} acknowledged, 0 lost, 0 doubled"
    )
