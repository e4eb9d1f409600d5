"""A public window on the calendar (公示日历): month tables with work days, 调休, holidays, first and last."""

from calendar import Calendar as Weeks
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from workflow.guards.window import Window
from workflow.workdays import Calendar, CalendarMissing

WEEKS = Weeks(firstweekday=0)
SATURDAY = 5
KINDS = {"work": "工作日", "made_up": "调休上班", "weekend": "周末", "holiday": "放假", "unknown": "未知"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One day: what it is by the arrangement, and what it is to the window."""

    day: date
    kind: str  # a name of KINDS
    marks: tuple[str, ...]
    counted: int  # its number among the counted days; 0 where it does not count
    today: bool

    @property
    def told(self) -> str:
        """What a screen reader says of it."""
        count = (f"第{self.counted}个工作日",) if self.counted else ()
        return "，".join((f"{self.day.month}月{self.day.day}日", KINDS[self.kind], *count, *self.marks))


@dataclass(frozen=True, slots=True)
class Month:
    """One month in weeks from Monday; days of other months are None."""

    year: int
    month: int
    estimated: bool
    weeks: tuple[tuple[Cell | None, ...], ...]


def months(calendar: Calendar, span: Window, today: date) -> Iterator[Month]:
    """The months that a window touches; only that of the posting where its end is not known."""
    last, counts = span.end or span.posted_on, dict(_counted(calendar, span))
    year, month = span.posted_on.year, span.posted_on.month
    while (year, month) <= (last.year, last.month):
        weeks = tuple(
            tuple(_cell(calendar, span, counts, day, today) if day.month == month else None
                  for day in week)
            for week in WEEKS.monthdatescalendar(year, month)
        )  # fmt: skip
        yield Month(year, month, _estimated(calendar, date(year, month, 1)), weeks)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _counted(calendar: Calendar, span: Window) -> Iterator[tuple[date, int]]:
    """The counted days with their numbers, up to the last."""
    if span.end is None:
        return
    day = span.posted_on + timedelta(days=span.posting_day != "inclusive")
    number = 0
    while day <= span.end:
        if calendar.is_workday(day):
            number += 1
            yield day, number
        day += timedelta(days=1)


def _cell(
    calendar: Calendar, span: Window, counts: dict[date, int], day: date, today: date
) -> Cell:
    first = next(iter(counts), None)
    marks = ("发布",) if day == span.posted_on else ()
    marks += ("首日",) if day == first else ()
    marks += ("末日",) if day == span.end else ()
    return Cell(day, _kind(calendar, day), marks, counts.get(day, 0), day == today)


def _kind(calendar: Calendar, day: date) -> str:
    try:
        works = calendar.is_workday(day)
    except CalendarMissing:
        return "unknown"
    if day.weekday() >= SATURDAY:
        return "made_up" if works else "weekend"
    return "work" if works else "holiday"


def _estimated(calendar: Calendar, day: date) -> bool:
    try:
        return calendar.estimated(day, day)
    except CalendarMissing:
        return False
