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
from linear import linear_edition, linear_house
from writers import PEOPLE, answers, carried_out, orphans, require_placed

from web.placing import Placing
from workflow.journal import House

ROUNDS = pytest.mark.parametrize("rounds", [3, pytest.param(200, marks=pytest.mark.nightly)])
WRITERS = 3
WHOLE = 50  # rounds after which all is verified
LONGEST = 0.25  # seconds until a kill


@pytest.fixture
def house(url: str, tmp_path: Path) -> Iterator[House]:
    house = linear_house(url, tmp_path, linear_edition(1), PEOPLE)[0]
    yield house
    house.engine.dispose()


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
