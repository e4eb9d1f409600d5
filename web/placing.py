"""Placing beside the work (列入存证): on PostgreSQL a thread gives new entries their places in the tree.

Several processes may run it: one at a time holds the advisory lock, the others find nothing to do. A
round that is missed loses nothing, for the database itself keeps what waits.
"""

import logging
from threading import Event, Thread

from sqlalchemy.exc import SQLAlchemyError

from workflow.commands.checkpoints import place_waiting
from workflow.errors import WorkflowError
from workflow.journal import House

SECONDS = 1.0  # between two rounds
log = logging.getLogger(__name__)


class Placing(Thread):
    """Places what waits, again and again, until it is stopped."""

    def __init__(self, house: House, seconds: float = SECONDS) -> None:
        super().__init__(name="placing", daemon=True)
        self._house, self._seconds, self._end = house, seconds, Event()

    def run(self) -> None:
        """One round after another; a database that is away is waited for."""
        while not self._end.wait(self._seconds):
            try:
                place_waiting(self._house)
            except (SQLAlchemyError, WorkflowError) as error:
                log.warning("placing entries failed, tried again: %s", error)

    def stop(self) -> None:
        """End after the present round."""
        self._end.set()
        self.join()
