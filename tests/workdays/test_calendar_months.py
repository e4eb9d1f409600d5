"""Rules of calendar months (足月) and of the day in Shanghai."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.workdays import (
    add_months,
    closed_months,
    full_months,
    local_day,
    same_day_next_year,
)

DAY = timedelta(days=1)
days = st.dates(date(1950, 1, 1), date(2100, 12, 31))


def is_last_of_month(day: date) -> bool:
    return (day + DAY).month != day.month


def reached_by_walking(start: date, as_of: date) -> int:
    """How often, walking day by day, the day of the month of `start` or its stand-in was met."""
    met = 0
    day = start + DAY
    while day <= as_of:
        if day.day == start.day or (is_last_of_month(day) and day.day < start.day):
            met += 1
        day += DAY
    return met


@given(days, st.integers(-40, 1500))
def test_full_months_are_the_days_of_the_month_met_on_the_way(start: date, length: int) -> None:
    as_of = start + length * DAY
    assert full_months(start, as_of) == reached_by_walking(start, as_of)


@given(days, st.integers(0, 600))
def test_a_month_is_full_on_its_day_and_not_on_the_day_before(start: date, months: int) -> None:
    reached = add_months(start, months)
    assert full_months(start, reached) == months
    assert full_months(start, reached - DAY) == max(months - 1, 0)


@given(days, st.integers(-600, 600))
def test_months_keep_the_day_or_take_the_last_of_a_shorter_month(day: date, n: int) -> None:
    moved = add_months(day, n)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == n
    assert moved.day == day.day or (moved.day < day.day and is_last_of_month(moved))


def test_three_years_less_one_day_are_not_thirty_six_months() -> None:
    as_of = date(2026, 3, 25)
    assert full_months(date(2023, 3, 25), as_of) == 36
    assert full_months(date(2023, 3, 26), as_of) == 35


def test_a_month_from_the_31st_is_full_on_the_last_day_of_february() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert full_months(date(2026, 1, 31), date(2026, 2, 27)) == 0
    assert full_months(date(2026, 1, 31), date(2026, 2, 28)) == 1
    assert full_months(date(2028, 1, 31), date(2028, 2, 28)) == 0


def test_a_closed_period_counts_its_last_day() -> None:
    assert closed_months(date(2018, 8, 1), date(2020, 7, 31)) == 24
    assert closed_months(date(2018, 8, 1), date(2020, 7, 30)) == 23


def test_a_township_period_of_the_worked_example_is_thirty_seven_months() -> None:
    assert closed_months(date(2012, 7, 16), date(2015, 8, 31)) == 37
    assert full_months(date(2012, 7, 16), date(2026, 3, 25)) == 164


def test_the_same_day_next_year_of_a_leap_day_is_the_28th() -> None:
    assert same_day_next_year(date(2026, 4, 8)) == date(2027, 4, 8)
    assert same_day_next_year(date(2028, 2, 29)) == date(2029, 2, 28)


def test_the_day_begins_at_midnight_in_shanghai() -> None:
    assert local_day(datetime(2026, 3, 31, 15, 59, 59, 999999, UTC)) == date(2026, 3, 31)
    assert local_day(datetime(2026, 3, 31, 16, 0, tzinfo=UTC)) == date(2026, 4, 1)
    with pytest.raises(ValueError, match="没有时区"):
        local_day(datetime(2026, 3, 31, 16, 0))
