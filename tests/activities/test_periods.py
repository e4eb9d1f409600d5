"""Periods: a year ends on the day before its date comes round again; nothing is over by itself."""

from datetime import date, timedelta

import pytest
from dossiers import act, activity, dossier, field, round_of
from hypothesis import given
from hypothesis import strategies as st

from workflow.activities import KINDS
from workflow.activities.period import span

KIND = KINDS["period"]
TRIAL = activity("period", record=(), length={"years": 1, "starts": "notice.notice_on"})
NOTICE = activity("form", fields={"notice_on": field("date")})


def seen(start: str | None, today: date = date(2026, 3, 20), activity=TRIAL):
    values = {"notice_on": start} if start else {}
    rounds = {"notice": (round_of(act("record", 2, values), activity=NOTICE),)}
    return dossier(activities={"notice": NOTICE, "trial": activity}, rounds=rounds, today=today)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-04-08", "2027-04-07"), ("2026-01-01", "2026-12-31"),
        ("2027-02-28", "2028-02-27"), ("2027-03-01", "2028-02-29"), ("2028-02-29", "2029-02-27"),
    ],
)  # fmt: skip
def test_a_year_ends_the_day_before_the_same_date_next_year(start: str, end: str) -> None:
    assert span(TRIAL, seen(start)) == {"start": start, "end": end}


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_it_is_over_on_the_day_after_its_last_day_and_not_on_it(start: date) -> None:
    end = date.fromisoformat(span(TRIAL, seen(start.isoformat()))["end"])
    assert len(KIND.lacks(TRIAL, None, seen(start.isoformat(), end))) == 1
    assert KIND.lacks(TRIAL, None, seen(start.isoformat(), end + timedelta(days=1))) == []


def test_a_lack_says_until_when_it_runs() -> None:
    (lack,) = KIND.lacks(TRIAL, None, seen("2026-04-08", date(2026, 5, 1)))
    assert "2027-04-07" in lack.found


def test_what_has_not_begun_is_not_over() -> None:
    assert span(TRIAL, seen(None)) == {}
    assert len(KIND.lacks(TRIAL, None, seen(None, date(2099, 1, 1)))) == 1


def test_several_years_are_counted_in_years() -> None:
    two = activity("period", record=(), length={"years": 2, "starts": "notice.notice_on"})
    assert span(two, seen("2028-02-29", activity=two))["end"] == "2030-02-27"


def test_nobody_records_a_period() -> None:
    for name in ("record", "approve", "conclude"):
        assert len(KIND.check(TRIAL, name, {}, None, seen(None))) == 1
