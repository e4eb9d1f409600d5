"""Working days left until a due day: none on the day itself, negative once it is past."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workflow.workdays import Calendar, Year

CALENDAR = Calendar((Year(2026, "official", "虚构", frozenset(), frozenset()),))
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def test_the_weekend_is_not_counted() -> None:
    friday = date(2026, 3, 6)
    told = [CALENDAR.workdays_until(friday, friday + timedelta(days=n)) for n in (-7, -1, 0, 1, 3, 4)]
    assert told == [-5, -1, 0, 0, 1, 2]


@given(DAYS, DAYS)
def test_it_is_what_is_reached_by_adding_and_the_opposite_the_other_way(today, day) -> None:
    left = CALENDAR.workdays_until(today, day)
    assert CALENDAR.workdays_until(day, today) == -left
    if left > 0:
        assert CALENDAR.add_workdays(today, left) <= day
