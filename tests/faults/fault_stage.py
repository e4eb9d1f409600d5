"""What a command left behind that was cut off (中断之后): all of it or nothing, and once when sent again."""

import os
import signal
import traceback
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Any

import pytest
from breaking import Faults, breaking, breaking_database, kill
from linear import AT, CLERK, OFFICE
from sqlalchemy import func, select

from workflow.commands.cases import move
from workflow.commands.checkpoints import place_waiting
from workflow.commands.people import register, state_fact
from workflow.journal import Actor, Desk, House, Order
from workflow.models import commands, entries, leaves, metadata
from workflow.queries.verify import verify

Work = Callable[[], object]
Command = Callable[[Desk, Order], object]
# What people do on a line of cases: read much and write once; write names and keys; seal values.
COMMANDS: Mapping[str, tuple[Actor, Command]] = {
    "move": (OFFICE, lambda desk, order: move(desk, order, "case0", "m0", {})),
    "register": (CLERK, lambda desk, order: register(desk, order, "new", "新人", "dept")),
    "fact": (CLERK, lambda desk, order: state_fact(desk, order, "p0", "health", {"value": "良好"})),
}  # fmt: skip
ALL = pytest.param(None, marks=pytest.mark.nightly)
FEW_OR_ALL = pytest.mark.parametrize("most", [3, ALL])  # of the first points


def few_of(usual: str) -> list[Any]:
    """One command at few of its points, and under `nightly` each at all."""
    every = [pytest.param(one, None, marks=pytest.mark.nightly) for one in COMMANDS]
    return [pytest.param(usual, 3), *every]


def points(most: int | None, of: int = 14) -> Iterator[tuple[int, bool]]:
    """Before and after each step, however many there are; or few `of` the first, and the last."""
    every = [(at, kept) for at in range(1, 1000) for kept in (False, True)]
    first = every[:of]
    yield from first if most is None else sorted(Random("points").sample(first, most))
    yield from every[of:]


def by(actor: Actor, name: str) -> Order:
    """The order under which a command is sent, and sent again."""
    return Order(f"order-{name}", actor, AT)


def rows(house: House) -> dict[str, Any]:
    """Everything that is there."""
    with house.engine.connect() as db:
        return {
            name: sorted(map(tuple, db.execute(select(table))), key=repr)
            for name, table in metadata.tables.items()
        }


def written(house: House, command: str) -> tuple[int, int]:
    """How many entries a command wrote, and how often it was answered."""
    with house.engine.connect() as db:
        told = [
            db.scalar(select(func.count()).select_from(table).where(column == command)) or 0
            for table, column in ((entries, entries.c.command), (commands, commands.c.id))
        ]
    return told[0], told[1]


def require_whole(house: House) -> None:
    """Each entry has one place in the tree, and all agrees."""
    place_waiting(house)
    with house.reading() as desk:
        kept, placed = (
            sorted(desk.db.scalars(select(one))) for one in (entries.c.id, leaves.c.entry)
        )
        assert kept == placed
        told = verify(desk).broken
        assert not told, "\n".join(one.line() for one in told)


def require_all_or_nothing(
    house: House, name: str, most: int | None, broken: Callable[[int, bool, Work], bool]
) -> None:
    """Break a command at step after step: all of it is there or nothing, and sent again it is there once.

    `broken` does the work with a break before or after a step; False where it came to its end.
    """
    actor, command = COMMANDS[name]
    order = by(actor, name)

    def work() -> None:
        with house.desk() as desk:
            command(desk, order)

    place_waiting(house)
    before, done = rows(house), False
    for at, kept in points(most):
        if not broken(at, kept, work):
            break
        done = done or rows(house) != before
        assert written(house, order.id) == ((1, 1) if done else (0, 0))
    assert done  # broken after its COMMIT
    work()
    assert written(house, order.id) == (1, 1)
    assert len(rows(house)["entries"]) == len(before["entries"]) + 1
    require_whole(house)


def dies(house: House, at: int, kept: bool, work: Work) -> bool:
    """Do the work in a process of its own that is killed at that step; False where it came to its end.

    Nothing of the database is open while it begins, so that the child opens it anew.
    """
    house.engine.dispose()
    child = os.fork()
    if not child:
        code = 1
        try:
            faults = Faults(at, kill, kept)
            with breaking_database(house.engine, faults), breaking(faults):
                work()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert ended in (0, -signal.SIGKILL), "the child failed by itself"
    return ended != 0
