"""Moving a story in time (日期平移): every day of the example on another working day."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from workflow.workdays import Calendar

ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
# Years in numbers of documents and minutes, and in the names of annual appraisals.
YEAR = re.compile(r"(?<=〔)20\d\d(?=〕)|(?<=常委会)20\d\d(?=-)|20\d\d(?=年度)")
ONE_DAY = timedelta(days=1)
SPRING = date(2026, 4, 1)


def moved(calendar: Calendar, days: int) -> Callable[[date], date]:
    """Where a day of the example comes to lie: so many days later, never on a day off."""

    def move(day: date) -> date:
        later = day + timedelta(days=days)
        while days and not calendar.is_workday(later):
            later += ONE_DAY
        return later

    return move


def dated(move: Callable[[date], date]) -> Callable[[str], str]:
    """The same for a text that is a day, and for the years in a text."""
    years = move(SPRING).year - SPRING.year

    def said(text: str) -> str:
        if ISO.fullmatch(text):
            return move(date.fromisoformat(text)).isoformat()
        return YEAR.sub(lambda found: str(int(found[0]) + years), text)

    return said
