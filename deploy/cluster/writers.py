"""Writers (办理人员): threads that put the engine's own commands to the database, and what each was answered.

Each command waits out a failover under its own id, as the site does. What was answered is kept here, outside
the database, to be compared with it afterwards.
"""

import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from threading import Event, Lock, Thread

from tests.linear import AT, CLERK, OFFICE
from workflow.commands.cases import move
from workflow.commands.people import register
from workflow.commands.selections import open_case, open_selection
from workflow.errors import DatabaseAway, WorkflowError
from workflow.journal import Actor, Desk, House, Order, Patience
from workflow.journal.write import Entry

MOVES = 30  # of a case, then the next is opened
PATIENCE = Patience(150, time.monotonic, time.sleep)
Command = Callable[[Desk, Order], Entry]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a writer was told: this command is this entry; `at` in seconds of the monotonic clock."""

    command: str
    entry: str
    digest: str
    at: float


@dataclass(slots=True)
class Record:
    """All that the writers were told, and how often they met something else."""

    answers: list[Answer] = field(default_factory=list)
    away: int = 0  # a command not answered within its patience
    refused: list[str] = field(default_factory=list)  # what a house that lost nothing never says
    lock: Lock = field(default_factory=Lock)

    def last(self) -> float:
        """When the latest answer came; 0 before the first."""
        return self.answers[-1].at if self.answers else 0.0

    def since(self, moment: float) -> int:
        """How many answers came after a moment."""
        with self.lock:
            count = 0
            for one in reversed(self.answers):
                if one.at <= moment:
                    break
                count += 1
            return count


class Writer(Thread):
    """Opens one case after another, on one of its posts after the other, and moves it to its end."""

    def __init__(
        self, house: House, edition: str, posts: Sequence[str], record: Record, end: Event
    ) -> None:
        super().__init__(daemon=True)
        self._house, self._edition, self._posts = house, edition, posts
        self._record, self._end = record, end

    def run(self) -> None:
        """One case after another until the end; a refusal is noted, and the next case begun."""
        for post in cycle(self._posts):
            if self._end.is_set():
                return
            try:
                self._case(uuid.uuid4().hex, post)
            except DatabaseAway:
                self._record.away += 1
            except WorkflowError as error:
                self._record.refused.append("；".join(error.lines()))

    def _case(self, id: str, post: str) -> None:
        person = {
            "number": id, "person": f"p{id}", "post": post, "selection": f"s{id}",
        }  # fmt: skip
        batch = {"title": "演练", "department": "dept", "body": "body"}
        self._do(CLERK, lambda desk, by: register(desk, by, f"p{id}", "演练人选", "dept"))
        self._do(CLERK, lambda desk, by: open_selection(desk, by, f"s{id}", batch, self._edition))
        self._do(CLERK, lambda desk, by: open_case(desk, by, f"c{id}", person))
        for step in range(MOVES):
            if self._end.is_set():
                return
            self._move(f"c{id}", f"m{step}")

    def _move(self, case: str, name: str) -> None:
        self._do(OFFICE, lambda desk, by: move(desk, by, case, name))

    def _do(self, actor: Actor, command: Command) -> None:
        order = Order(uuid.uuid4().hex, actor, AT)
        entry = self._house.carry_out(lambda desk: command(desk, order), PATIENCE)
        with self._record.lock:
            self._record.answers.append(
                Answer(order.id, entry.id, entry.digest, time.monotonic())
            )  # fmt: skip
