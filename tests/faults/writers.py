"""Writers (同时办理的人): commands known by their ids alone, and what became of them."""

from linear import AT, CLERK
from sqlalchemy import func, select

from workflow.commands.people import register, state_fact
from workflow.journal import Desk, House, Order
from workflow.models import commands, entries, leaves, unplaced

PEOPLE = 8  # whose journals are written on


def command(desk: Desk, id: str) -> None:
    """What stands behind an id: all write on the same people's journals, or enter somebody new."""
    order, number = Order(id, CLERK, AT), int(id.rpartition("-")[2])
    if number % 3 == 2:
        register(desk, order, f"new-{id}", "新人", "dept")
    else:
        state_fact(desk, order, f"p{number % PEOPLE}", "health", {"value": id})


def carried_out(house: House, id: str) -> None:
    """Send a command once."""
    with house.desk() as desk:
        command(desk, id)


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
