"""A database that is away (数据库不在): said in our words, and waited for.

A command that met it is carried out again as a whole, under its same id: if its COMMIT took place after
all, it is answered from what was recorded, so nothing is written twice and nothing is lost.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from workflow.errors import DatabaseAway, DatabaseFails, GivenUp, NotReplicated, WorkflowError
from workflow.models.committed import UnreplicatedCommit, is_away, is_failing, is_given_up

T = TypeVar("T")
FIRST, LONGEST = 0.1, 1.0  # seconds between two attempts: doubled from the first on


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a database is waited for; clock and sleep in seconds, of whoever asks."""

    seconds: float
    clock: Callable[[], float]
    sleep: Callable[[float], None]


@contextmanager
def connected(
    take: Callable[[], Connection], give: Callable[[Connection], None] = Connection.close
) -> Iterator[Connection]:
    """A connection, taken and given back; raises DatabaseAway, NotReplicated, DatabaseFails or GivenUp.

    One that met an error is not given back but closed, and one of a server that is away not used again.
    """
    try:
        db = take()
        try:
            yield db
        except BaseException as error:
            if isinstance(error, DBAPIError) and is_away(error):
                db.invalidate(error)
            db.close()
            raise
        give(db)
    except DBAPIError as error:
        told = interrupt_behind(error) or in_our_words(error)
        if told is None:
            raise
        raise told from error


def interrupt_behind(error: BaseException) -> BaseException | None:
    """The interrupt (Ctrl+C) whose place an error took; else a command that somebody ended were tried again."""
    before: BaseException | None = error
    while before is not None and not isinstance(before, KeyboardInterrupt | SystemExit):
        before = before.__cause__ or before.__context__
    return before


def in_our_words(error: DBAPIError) -> WorkflowError | None:
    """What may pass or can be mended, as an error of ours; None for a fault of the program."""
    if isinstance(error.orig, UnreplicatedCommit):
        return NotReplicated()
    if is_away(error):
        return DatabaseAway()
    if is_failing(error):
        return DatabaseFails()
    return GivenUp() if is_given_up(error) else None


def patiently(patience: Patience, attempt: Callable[[], T]) -> T:
    """What `attempt` gives, tried again while the database is away; then its last error."""
    end, pause = patience.clock() + patience.seconds, FIRST
    while True:
        try:
            return attempt()
        except (DatabaseAway, GivenUp):
            if patience.clock() + pause > end:
                raise
        patience.sleep(pause)
        pause = min(2 * pause, LONGEST)
