"""Counting beside the work (统计汇总): a thread counts the large scopes anew when their figures are old.

Where several processes run it, the others find the figures fresh. A round that is missed loses
nothing: the pages say as of when they speak, and who looks may have them counted anew.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread

from sqlalchemy.exc import SQLAlchemyError

from workflow.commands.figures import renew_figures
from workflow.errors import WorkflowError
from workflow.journal import House

SECONDS = 300.0  # between two looks; figures are counted anew when they are an hour old
log = logging.getLogger(__name__)


class Counting(Thread):
    """Counts again and again, until it is stopped."""

    def __init__(
        self, house: House, now: Callable[[], datetime], seconds: float = SECONDS
    ) -> None:
        super().__init__(name="counting", daemon=True)
        self._house, self._now, self._seconds, self._end = house, now, seconds, Event()

    def run(self) -> None:
        """One round after another; a database that is away is waited for."""
        while not self._end.wait(self._seconds):
            try:
                renew_figures(self._house, self._now())
            except (SQLAlchemyError, WorkflowError) as error:
                log.warning("counting figures failed, tried again: %s", error)

    def stop(self) -> None:
        """End after the present round."""
        self._end.set()
        self.join()
