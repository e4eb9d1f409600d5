"""Given the day on which a problem existed: which checks by its rules were done after it, by whom."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_chains import CASE, CHIEF, EDITION, MEETING, PERSON, SELECTION, START, act, entry, finding

from workflow.queries.missed import PROBLEMS, fitting, missed, rules_of
from workflow.queries.trace import Trace, trace

DAY = START.date()
GOAL = EDITION.process.goals[0]


def walked(*further: object) -> Trace:
    """A case in which the political check was done on days 2 and 6 and judged on day 4."""
    case = (
        CASE[0], act(2, 2, "political_check", "record"), act(3, 3, "four_checks", "record", CHIEF),
        entry("case:c", 4, 4, "move", {"move": "start_motion", "from": "analysis", "to": "proposal"},
              CHIEF, findings=[
                  {**finding("political_check"), "rules": ["R-POL-09"]},
                  {**finding("in_quota", "warn"), "rules": ["R-GEN-05"]}]),
        act(5, 6, "political_check", "record"),
        entry("case:c", 6, 7, "move", {"move": "appoint", "from": "proposal", "to": GOAL}, CHIEF),
        act(7, 8, "political_check", "approve", CHIEF), *further,
    )  # fmt: skip
    return trace(EDITION, "c", {
        "case:c": case, "selection:s": SELECTION, "person:p": PERSON, "meeting:m": MEETING,  # type: ignore[dict-item]
    })  # fmt: skip


def days(problem: str, since: date) -> list[tuple[str, int, str]]:
    """Rule, day of the story and hand of each check after the problem."""
    found = missed(EDITION, walked(), problem, since)
    return [(one.rules[0], (one.record.on - DAY).days, one.by.name) for one in found.after]


def test_only_checks_after_the_problem_and_by_its_rules_are_listed_in_order() -> None:
    assert days("political", DAY + timedelta(days=4)) == [
        ("R-POL-09", 4, "周岚"), ("R-POL-09", 6, "陈晓"), ("R-POL-09", 8, "周岚"),
    ]  # fmt: skip
    assert days("political", DAY + timedelta(days=9)) == []
    assert [one[1] for one in days("file", DAY)] == [3]
    assert days("kinship", DAY) == []


def test_the_day_of_the_problem_itself_counts_as_after_it() -> None:
    found = missed(EDITION, walked(), "political", DAY + timedelta(days=2))
    assert [(one.record.on - DAY).days for one in found.after] == [2, 4, 6, 8]
    found = missed(EDITION, walked(), "political", DAY + timedelta(days=3))
    assert [(one.record.on - DAY).days for one in found.before] == [2]


def test_a_condition_tells_its_result_and_a_record_leaves_that_to_its_entry() -> None:
    found = missed(EDITION, walked(), "political", DAY)
    assert [(one.act, one.result) for one in found.after][1] == ("启动动议", "met")
    assert found.after[0].result == ""


def test_what_nobody_did_after_the_day_is_named() -> None:
    titles = EDITION.process.activities
    early = missed(EDITION, walked(), "political", DAY).absent
    assert titles["political_check"].title not in early
    assert titles["political_assessment"].title in early
    late = missed(EDITION, walked(), "political", DAY + timedelta(days=9)).absent
    assert titles["political_check"].title in late


@pytest.mark.parametrize(("day", "before"), [(6, True), (7, False), (8, False)])
def test_only_a_problem_before_the_appointment_makes_it_one_with_a_flaw(
    day: int, before: bool
) -> None:
    found = missed(EDITION, walked(), "political", DAY + timedelta(days=day))
    assert found.appointed_on == DAY + timedelta(days=7)
    assert found.was_there_before == before


def test_who_was_not_appointed_was_not_appointed_with_a_flaw() -> None:
    told = trace(EDITION, "c", {
        "case:c": CASE[:3], "selection:s": SELECTION, "person:p": PERSON, "meeting:m": MEETING,
    })  # fmt: skip
    found = missed(EDITION, told, "political", date(2000, 1, 1))
    assert (found.appointed_on, found.was_there_before) == (None, False)


@given(st.dates(date(2026, 1, 1), date(2026, 2, 1)), st.sampled_from(sorted(PROBLEMS)))
def test_a_day_divides_the_checks_and_loses_none(since: date, problem: str) -> None:
    found, whole = (missed(EDITION, walked(), problem, one) for one in (since, date(2000, 1, 1)))
    assert sorted(one.record.seq for one in (*found.before, *found.after)) == sorted(
        one.record.seq for one in whole.after
    )
    assert all(one.record.on >= since for one in found.after)
    assert all(one.record.on < since for one in found.before)


def test_every_problem_is_looked_for_by_rules_and_activities_of_the_edition() -> None:
    for _, wanted in PROBLEMS.values():
        for one in wanted:
            assert fitting(EDITION.rules, [one]), one
        assert any(fitting(rules_of(activity), wanted)
                   for activity in EDITION.process.activities.values())  # fmt: skip


def test_a_group_takes_in_its_rules_and_a_rule_only_itself() -> None:
    rules = ["R-POL-01", "R-POLX-01", "R-CAND-01", "R-CAND-011"]
    assert fitting(rules, ["R-POL-", "R-CAND-01"]) == ("R-POL-01", "R-CAND-01")
