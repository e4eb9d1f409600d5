"""The arithmetic: two thirds, more than half, and months against a calendar gone through by hand."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import pytest
from candidacy import tenure
from hypothesis import given
from hypothesis import strategies as st
from scene import BODY, item, members, views

from workflow.dossier import MeetingFile, View
from workflow.guards.count import Count, counts, is_majority, is_quorum
from workflow.guards.tenure import Tenure, at_level, ledger, months, present_post, runs
from workflow.workdays import add_months

DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))


@given(due=st.integers(1, 400), present=st.integers(0, 400))
def test_two_thirds_or_more_are_a_quorum(due: int, present: int) -> None:
    assert is_quorum(present, due) is (Fraction(present, due) >= Fraction(2, 3))


@given(due=st.integers(1, 400), agree=st.integers(0, 400))
def test_more_than_half_of_those_due_are_a_majority(due: int, agree: int) -> None:
    assert is_majority(agree, due) is (Fraction(agree, due) > Fraction(1, 2))


def test_every_count_of_every_body_up_to_sixty_members_is_judged_as_its_fraction() -> None:
    """Every boundary, which a random pair of figures seldom meets (two of three, four of six …)."""
    for due in range(1, 61):
        for figure in range(due + 1):
            assert is_quorum(figure, due) is (Fraction(figure, due) >= Fraction(2, 3))
            assert is_majority(figure, due) is (Fraction(figure, due) > Fraction(1, 2))


def test_seven_of_ten_are_a_quorum_and_six_are_not() -> None:
    assert is_quorum(7, 10) and not is_quorum(6, 10)


def test_six_of_eleven_are_a_majority_and_five_of_ten_are_not() -> None:
    assert is_majority(6, 11) and not is_majority(5, 10)


def test_of_a_body_without_members_nothing_is_a_quorum_or_a_majority() -> None:
    assert not is_quorum(0, 0) and not is_majority(1, 0)


def test_the_recused_stay_among_those_due_unless_the_edition_takes_them_out() -> None:
    seen = item(seen=views(9, m3={"recused": True}, m11={"recused": True}), agree=7)
    assert counts(seen) == Count(11, 8, 7)
    assert counts(seen, "shrink") == Count(9, 8, 7)


def test_guests_and_alternates_are_in_no_count() -> None:
    guest, usual = View("guest", True, view="agree"), item()
    body = type(BODY)("body", "市委常委会", BODY.kind, "city", members(m11="alternate"))
    sitting = item(body=body, seen=(*usual.views, guest, View("m11", True)))
    assert counts(sitting) == Count(10, 9, 8)


def test_without_a_roster_the_members_of_that_day_are_due() -> None:
    bare = item()
    sitting = MeetingFile("m", BODY, BODY.kind, bare.meeting.held_on, "m1")
    seen = type(bare)(sitting, bare.activity, "c1", bare.act, bare.views, {})
    assert counts(seen) == Count(11, 9, 0)


def post(start: date, end: date | None = None, level: str = "township_chief") -> Tenure:
    return Tenure(start, end, level)


def by_hand(spans: Sequence[tuple[date, date | None]], as_of: date) -> int:
    """Every day covered before `as_of`, then months stepped off run by run."""
    covered = set()
    for start, end in spans:
        last = as_of - timedelta(days=1) if end is None else min(end, as_of - timedelta(days=1))
        covered |= {start + timedelta(days=n) for n in range((last - start).days + 1)}
    total = 0
    for day in sorted(covered):
        if day - timedelta(days=1) in covered:
            continue
        after = day
        while after in covered:
            after += timedelta(days=1)
        steps = 0
        while add_months(day, steps + 1) <= after:
            steps += 1
        total += steps
    return total


@given(
    spans=st.lists(st.tuples(DAYS, st.none() | st.integers(0, 2000)), max_size=4),
    as_of=st.dates(date(2010, 1, 1), date(2026, 12, 31)),
)
def test_months_are_those_of_the_days_covered(
    spans: list[tuple[date, int | None]], as_of: date
) -> None:
    dated = [(start, None if n is None else start + timedelta(days=n)) for start, n in spans]
    assert months([post(*one) for one in dated], as_of) == by_hand(dated, as_of)


@pytest.mark.parametrize(
    ("posts", "as_of", "needed"),
    [
        ([post(date(2018, 8, 1), date(2020, 7, 31))], date(2026, 1, 1), 24),
        ([post(date(2018, 8, 1), date(2020, 7, 30))], date(2026, 1, 1), 23),
        ([post(date(2023, 3, 25))], date(2026, 3, 25), 36),
        ([post(date(2023, 3, 26))], date(2026, 3, 25), 35),
        ([post(date(2020, 9, 10), date(2022, 5, 19)), post(date(2022, 5, 20))],
         date(2026, 3, 25), 66),
        ([post(date(2020, 1, 1), date(2021, 12, 31)), post(date(2021, 1, 1), date(2021, 12, 31))],
         date(2026, 1, 1), 24),
        ([post(date(2020, 1, 1), date(2020, 12, 31)), post(date(2022, 1, 1), date(2022, 12, 31))],
         date(2026, 1, 1), 24),
        ([post(date(2027, 1, 1))], date(2026, 1, 1), 0),
        ([], date(2026, 1, 1), 0),
    ],
)  # fmt: skip
def test_full_months_at_the_boundaries(posts: list[Tenure], as_of: date, needed: int) -> None:
    assert months(posts, as_of) == needed


def test_overlapping_posts_are_one_run_and_a_gap_makes_two() -> None:
    first, inside = post(date(2020, 1, 1), date(2020, 12, 31)), post(date(2020, 3, 1), date(2020, 4, 1))
    later = post(date(2021, 1, 2))
    assert runs([first, inside, later], date(2021, 6, 1)) == [
        (date(2020, 1, 1), date(2021, 1, 1)), (date(2021, 1, 2), date(2021, 6, 1)),
    ]  # fmt: skip


@pytest.mark.parametrize("flag", ["attached", "acting", "study", "probation"])
def test_what_is_flagged_does_not_count(flag: str) -> None:
    told = ledger([tenure("2020-01-01", **{flag: True})])
    assert told[0].flags and at_level(told, 2) == ()


def test_a_post_that_is_not_leading_counts_only_at_the_lowest_level() -> None:
    plain = tenure("2020-01-01", leading=False)
    staff = tenure("2020-01-01", level="staff", leading=False)
    assert at_level(ledger([plain]), 2) == () and len(at_level(ledger([staff]), 0)) == 1


@pytest.mark.parametrize(("position", "leading"), [("chief", True), ("other", False)])
def test_where_nobody_said_whether_a_post_leads_its_position_tells(
    position: str, leading: bool
) -> None:
    told = ledger([tenure("2020-01-01", leading=None, position=position)])
    assert told[0].leading is leading


def test_a_tenure_without_day_or_known_level_is_left_out_and_odd_values_read_as_nothing() -> None:
    facts = [tenure("不明"), tenure("2020-01-01", level="emperor"),
             tenure("2020-01-01", position="不明", terms=True)]  # fmt: skip
    (one,) = ledger(facts)
    assert one.position == "other" and one.terms is None


def test_the_present_post_is_the_highest_that_is_held() -> None:
    told = ledger([
        tenure("2015-01-01", level="county_chief", attached=True),
        tenure("2016-01-01", "2019-12-31", "county_chief"),
        tenure("2020-01-01", level="county_deputy", position="deputy"),
        tenure("2021-01-01", level="county_deputy", position="chief", terms=1),
        tenure("2030-01-01", level="county_chief"),
    ])  # fmt: skip
    held = present_post(told, date(2026, 1, 1))
    assert held is not None and (held.level, held.position) == ("county_deputy", "chief")
    assert held.terms == 1 and present_post(told, date(2014, 1, 1)) is None
