"""Due days are counted in working days, and where no calendar tells them it is said."""

from datetime import date

import pytest
from playing import DEFINITIONS

from web.due import due_of
from workflow.queries.cards import near
from workflow.workdays import Calendar, load

FRIDAY = date(2026, 3, 6)


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    """The calendar of the house."""
    return load(DEFINITIONS / "calendars")


@pytest.mark.parametrize(("due_on", "today", "text", "late", "soon"), [
    ("2026-03-06", FRIDAY, "今天到期", False, True),
    ("2026-03-10", FRIDAY, "剩2个工作日", False, True),
    ("2026-03-11", FRIDAY, "剩3个工作日", False, False),
    ("2026-03-06", date(2026, 3, 7), "逾期，今天不是工作日", True, False),
    ("2026-03-06", date(2026, 3, 10), "逾期2个工作日", True, False),
    ("2027-03-10", date(2027, 3, 8), "剩2个工作日（暂按推算）", False, True),
    ("2099-03-10", FRIDAY, "该年放假安排未公布", False, False),
    ("2026-03-06", date(2099, 3, 8), "逾期", True, False),
])  # fmt: skip
def test_a_due_day_says_how_many_working_days_are_left_or_over(
    calendar: Calendar, due_on: str, today: date, text: str, late: bool, soon: bool
) -> None:
    due = due_of(calendar, due_on, today)
    assert due is not None
    assert (due.text, due.late, due.is_soon) == (text, late, soon)


def test_without_a_due_day_there_is_none(calendar: Calendar) -> None:
    assert due_of(calendar, "", FRIDAY) is None


def test_near_is_two_working_days_on_or_plain_ones_without_a_calendar(calendar: Calendar) -> None:
    assert near(calendar, FRIDAY) == date(2026, 3, 10)
    assert near(calendar, date(2099, 3, 6)) == date(2099, 3, 8)
