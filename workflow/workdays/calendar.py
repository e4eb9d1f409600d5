"""The calendar of working days (工作日) of mainland China, with 调休.

A year without an arrangement is refused, never guessed at. A year whose arrangement is not yet
published may be loaded as estimated (推算); who decides on such days must ask `estimated`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Literal, TypeAlias

from workflow.canonical import canonical, digest

PostingDay: TypeAlias = Literal["exclusive", "inclusive"]
Status: TypeAlias = Literal["official", "estimated"]

ONE_DAY = timedelta(days=1)


class CalendarMissing(ValueError):
    """没有该年的放假安排，不能推算工作日"""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(f"没有{year}年的放假安排，不能推算工作日")


class CalendarInvalid(ValueError):
    """放假安排有误

    `faults` holds all of them, each with the name of its file.
    """

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("放假安排有误：\n" + "\n".join(self.faults))


@dataclass(frozen=True, slots=True)
class Year:
    """The arrangement (放假安排) of one year: days off, weekends included, and working weekends.

    An official notice may reach back into December of the year before (元旦 was often arranged so).
    """

    year: int
    status: Status
    source: str
    off: frozenset[date]
    work: frozenset[date]


@dataclass(frozen=True)
class Calendar:
    """All arrangements known, in the order of years; every question raises CalendarMissing
    when it touches a year that has none. Days are calendar dates in Asia/Shanghai.
    """

    years: tuple[Year, ...]

    @cached_property
    def digest(self) -> str:
        """The name of this calendar by its content (hex), kept in every entry that used it."""
        content = [
            {
                "year": year.year,
                "status": year.status,
                "source": year.source,
                "off": sorted(year.off),
                "work": sorted(year.work),
            }
            for year in self.years
        ]
        return digest(canonical(content))

    def is_workday(self, day: date) -> bool:
        """Whether people work on `day`: Monday to Friday but holidays, and 调休 weekends."""
        if isinstance(day, datetime):  # would be equal to no date and pass for an ordinary day
            raise TypeError("须为日期，不是时间")
        self._status(day.year)
        if day in self._work:
            return True
        return day not in self._off and day.weekday() < 5

    def add_workdays(self, start: date, n: int, *, counting_start: bool = False) -> date:
        """The `n`-th working day after `start`; `start` itself when n is 0.

        With `counting_start` the start is day 1 if it is a working day. ValueError when n < 0.
        """
        if n < 0:
            raise ValueError("工作日数不能为负")
        if n == 0:
            return start
        day = start if counting_start else start + ONE_DAY
        left = n - self.is_workday(day)
        while left:
            day += ONE_DAY
            left -= self.is_workday(day)
        return day

    def workdays_between(self, first: date, last: date) -> int:
        """How many working days lie in `first` … `last`, both inclusive; 0 when last is earlier."""
        return sum(self.is_workday(day) for day in _days(first, last))

    def workdays_until(self, today: date, day: date) -> int:
        """How many working days are left after `today` up to and with `day`; negative once it is past."""
        if day < today:
            return -self.workdays_between(day + ONE_DAY, today)
        return self.workdays_between(today + ONE_DAY, day)

    def completed_workdays(self, posted_on: date, today: date, posting_day: PostingDay) -> int:
        """The working days of a window that are fully over before `today` begins.

        For «is the window over?» compare today with `window_end`: that needs no year after it.
        """
        first = posted_on if _posting_day_counts(posting_day) else posted_on + ONE_DAY
        return self.workdays_between(first, today - ONE_DAY)

    def window_end(self, posted_on: date, n: int, posting_day: PostingDay) -> date:
        """The last counted day of a window of `n` working days; acts may follow from the next day.

        `exclusive` counts from the day after posting (the safe reading), `inclusive` takes the
        day of posting as day 1 if it is a working day. The Regulation leaves this open.
        """
        return self.add_workdays(posted_on, n, counting_start=_posting_day_counts(posting_day))

    def estimated(self, first: date, last: date) -> bool:
        """Whether any day of `first` … `last` lies in a year that is only estimated (暂按推算)."""
        states = [self._status(year) for year in range(first.year, last.year + 1)]
        return first <= last and "estimated" in states

    def _status(self, year: int) -> Status:
        try:
            return self._states[year]
        except KeyError:
            raise CalendarMissing(year) from None

    @cached_property
    def _states(self) -> Mapping[int, Status]:
        return {year.year: year.status for year in self.years}

    @cached_property
    def _off(self) -> frozenset[date]:
        return frozenset().union(*(year.off for year in self.years))

    @cached_property
    def _work(self) -> frozenset[date]:
        return frozenset().union(*(year.work for year in self.years))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=step) for step in range((last - first).days + 1))


def _posting_day_counts(posting_day: str) -> bool:
    if posting_day not in ("exclusive", "inclusive"):
        raise ValueError(f"公示首日的算法不明：{posting_day}")
    return posting_day == "inclusive"
