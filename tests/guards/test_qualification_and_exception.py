"""Qualifications and exceptional promotion: computed from verified facts, found under their rules."""

from datetime import date, timedelta
from typing import Any

import pytest
from candidacy import DECIDED, ITEMS, candidacy, fact, stated, tenure
from hypothesis import given
from hypothesis import strategies as st
from scene import ABSENT, HELD_ON, changed
from test_scope_quota_and_motion import approvals

from workflow.dossier import PostFile
from workflow.guards import GUARDS
from workflow.guards.career import as_of, measures, party_months, proposed_as_exception
from workflow.workdays import add_months, full_months

PLANNED = date(2026, 3, 25)
REVIEW = "qualification_review.items."
CHIEF = {"profile": {"target_level": "county_chief", "position": "chief"}}
TOWN = {"profile": {"target_level": "township_chief"}}
DEPUTY_NOW = (tenure("2024-03-25", level="county_deputy", position="deputy"),)
SHORT = (tenure("2023-03-26"), tenure("2012-07-16", "2015-08-31", "staff", grassroots=True))
SKIP = (tenure("2012-07-16", "2015-08-31", "staff", grassroots=True),
        tenure("2019-01-01", level="township_deputy"))  # fmt: skip
NO_GROUNDS = {"exceptional_grounds": ABSENT}
RANK = (fact("rank", title="四级调研员", **{"from": "2022-01-01"}),
        tenure("2015-01-01", "2021-12-31", "township_deputy"))  # fmt: skip
TABLE = {"settings": {"rank_holder_table": True}}
COLLEGE, SCHOOL = "大专", "高中"

UNMET: tuple[tuple[str, dict[str, Any], tuple[str, ...]], ...] = (
    ("basic_conditions", {"changes": {f"{REVIEW}q01.result": "not_met"}}, ("R-QUAL-01",)),
    ("basic_conditions", {"changes": {"investigation_material.basic_conditions.2":
                                      {"result": "not_met"}}}, ("R-QUAL-01",)),
    ("basic_conditions", {"changes": {"investigation_material": ABSENT, f"{REVIEW}q01": ABSENT}},
     ("R-QUAL-01",)),
    ("basic_conditions", {"changes": {"investigation_material.basic_conditions": [
        {"result": "met"}] * 5}}, ("R-QUAL-01",)),
    ("work_years", {"facts": (fact("work_start", on="2021-03-26"),), "changes": NO_GROUNDS},
     ("R-QUAL-02",)),
    ("work_years", {"without": ("work_start",)}, ("R-QUAL-02",)),
    ("work_years", {"changes": {**NO_GROUNDS, f"{REVIEW}q02.result": "not_met"}}, ("R-QUAL-02",)),
    ("grassroots_years", {"facts": (tenure("2015-01-01"),), "changes": NO_GROUNDS},
     ("R-QUAL-03",)),
    ("grassroots_years", {"facts": (tenure("2015-01-01", grassroots=True, attached=True),),
                          "changes": NO_GROUNDS}, ("R-QUAL-03",)),
    ("two_posts", {"facts": (tenure("2015-01-01"),)}, ("R-QUAL-04",)),
    ("two_posts", {"changes": {f"{REVIEW}q04.result": "not_met"}}, ("R-QUAL-04",)),
    ("two_posts", {"facts": (tenure("2015-01-01"), tenure("2026-03-26"))}, ("R-QUAL-04",)),
    ("deputy_tenure", {**CHIEF, "facts": (tenure("2024-03-26", level="county_deputy"),),
                       "changes": NO_GROUNDS}, ("R-QUAL-05",)),
    ("chief_tenure", {"facts": SHORT, "changes": NO_GROUNDS}, ("R-QUAL-06",)),
    ("chief_tenure", {"without": ("tenure",)}, ("R-QUAL-06",)),
    ("education_level", {"facts": (fact("education", kind="full_time", level=SCHOOL),)},
     ("R-QUAL-07",)),
    ("education_level", {"without": ("education",),
                         "facts": (stated("education", level="大学"),)}, ("R-QUAL-07",)),
    ("education_level", {"profile": {"target_level": "prefecture_deputy"},
                         "facts": (fact("education", kind="full_time", level=COLLEGE),)},
     ("R-QUAL-07",)),
    ("education_level", {"changes": {f"{REVIEW}q07.result": "not_met"}}, ("R-QUAL-07",)),
    ("training", {"facts": (fact("training", hours=549, to="2025-10-31"),)}, ("R-QUAL-09",)),
    ("training", {"facts": (fact("training", hours=560, to="2021-03-25"),)}, ("R-QUAL-09",)),
    ("training", {"facts": (fact("training", hours=560, to="2026-03-26"),)}, ("R-QUAL-09",)),
    ("training", {"changes": {f"{REVIEW}q08.result": "not_met"}}, ("R-QUAL-08",)),
    ("statutory_conditions", {"profile": {"statutory_basis": "法官法"},
                              "changes": {f"{REVIEW}q11.result": "not_applicable"}},
     ("R-QUAL-11",)),
    ("statutory_conditions", {"changes": {f"{REVIEW}q11.result": "not_met"}}, ("R-QUAL-11",)),
    ("party_years", {"profile": {"committee_level": "county"},
                     "facts": (fact("party", joined_on="2022-03-01", full_on="2023-03-26"),)},
     ("R-QUAL-12",)),
    ("party_years", {"profile": {"committee_level": "prefecture"}, "without": ("party",)},
     ("R-QUAL-12",)),
    ("party_years", {"profile": {"committee_level": "county"},
                     "settings": {"party_years": {"county": 15}}}, ("R-QUAL-12",)),
    ("rank_holder", {"facts": RANK}, ("R-QUAL-13",)),
    ("rank_holder", {"facts": RANK, **TABLE, "changes": {f"{REVIEW}q13.basis": ""}},
     ("R-QUAL-13",)),
    ("rank_holder", {"facts": RANK, **TABLE, "changes": {f"{REVIEW}q13.result": "not_met"}},
     ("R-QUAL-13",)),
    ("rank_holder", {"changes": {f"{REVIEW}q13.result": "not_met"}}, ("R-QUAL-13",)),
    ("township_tenure", {**TOWN, "facts": (tenure("2024-03-26", level="township_deputy"),)},
     ("R-QUAL-14",)),
    ("township_tenure", {"profile": {"target_level": "township_deputy"},
                         "facts": (tenure("2023-03-26", level="staff", leading=False),)},
     ("R-QUAL-14",)),
    ("township_tenure", {**TOWN, "settings": {"township_months": {"township_chief": 36}},
                         "facts": (tenure("2024-01-01", level="township_deputy"),)},
     ("R-QUAL-14",)),
    ("tenure_ledger", {"facts": (tenure("2015-01-01"), tenure("2018-01-01", acting=True))},
     ("R-QUAL-15",)),
    ("tenure_ledger", {"facts": (tenure("2015-01-01", "2016-01-01"), tenure("2018-01-01"))},
     ("R-QUAL-15",)),
    ("tenure_ledger", {"facts": (tenure("2015-01-01", precision="month"),)}, ("R-QUAL-15",)),
    ("tenure_ledger", {"facts": (stated("tenure", level="township_chief"),)}, ("R-QUAL-15",)),
    ("tenure_ledger", {"changes": {f"{REVIEW}q06.figure": 67}}, ("R-QUAL-15",)),
    ("tenure_ledger", {"changes": {f"{REVIEW}q15.result": "not_met"}}, ("R-QUAL-15",)),
    ("qualification_recheck", {"facts": SHORT, "changes": NO_GROUNDS}, ("R-QUAL-06",)),
    ("qualification_recheck", {"profile": {"statutory_basis": "法官法"},
                               "changes": {f"{REVIEW}q11": ABSENT}}, ("R-QUAL-11",)),
    ("stepwise", {"facts": SKIP, "changes": NO_GROUNDS}, ("R-EXC-01",)),
    ("stepwise", {"facts": (tenure("2019-01-01", level="staff", leading=False),)},
     ("R-EXC-06",)),
    ("stepwise", {"without": ("tenure",)}, ("R-EXC-01",)),
    ("stepwise", {"profile": {"target_level": ABSENT}, "post": PostFile(
        "post", "org", "副书记", "不明", "deputy", 2)}, ("R-EXC-01",)),
    ("exceptional_grounds_given", {"facts": SHORT, "changes": {"exceptional_grounds.grounds": []}},
     ("R-EXC-02",)),
    ("exceptional_grounds_given", {"facts": SHORT, "changes": {"exceptional_grounds.facts": ""}},
     ("R-EXC-02",)),
    ("exceptional_absolute", {"facts": SHORT, "changes": {f"{REVIEW}q01.result": "not_met"}},
     ("R-EXC-03",)),
    ("exceptional_absolute", {"facts": (*SHORT, tenure("2025-09-01", probation=True))},
     ("R-EXC-04",)),
    ("exceptional_absolute", {"facts": SHORT, "changes": {
        "exceptional_grounds.in_probation": True}}, ("R-EXC-04",)),
    ("exceptional_absolute", {"facts": (tenure("2025-03-26"),),
                              "changes": {"exceptional_grounds.last_promotion_on": ABSENT}},
     ("R-EXC-04",)),
    ("exceptional_absolute", {"facts": SHORT, "changes": {
        "exceptional_grounds.last_promotion_on": "2025-03-26"}}, ("R-EXC-04",)),
    ("exceptional_absolute", {"facts": (tenure("2020-01-01", attached=True),),
                              "changes": {"exceptional_grounds.last_promotion_on": ABSENT}},
     ("R-EXC-04",)),
    ("exceptional_absolute", {"facts": (tenure("2023-03-26", exceptional=True),)}, ("R-EXC-05",)),
    ("exceptional_absolute", {"facts": SHORT, "changes": {
        "exceptional_grounds.last_was_exceptional": True}}, ("R-EXC-05",)),
    ("strict_control", {"facts": (fact("education", kind="full_time", level=SCHOOL),),
                        "changes": {"soft_exception_note": ABSENT}}, ("R-EXC-09",)),
    ("approved_before_investigation", {"facts": SKIP}, ("R-EXC-08",)),
    ("approved_before_investigation", {"changes": {"work_plan.method": "special_need"}},
     ("R-PRE-04",)),
    ("approved_before_investigation", {"facts": SHORT, "changes": {
        "work_plan.method": "special_need"}}, ("R-PRE-04", "R-EXC-08")),
    ("approved_before_investigation", {"facts": SHORT, "changes": {
        "meeting_recommendation.figures": []}}, ("R-EXC-08",)),
    ("exceptional_approved", {"facts": SHORT}, ("R-EXC-07",)),
    ("exceptional_approved", {"facts": SHORT, "changes": {"prior_report_reply": approvals(
        {"stance": "refuse"})}}, ("R-EXC-07",)),
    ("exceptional_told", {"facts": SHORT}, ("R-EXC-13",)),
    ("exceptional_told", {"facts": SHORT, "items": {**ITEMS, "committee_decision": changed(
        "committee_decision", {"upper_reply_told": False})}}, ("R-EXC-13",)),
)  # fmt: skip


@pytest.mark.parametrize(("name", "picture", "rules"), UNMET)
def test_one_spoilt_place_is_found_under_its_rule(
    name: str, picture: dict[str, Any], rules: tuple[str, ...]
) -> None:
    assert tuple(gap.rule for gap in GUARDS[name].judge(candidacy(**picture)).gaps) == rules


ALL_MET = {f"{REVIEW}q{n:02}.result": "not_met" for n in (2, 3, 6)}
MET: tuple[tuple[str, dict[str, Any]], ...] = (
    ("basic_conditions", {"changes": {"investigation_material": ABSENT}}),
    ("work_years", {"facts": (fact("work_start", on="2021-03-25"),)}),
    ("work_years", {"facts": (fact("work_start", on="2025-01-01"),)}),  # proposed as 破格
    ("work_years", {"profile": {"target_level": "prefecture_deputy"},
                    "facts": (fact("work_start", on="2025-01-01"),), "changes": NO_GROUNDS}),
    ("work_years", {"changes": ALL_MET}),
    ("deputy_tenure", {**CHIEF, "facts": DEPUTY_NOW}),
    ("deputy_tenure", {**CHIEF, "facts": (tenure("2026-01-01", level="county_chief"),)}),
    ("chief_tenure", {"facts": (tenure("2023-03-25"),), "changes": NO_GROUNDS}),
    ("party_years", {"profile": {"committee_level": "county"},
                     "facts": (fact("party", joined_on="2022-03-25"),)}),
    ("training", {"facts": (fact("training", hours=550, to="2021-03-26"),)}),
    ("training", {**TOWN, "without": ("training",)}),
    ("statutory_conditions", {"profile": {"statutory_basis": "法官法"}}),
    ("rank_holder", {"facts": RANK, **TABLE}),
    ("rank_holder", {"facts": (fact("rank", title="四级调研员", to="2026-03-19"),
                               tenure("2015-01-01", "2021-12-31"))}),
    ("stepwise", {"facts": RANK, **TABLE}),
    ("chief_tenure", {"facts": RANK, **TABLE, "changes": NO_GROUNDS}),
    ("township_tenure", {**TOWN, "facts": (tenure("2024-03-25", level="township_deputy"),)}),
    ("township_tenure", {"profile": {"target_level": "staff"}}),
    ("tenure_ledger", {"changes": {f"{REVIEW}q06.figure": 66}}),
    ("tenure_ledger", {"profile": {"target_level": "staff"}}),
    ("stepwise", {"facts": SKIP}),
    ("exceptional_absolute", {"facts": SHORT}),
    ("exceptional_absolute", {"facts": (tenure("2023-03-26", promoted=True),
                                        tenure("2025-03-26"))}),
    ("strict_control", {"facts": (fact("education", kind="full_time", level=SCHOOL),)}),
    ("approved_before_investigation", {"facts": SKIP, "changes": {
        "prior_report_reply": approvals({"item": "t05"})}}),
    ("approved_before_investigation", {"facts": SHORT}),  # recommended, so before the meeting
    ("exceptional_approved", {"facts": SHORT, "changes": {"prior_report_reply": approvals({})}}),
    ("exceptional_told", {"facts": SHORT, "items": DECIDED}),
)  # fmt: skip


@pytest.mark.parametrize(("name", "picture"), MET)
def test_at_the_boundary_and_by_another_lawful_way_it_is_met(
    name: str, picture: dict[str, Any]
) -> None:
    assert GUARDS[name].judge(candidacy(**picture)).gaps == ()


def test_the_day_that_counts_is_planned_then_the_meetings_then_stays() -> None:
    assert as_of(candidacy()) == PLANNED
    assert as_of(candidacy(today=date(2026, 3, 26))) == date(2026, 3, 26)
    assert as_of(candidacy({"initial_proposal": ABSENT})) == date(2026, 3, 20)
    assert as_of(candidacy(items=DECIDED, today=date(2026, 6, 1))) == HELD_ON
    assert as_of(candidacy(items=DECIDED, reopened=frozenset({"committee_decision"}))) == PLANNED


@given(start=st.dates(date(2022, 1, 1), date(2024, 12, 31)))
def test_three_years_as_lower_chief_are_reached_on_the_day_itself(start: date) -> None:
    picture = candidacy(NO_GROUNDS, facts=(tenure(start.isoformat()),))
    met = GUARDS["chief_tenure"].judge(picture).gaps == ()
    assert met is (add_months(start, 36) <= PLANNED)


@given(joined=st.dates(date(2005, 1, 1), date(2026, 3, 1)))
def test_without_the_day_of_full_membership_years_count_from_a_year_after_admission(
    joined: date,
) -> None:
    seen = candidacy(facts=(fact("party", joined_on=joined.isoformat()),))
    assert party_months(seen) == full_months(add_months(joined, 12), PLANNED)


def test_unverified_facts_never_count_and_are_mentioned() -> None:
    seen = candidacy(without=("tenure",), facts=(stated("tenure", level="township_chief"),))
    (gap,) = GUARDS["chief_tenure"].judge(seen).gaps
    assert "1条任职经历尚未核实" in gap.found and "破格" not in gap.found


def test_a_figure_that_is_short_says_that_it_was_not_proposed_as_an_exception() -> None:
    (gap,) = GUARDS["chief_tenure"].judge(candidacy(NO_GROUNDS, facts=SHORT)).gaps
    assert gap.found == "任下级正职35个月；未按破格提出"
    assert gap.needed == "提任上级副职须满36个月（计算至2026-03-25）"


def test_a_rule_of_a_figure_that_cannot_be_broken_is_not_excused_by_grounds() -> None:
    short = candidacy({"exceptional_grounds.broken": ["r_qual_12"]},
                      profile={"committee_level": "county"},
                      facts=(fact("party", joined_on="2025-01-01"),))  # fmt: skip
    assert proposed_as_exception(short, "R-QUAL-12")
    assert [gap.rule for gap in GUARDS["party_years"].judge(short).gaps] == ["R-QUAL-12"]


def test_a_post_of_unknown_level_asks_for_no_figure() -> None:
    post = PostFile("post", "org", "副书记", "不明", "deputy", 2)
    assert measures(candidacy(profile={"target_level": ABSENT}, post=post)) == {}


def test_the_absolute_limits_are_asked_only_of_an_exception() -> None:
    spoilt = {f"{REVIEW}q01.result": "not_met"}
    assert GUARDS["exceptional_absolute"].judge(candidacy(spoilt)).gaps == ()


@given(days=st.integers(0, 800))
def test_a_year_must_have_passed_since_the_last_promotion(days: int) -> None:
    rose = PLANNED - timedelta(days=days)
    seen = candidacy({"exceptional_grounds.last_promotion_on": rose.isoformat()},
                     facts=(tenure("2023-06-01"),))  # fmt: skip
    met = GUARDS["exceptional_absolute"].judge(seen).gaps == ()
    assert met is (add_months(rose, 12) <= PLANNED)
