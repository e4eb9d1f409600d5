"""The working days of a simulation (推演日历): the n-th day of work since it began, by the real calendar."""

from bisect import bisect_left
from datetime import date, timedelta
from functools import cached_property
from typing import Literal, cast

from workflow.errors import BadInput
from workflow.simulation.parameters import DAY
from workflow.workdays import Calendar, CalendarMissing, add_months


class Days:
    """Working days from `begin` to the end of the last year whose arrangement is known.

    Raises BadInput where none is left. Times are minutes of work since then.
    """

    def __init__(self, calendar: Calendar, begin: date) -> None:
        self.calendar, self.begin = calendar, begin
        if not self.all:
            raise BadInput(f"{begin}之后没有放假安排，不能推演")

    @cached_property
    def all(self) -> list[date]:
        """Every working day, in order."""
        found: list[date] = []
        day = self.begin
        try:
            while True:
                if self.calendar.is_workday(day):
                    found.append(day)
                day += timedelta(days=1)
        except CalendarMissing:
            return found

    @property
    def horizon(self) -> int:
        """The minute at which the known calendar ends."""
        return len(self.all) * DAY

    def on(self, time: int) -> date:
        """The day on which `time` falls; the end of the last day is still that day."""
        return self.all[min(time // DAY, len(self.all) - 1)]

    def first_from(self, day: date) -> int:
        """The beginning of the first working day that is not before `day`."""
        return bisect_left(self.all, day) * DAY

    def after_window(self, posted: int, workdays: int, posting_day: str) -> int:
        """When what must wait for a notice may go on: the day after the last one counted."""
        counting = cast(Literal["exclusive", "inclusive"], posting_day)
        try:
            end = self.calendar.window_end(self.on(posted), workdays, counting)
        except CalendarMissing:
            return self.horizon
        return self.first_from(end + timedelta(days=1))

    def after_years(self, time: int, years: int) -> int:
        """When so many calendar years are over."""
        return self.first_from(add_months(self.on(time), 12 * years))
