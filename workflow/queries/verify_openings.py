"""Verifying openings (待办由谁何时提起的校验): whoever is named acted on that day, and it was asked then.

A request keeps who opened it, under which duty and when, as long as it is asked. That somebody
so acted, and that it was asked right after, is read off the journals; that nobody had opened it
before is not looked for: that would take as many dossiers as a case has entries.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from workflow.journal import Desk
from workflow.journal.read import histories
from workflow.queries.verify_chain import TOLERANCE
from workflow.workdays import local_day

NOBODY = "没有此人当日以此岗位职责所作的登记"
NOT_THEN = "其登记之后没有要求此事"
Readings = Callable[[datetime], Iterator[datetime]]  # up to when journals may have been read at a time
Asked = Callable[[datetime, datetime], Collection[str]]  # what was asked at a time, of what was read


class Openings:
    """Who acted when in the journals that stand around a case or a selection, up to a moment."""

    def __init__(
        self, desk: Desk, near: Iterable[str], at: datetime, readings: Readings, asked: Asked
    ) -> None:
        self._readings, self._judge = readings, asked
        self._judged: dict[tuple[datetime, datetime], Collection[str]] = {}
        self._acts = [
            one for records in histories(desk, near).values() for one in records
            if one.at <= at + TOLERANCE
        ]  # fmt: skip

    def fault(self, row: Mapping[str, Any]) -> str:
        """What the journals do not bear out of the opening of a request; "" for nothing."""
        name, duty, day = row["from_name"], row["from_duty"], row["opened_on"]
        mine = {one.at for one in self._acts if one.by.name == name and one.by.duty == duty}
        times = sorted((at for at in mine if local_day(at).isoformat() == day), reverse=True)
        if not times:
            return NOBODY
        told = ((at, until) for at in times for until in self._readings(at))
        return "" if any(row["id"] in self._asked(*one) for one in told) else NOT_THEN

    def _asked(self, at: datetime, until: datetime) -> Collection[str]:
        """Judged once for all requests that were opened by the same act."""
        if (at, until) not in self._judged:
            self._judged[at, until] = self._judge(at, until)
        return self._judged[at, until]
