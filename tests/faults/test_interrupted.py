"""Interrupted at any moment (Ctrl+C): all of a command or nothing, once when sent again; no COMMIT is cancelled."""

import os
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from breaking import Faults, breaking_database
from fault_stage import (
    COMMANDS,
    Work,
    by,
    few_of,
    require_all_or_nothing,
    require_whole,
    written,
)
from linear import linear_edition, linear_house
from sqlalchemy import text
from writers import PEOPLE, answers, carried_out, orphans, require_placed

from web.placing import Placing
from workflow.commands.checkpoints import place_waiting
from workflow.journal import House

ENDED, INTERRUPTED = 0, 3  # how a child ends
SLOW_COMMIT = (
    "CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS "
    "'BEGIN PERFORM pg_sleep(2); RETURN NULL; END'",
    "CREATE CONSTRAINT TRIGGER slowly AFTER INSERT ON commands DEFERRABLE INITIALLY DEFERRED "
    "FOR EACH ROW EXECUTE FUNCTION slowly()",
)
ASLEEP = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND wait_event = 'PgSleep' AND query = 'COMMIT'"
)


class Undone(Exception):
    """Nothing of it is to stay."""


@pytest.fixture
def house(url: str, tmp_path: Path) -> Iterator[House]:
    house = linear_house(url, tmp_path, linear_edition(1), PEOPLE)[0]
    place_waiting(house)
    yield house
    house.engine.dispose()


def child_of(house: House, work: Work) -> int:
    """A process of its own that does the work, and hears Ctrl+C; its id."""
    house.engine.dispose()
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        work()
        code = ENDED
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def ended(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def carried_out_by(house: House, name: str, id: str) -> None:
    actor, command = COMMANDS[name]
    with house.desk() as desk:
        command(desk, by(actor, id))


@pytest.mark.parametrize(("name", "most"), few_of("fact"))
def test_whichever_step_is_interrupted_all_of_it_is_there_or_nothing(
    house: House, name: str, most: int | None
) -> None:
    """The program that was interrupted goes on: it has the database to itself, and nothing false at hand."""

    def goes_on() -> None:
        with pytest.raises(Undone), house.desk() as desk:
            actor, command = COMMANDS["fact"]
            command(desk, by(actor, "another"))
            raise Undone

    def broken(at: int, kept: bool, work: Work) -> bool:
        def interrupted() -> None:
            faults = Faults(at, lambda: os.kill(os.getpid(), signal.SIGINT), kept)
            with breaking_database(house.engine, faults):
                try:
                    work()
                except KeyboardInterrupt:
                    goes_on()
                    raise

        code = ended(child_of(house, interrupted))
        assert code in (ENDED, INTERRUPTED)
        return code == INTERRUPTED

    require_all_or_nothing(house, name, most, broken)


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_commit_under_way_is_not_cancelled_however_often_somebody_interrupts(
    house: House, times: int
) -> None:
    """The server is in the midst of its COMMIT; the first time that is waited for, the second time no more."""
    with house.engine.begin() as db:
        for statement in SLOW_COMMIT:
            db.execute(text(statement))
    child = child_of(house, lambda: carried_out_by(house, "move", "move"))
    wait_until(house, lambda asleep: asleep > 0)
    for _ in range(times):
        os.kill(child, signal.SIGINT)
        time.sleep(0.2)
    assert ended(child) == INTERRUPTED
    wait_until(house, lambda asleep: asleep == 0)
    assert written(house, "order-move") == (1, 1)
    carried_out_by(house, "move", "move")
    assert written(house, "order-move") == (1, 1)
    require_whole(house)


def wait_until(house: House, so: Callable[[int], bool]) -> None:
    """Wait for what is said of those who sleep within COMMIT."""
    while True:
        with house.engine.connect() as db:
            if so(db.scalar(ASLEEP) or 0):
                return
        time.sleep(0.02)


def busy(house: House, most: int, tell: Callable[[str], object]) -> None:
    """One command after another in one program, told as each begins, is done or is interrupted."""
    working = False

    def hear(*_: object) -> None:
        if working:
            raise KeyboardInterrupt

    signal.signal(signal.SIGINT, hear)
    if house.place is None:
        Placing(house, 0.005).start()
    for number in range(most):
        tell(f"+w-{number}\n")
        try:
            working = True
            carried_out(house, f"w-{number}")
            working = False
        except KeyboardInterrupt:
            working = False
            tell(f"!w-{number}\n")
        else:
            tell(f"=w-{number}\n")


@pytest.mark.parametrize("rounds", [20, pytest.param(500, marks=pytest.mark.nightly)])
def test_whatever_was_acknowledged_among_interrupts_is_there_once(
    house: House, rounds: int
) -> None:
    random, said, usual = Random("ctrl+c"), [], 0.0
    here, there = os.pipe()
    child = child_of(house, lambda: busy(house, rounds, lambda line: os.write(there, line.encode())))
    os.close(there)
    with os.fdopen(here) as pipe:
        while line := pipe.readline():
            said.append(line)
            if line[0] == "+" and len(said) % 4 == 1:  # every other one is left alone, and timed
                begun_at = time.monotonic()
                said.append(pipe.readline())
                usual = time.monotonic() - begun_at
            elif line[0] == "+":
                time.sleep(random.uniform(0, 1.2 * usual))
                os.kill(child, signal.SIGINT)
    assert ended(child) == ENDED
    begun, done, cut = ({one[1:-1] for one in said if one[0] == sign} for sign in "+=!")
    found = answers(house, begun)
    assert done | cut == begun and done <= found.keys() and done and cut
    assert set(found.values()) == {1} and orphans(house, begun) == 0
    require_placed(house)
    for id in sorted(cut):
        carried_out(house, id)
    assert answers(house, begun) == dict.fromkeys(begun, 1)
    require_whole(house)
    print(
        f"{house.engine.dialect.name}: {len(cut)} interrupted, {len(found) - len(done)} of them kept, "
        f"{len(done)} acknowledged, 0 lost, 0 doubled"
    )
