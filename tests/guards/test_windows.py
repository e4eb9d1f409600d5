"""Public windows in working days: the calendar brute-forced, complaints closed, exemptions true."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judging import GUARDS, ONE_DAY, gaps, recorded, rules
from recorded import RECORDED
from scene import (
    ABSENT,
    HELD_ON,
    STEPS,
    TODAY,
    calendar,
    dossier,
    patched,
)

from workflow.dossier import Dossier, SelectionFile
from workflow.workdays import Calendar

# 公示期


def posted(on: date, today: date, **edition: Any) -> Dossier:
    return recorded("publicity_notice", {"posted_on": on.isoformat()}, today=today,
                    settings=edition)  # fmt: skip


@pytest.mark.parametrize(
    ("posting_day", "today", "met"),
    [
        ("exclusive", date(2026, 4, 2), False),
        ("exclusive", date(2026, 4, 3), True),
        ("inclusive", date(2026, 4, 1), False),
        ("inclusive", date(2026, 4, 2), True),
    ],
)
def test_posted_on_thursday_26_march_five_working_days_end_on_2_april_or_on_1_april(
    posting_day: str, today: date, met: bool
) -> None:
    seen = posted(date(2026, 3, 26), today, publicity_posting_day=posting_day)
    assert rules("publicity_days", seen) == ([] if met else ["R-APT-03"])


def test_a_refusal_says_how_many_days_are_done_and_when_one_may_go_on() -> None:
    gap = gaps("publicity_days", posted(date(2026, 3, 26), date(2026, 4, 2)))[0]
    assert "已满4个工作日" in gap.found and "2026-04-03" in gap.needed


@settings(max_examples=60)
@given(
    on=st.dates(date(2024, 1, 1), date(2026, 10, 1)),
    days=st.integers(5, 12),
    inclusive=st.booleans(),
    after=st.integers(0, 30),
)
def test_the_window_is_over_when_as_many_working_days_lie_wholly_behind(
    on: date, days: int, inclusive: bool, after: int
) -> None:
    today = on + timedelta(days=after)
    first = on if inclusive else on + ONE_DAY
    behind = sum(calendar().is_workday(first + timedelta(days=n))
                 for n in range((today - first).days))  # fmt: skip
    seen = posted(on, today, publicity_workdays=days,
                  publicity_posting_day="inclusive" if inclusive else "exclusive")  # fmt: skip
    assert (rules("publicity_days", seen) == []) is (behind >= days)


def test_no_setting_makes_the_window_shorter_than_five_working_days() -> None:
    seen = posted(date(2026, 3, 26), date(2026, 4, 2), publicity_workdays=1)
    assert rules("publicity_days", seen) == ["R-APT-03"]


def test_a_year_without_arrangement_is_refused_and_named() -> None:
    found = gaps("publicity_days", posted(date(2031, 3, 3), date(2031, 4, 3)))
    assert [gap.rule for gap in found] == ["R-APT-03"]
    assert "2031" in found[0].found and found[0].part == ""


def test_an_estimated_year_asks_for_a_reason_under_its_own_part() -> None:
    found = gaps("publicity_days", posted(date(2027, 3, 1), date(2027, 4, 1)))
    assert [(gap.rule, gap.part) for gap in found] == [("R-APT-03", "estimated")]
    early = gaps("publicity_days", posted(date(2027, 3, 1), date(2027, 3, 2)))
    assert [gap.part for gap in early] == ["estimated", ""]


def test_days_done_are_left_out_where_the_present_year_is_unknown() -> None:
    known = Calendar(tuple(year for year in calendar().years if year.year <= 2026))
    seen = replace(posted(date(2026, 12, 1), date(2027, 2, 1)), calendar=known)
    assert rules("publicity_days", seen) == []
    assert GUARDS["publicity_days"].judge(seen).inputs["done"] is None


EXEMPT = {"special_post": True}


@pytest.mark.parametrize(
    "guard",
    ["publicity_after_decision", "publicity_days", "publicity_text", "exceptional_shown",
     "complaints_closed", "publicity_concluded", "notice_after_publicity"],
)  # fmt: skip
def test_an_exempt_post_needs_no_window(guard: str) -> None:
    assert rules(guard, dossier({}, profile=EXEMPT)) == []


CHANGE = SelectionFile("s1", "换届", "dept", "body", "leadership_change")


@pytest.mark.parametrize(
    ("basis", "more", "met"),
    [
        ("special_post", {"profile": EXEMPT}, True),
        ("publicised_in_change", {"profile": EXEMPT}, False),
        ("", {"profile": EXEMPT}, False),
        ("publicised_in_change", {"selection": CHANGE}, True),
        ("special_post", {"selection": CHANGE}, False),
    ],
)
def test_an_exemption_names_the_ground_that_is_true(
    basis: str, more: dict[str, Any], met: bool
) -> None:
    seen = recorded("publicity_exemption", {"basis": basis}, **more)
    assert rules("publicity_held", seen) == ([] if met else ["R-APT-01"])


def test_publicity_before_any_decision_is_found() -> None:
    assert rules("publicity_after_decision", dossier(RECORDED, items={})) == ["R-APT-02"]
    on_the_day = recorded("publicity_notice", {"posted_on": HELD_ON.isoformat()})
    assert rules("publicity_after_decision", on_the_day) == []


def test_the_conclusions_are_judged_where_the_window_is_unknown() -> None:
    seen = recorded("publicity_notice", {"posted_on": "2031-03-03"})
    assert rules("publicity_concluded", seen) == ["R-APT-06"] * 3
    bare = seen.edition.process.model_copy(update={"activities": {}})
    seen = replace(dossier(RECORDED), edition=seen.edition.model_copy(update={"process": bare}))
    assert rules("publicity_concluded", seen) == []  # the two duties of the Regulation


# 举报


def complaint(**told: Any) -> Dossier:
    usual = {"no": "1", "received_on": "2026-03-27", "signed": True, "concrete": True,
             "finding": "查核情况", "outcome": "unfounded", "closed_on": "2026-04-02"}  # fmt: skip
    return recorded("publicity_notice", {"complaints": [patched(usual, told)]})


@pytest.mark.parametrize(
    ("told", "met"),
    [
        ({}, True),
        ({"outcome": "minor"}, True),
        ({"outcome": "disqualifying"}, False),
        ({"outcome": ABSENT}, False),
        ({"closed_on": ABSENT}, False),
        ({"closed_on": "2026-04-10"}, False),
        ({"outcome": "delayed", "delayed_until": "2026-06-27"}, False),
        ({"outcome": "delayed"}, False),
        ({"outcome": ABSENT, "signed": False}, False),
        ({"outcome": ABSENT, "signed": False, "concrete": False}, True),
        ({"outcome": ABSENT, "signed": False, "concrete": False, "finding": ""}, False),
    ],
)
def test_every_complaint_is_closed_with_an_outcome(told: dict[str, Any], met: bool) -> None:
    assert rules("complaints_closed", complaint(**told)) == ([] if met else ["R-APT-05"])


@pytest.mark.parametrize(("until", "late"), [("2026-06-27", False), ("2026-06-28", True)])
def test_a_delay_is_three_months_at_most(until: str, late: bool) -> None:
    gap = gaps("complaints_closed", complaint(outcome="delayed", delayed_until=until))[0]
    assert ("超过3个月" in gap.found) is late
    undated = complaint(outcome="delayed", delayed_until=until, received_on=ABSENT)
    assert "没有期限" in gaps("complaints_closed", undated)[0].found


# 预告、考察时间


def test_the_preview_of_an_estimated_year_asks_for_a_reason() -> None:
    values = {
        **RECORDED,
        "investigation_preview": patched(
            RECORDED["investigation_preview"], {"posted_on": "2027-03-01"}
        ),
        "investigation_talks": {"rows": [{"number": 1, "on": "2027-03-09"}]},
    }
    seen = dossier(values, today=date(2027, 3, 9))
    assert [gap.part for gap in gaps("preview_first", seen)] == ["estimated"]


@pytest.mark.parametrize(
    ("workdays", "today", "met"),
    [(0, date(2026, 2, 24), False), (0, date(2026, 2, 25), True), (1, date(2026, 2, 25), False),
     (1, date(2026, 2, 26), True), (3, date(2026, 2, 27), False), (3, date(2026, 2, 28), True)],
)  # fmt: skip
def test_the_preview_is_out_for_the_set_working_days(
    workdays: int, today: date, met: bool
) -> None:
    values = {**RECORDED, "investigation_talks": {"rows": []}}
    seen = dossier(values, today=today, settings={"preview_workdays": workdays})
    assert rules("preview_first", seen) == ([] if met else ["R-INV-05"])


@settings(max_examples=40)
@given(began=st.dates(date(2024, 1, 2), date(2026, 9, 1)), days=st.integers(0, 20),
       least=st.integers(1, 10))  # fmt: skip
def test_investigation_days_are_working_days_from_first_to_last(
    began: date, days: int, least: int
) -> None:
    today = began + timedelta(days=days)
    worked = sum(calendar().is_workday(began + timedelta(days=n)) for n in range(days + 1))
    steps = (*STEPS[:2], STEPS[2]._replace(on=began))
    seen = dossier({}, steps=steps, today=today, settings={"investigation_min_days": least})
    assert (rules("investigation_days", seen) == []) is (worked >= least)


def test_a_return_does_not_begin_the_investigation_anew() -> None:
    back = STEPS[2]._replace(seq=20, move="return_to_investigation", on=TODAY)
    assert rules("investigation_days", dossier({}, steps=(*STEPS, back))) == []
    again = STEPS[2]._replace(seq=20, on=TODAY)
    assert rules("investigation_days", dossier({}, steps=(*STEPS, again))) == ["R-INV-17"]
    assert rules("investigation_days", dossier({}, steps=())) == ["R-INV-17"]
    unknown = (*STEPS[:2], STEPS[2]._replace(on=date(2019, 3, 1)))
    assert rules("investigation_days", dossier({}, steps=unknown)) == ["R-INV-17"]
