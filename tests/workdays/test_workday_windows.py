"""Rules of counting working days (工作日), against a count day by day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workflow.workdays import Calendar, CalendarMissing, PostingDay

DAY = timedelta(days=1)
LAST = date(2028, 12, 31)

days = st.dates(date(2023, 1, 1), date(2028, 8, 31))
near = st.integers(0, 60)
counts = st.integers(1, 40)
conventions: st.SearchStrategy[PostingDay] = st.sampled_from(["exclusive", "inclusive"])


def counted(calendar: Calendar, posted_on: date, posting_day: PostingDay) -> list[date]:
    """Every day that may count for a window, in order, found by walking to the end of the data."""
    found = []
    day = posted_on
    while day <= LAST and len(found) < 45:
        if calendar.is_workday(day) and (day != posted_on or posting_day == "inclusive"):
            found.append(day)
        day += DAY
    return found


@given(days, counts, conventions)
def test_a_window_ends_on_the_nth_day_that_counts(
    calendar: Calendar, posted_on: date, n: int, posting_day: PostingDay
) -> None:
    expected = counted(calendar, posted_on, posting_day)[n - 1]
    assert calendar.window_end(posted_on, n, posting_day) == expected


@given(days, st.integers(-5, 60), conventions)
def test_completed_days_are_those_that_ended_before_today(
    calendar: Calendar, posted_on: date, later: int, posting_day: PostingDay
) -> None:
    today = posted_on + later * DAY
    expected = [day for day in counted(calendar, posted_on, posting_day) if day < today]
    assert calendar.completed_workdays(posted_on, today, posting_day) == len(expected)


@given(days, near, counts, conventions)
def test_n_days_are_completed_exactly_when_the_window_end_has_passed(
    calendar: Calendar, posted_on: date, later: int, n: int, posting_day: PostingDay
) -> None:
    today = posted_on + later * DAY
    over = calendar.completed_workdays(posted_on, today, posting_day) >= n
    assert over == (today > calendar.window_end(posted_on, n, posting_day))


@given(days, near)
def test_a_span_is_counted_with_both_its_ends(calendar: Calendar, first: date, length: int) -> None:
    span = [first + step * DAY for step in range(length + 1)]
    expected = sum(1 for day in span if calendar.is_workday(day))
    assert calendar.workdays_between(first, span[-1]) == expected


@given(days, counts, conventions)
def test_including_the_posting_day_saves_one_working_day_at_most(
    calendar: Calendar, posted_on: date, n: int, posting_day: PostingDay
) -> None:
    safe = calendar.window_end(posted_on, n, "exclusive")
    early = calendar.window_end(posted_on, n, "inclusive")
    saved = calendar.workdays_between(early + DAY, safe)
    assert saved == (1 if calendar.is_workday(posted_on) else 0)


def test_a_public_notice_of_five_days_ends_before_the_tomb_sweeping_holiday(
    calendar: Calendar,
) -> None:
    posted_on = date(2026, 3, 26)
    assert calendar.window_end(posted_on, 5, "exclusive") == date(2026, 4, 2)
    assert calendar.window_end(posted_on, 5, "inclusive") == date(2026, 4, 1)
    assert calendar.completed_workdays(posted_on, date(2026, 4, 2), "exclusive") == 4
    assert calendar.completed_workdays(posted_on, date(2026, 4, 3), "exclusive") == 5
    assert not calendar.estimated(posted_on, date(2026, 4, 3))


def test_a_branch_is_given_the_working_saturday_as_one_of_its_five_days(
    calendar: Calendar,
) -> None:
    assert calendar.is_workday(date(2026, 2, 28))
    assert calendar.add_workdays(date(2026, 2, 26), 5) == date(2026, 3, 4)


def test_a_notice_posted_on_a_day_off_begins_on_the_first_working_day(calendar: Calendar) -> None:
    new_year = date(2026, 2, 17)
    for posting_day in ("exclusive", "inclusive"):
        assert calendar.window_end(new_year, 1, posting_day) == date(2026, 2, 24)


def test_no_days_asked_for_is_the_start_itself_and_fewer_is_refused(calendar: Calendar) -> None:
    assert calendar.add_workdays(date(2026, 2, 17), 0) == date(2026, 2, 17)
    with pytest.raises(ValueError, match="不能为负"):
        calendar.add_workdays(date(2026, 2, 17), -1)


@given(days, st.integers(1, 60))
def test_a_span_that_ends_before_it_begins_holds_nothing(
    calendar: Calendar, first: date, back: int
) -> None:
    assume(first - back * DAY >= date(2023, 1, 1))
    assert calendar.workdays_between(first, first - back * DAY) == 0
    assert not calendar.estimated(first, first - back * DAY)


def test_a_year_without_an_arrangement_is_refused_and_named(calendar: Calendar) -> None:
    for ask in (
        lambda: calendar.is_workday(date(2029, 1, 1)),
        lambda: calendar.add_workdays(date(2028, 12, 28), 5),
        lambda: calendar.workdays_between(date(2028, 12, 28), date(2029, 1, 2)),
        lambda: calendar.completed_workdays(date(2028, 12, 28), date(2029, 1, 3), "exclusive"),
        lambda: calendar.window_end(date(2028, 12, 28), 5, "inclusive"),
        lambda: calendar.estimated(date(2028, 12, 28), date(2029, 1, 1)),
    ):
        with pytest.raises(CalendarMissing) as refusal:
            ask()
        assert refusal.value.year == 2029
        assert str(refusal.value) == "没有2029年的放假安排，不能推算工作日"


def test_the_end_of_a_window_needs_no_year_after_it(calendar: Calendar) -> None:
    assert calendar.window_end(date(2028, 12, 1), 5, "exclusive") == date(2028, 12, 8)


@given(days, near)
def test_a_span_is_estimated_when_one_of_its_days_lies_in_an_estimated_year(
    calendar: Calendar, first: date, length: int
) -> None:
    last = first + length * DAY
    assert calendar.estimated(first, last) == (last >= date(2027, 1, 1))


def test_a_time_is_not_taken_for_a_day(calendar: Calendar) -> None:
    with pytest.raises(TypeError):
        calendar.is_workday(datetime(2026, 10, 1, tzinfo=UTC))


def test_a_convention_that_is_misspelt_is_refused(calendar: Calendar) -> None:
    with pytest.raises(ValueError, match="inclusiv"):
        calendar.window_end(date(2026, 3, 26), 5, "inclusiv")  # type: ignore[arg-type]  # the slip under test
