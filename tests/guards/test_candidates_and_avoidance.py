"""Investigation objects, sanctions, avoidance and exchange: found under their rules, boundaries kept."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from candidacy import DECIDED, TODAY, candidacy, fact, stated, tenure
from hypothesis import given
from hypothesis import strategies as st
from scene import ABSENT, BODY, DEPARTMENT, by, item, views
from test_scope_quota_and_motion import CHANGE, SPECIAL

from workflow.dossier import CaseFile, Step
from workflow.guards import GUARDS
from workflow.guards.sanctions import KINDS, free_from
from workflow.workdays import add_months

EXCLUDED = "exclusion_review.items."
AVOIDED = "avoidance_review.items."
SHORTLISTED = item("shortlist_decision", held_on=date(2026, 2, 11), objects=2, seats=1)


def shortlist(**more: Any) -> dict[str, Any]:
    return {"items": {"shortlist_decision": replace(SHORTLISTED, **more)}}


def told(**values: Any) -> dict[str, Any]:
    kept = {key: one for key, one in {**SHORTLISTED.values, **values}.items() if one is not ABSENT}
    return shortlist(values=kept)


def sanction(kind: str = "party_warning", on: str = "2025-03-20", **more: Any) -> Any:
    return fact("sanction", kind=kind, effective_on=on, **more)


CLEARED = {f"{EXCLUDED}c6.cleared": True}
ROW = {"kind": "party_warning", "effective_on": "2025-03-20", "cleared": True}
ROWS = {"exclusion_review.sanctions": [ROW]}
CONSENT = {"change_consent": {
    "asked": [{"ask": "upper_organization", "consulted": ["m1", "m2"]}],
    "answers": [{"ask": "upper_organization", "stance": "approve"}]}}
NOTICE = {"entrant_notice": {"posted_on": "2026-02-12", "conclusions": [
    {"duty": "one", "person": "p1", "on": "2026-02-27"},
    {"duty": "two", "person": "p2", "on": "2026-02-27"}]}}
KIN = fact("kinship", relation="spouse", name="某某", organization="bureau", post="主任")
COUNTY = {"profile": {"growth_place_rule": "county"}}
SHOP = fact("family_business", area_of="city", scope="餐饮")
MANAGED = {f"{AVOIDED}kin.result": "managed", f"{AVOIDED}kin.measure": "已调离"}
TERMS = {"profile": {"two_terms_post": True}}
SAME = (tenure("2015-01-01", level="county_deputy", position="deputy"),)
NEW_STATE = {"case": CaseFile("c1", "2026-1", "candidate", "post", "s1", "shortlisting",
                              date(2026, 1, 12), (Step(31, "back", "deliberation", "shortlisting",
                                                       date(2026, 3, 18), by("head")),))}

UNMET: tuple[tuple[str, dict[str, Any], tuple[str, ...]], ...] = (
    ("exclusions_absent", {"changes": {f"{EXCLUDED}c1.result": "found"}}, ("R-CAND-01",)),
    ("exclusions_absent", {"changes": {f"{EXCLUDED}c7.result": "doubtful"}}, ("R-CAND-07",)),
    ("exclusions_absent", {"changes": {f"{EXCLUDED}c2": ABSENT}}, ("R-CAND-02",)),
    ("exclusions_absent", {"lacking": ("exclusion_review",)},
     ("R-CAND-01", "R-CAND-02", "R-CAND-04", "R-CAND-05", "R-CAND-07")),
    ("exclusions_absent", NEW_STATE, ("R-CAND-01",)),
    ("exclusions_absent", {"changes": {f"{EXCLUDED}c4.on": "2026-03-15"}}, ("R-CAND-01",)),
    ("exclusions_absent", {"facts": (fact("family_abroad", status="spouse_emigrated"),)},
     ("R-CAND-05",)),
    ("exclusions_absent", {"facts": (fact("family_abroad", status="no_spouse_all_children"),)},
     ("R-CAND-05",)),
    ("exclusions_absent", {"facts": (stated("family_abroad", status="none"),)}, ("R-CAND-05",)),
    ("annual_grade", {"facts": (fact("grade", year=2025, result="基本称职"),)}, ("R-CAND-03",)),
    ("annual_grade", {"facts": (fact("grade", year=2025, result="incompetent"),)},
     ("R-CAND-03",)),
    ("annual_grade", {"facts": (fact("grade", year=2024, result="优秀"),)}, ("R-CAND-03",)),
    ("annual_grade", {"facts": (fact("grade", year=2025, result="不定等次"),)}, ("R-CAND-03",)),
    ("annual_grade", {"without": ("grade",), "facts": (stated("grade", year=2025),)},
     ("R-CAND-03",)),
    ("annual_grade", {"changes": {f"{EXCLUDED}c3.result": "found"}}, ("R-CAND-03",)),
    ("sanctions_cleared", {"facts": (sanction(),)}, ("R-CAND-06",)),
    ("sanctions_cleared", {"facts": (sanction(on="2025-03-21"),), "changes": CLEARED},
     ("R-CAND-06",)),
    ("sanctions_cleared", {"facts": (sanction(until="2026-03-20"),), "changes": CLEARED},
     ("R-CAND-06",)),
    ("sanctions_cleared", {"facts": (sanction(months=13),), "changes": CLEARED}, ("R-CAND-06",)),
    ("sanctions_cleared", {"facts": (sanction(), sanction(on="2020-01-01")), "changes": CLEARED},
     ("R-CAND-06", "R-CAND-06")),
    ("sanctions_cleared", {"facts": (sanction(), sanction(on="2020-01-01")), "changes": ROWS},
     ("R-CAND-06",)),
    ("sanctions_cleared", {"facts": (sanction(),), "changes": {
        "exclusion_review.sanctions": [{**ROW, "cleared": False}], **CLEARED}}, ("R-CAND-06",)),
    ("sanctions_cleared", {"facts": (sanction("party_probation", "2015-01-01"),),
                           "changes": CLEARED}, ("R-CAND-08",)),
    ("sanctions_cleared", {"facts": (sanction("other"),), "changes": CLEARED}, ("R-CAND-08",)),
    ("sanctions_cleared", {"facts": (sanction(on="不明"),), "changes": CLEARED}, ("R-CAND-08",)),
    ("sanctions_cleared", {"facts": (stated("sanction", kind="warning"),)}, ("R-CAND-06",)),
    ("sanctions_cleared", {"changes": {"exclusion_review.sanctions": [{**ROW, "cleared": False}]}},
     ("R-CAND-06",)),
    ("sanctions_cleared", {"changes": {f"{EXCLUDED}c6.sanctions": [{**ROW, "impact_until":
                                                                   "2027-01-01"}]}},
     ("R-CAND-06",)),
    ("sanctions_cleared", {"changes": {f"{EXCLUDED}c6.result": "doubtful"}}, ("R-CAND-06",)),
    ("recommendation_valid", {"today": date(2027, 2, 4)}, ("R-REC-03",)),
    ("recommendation_valid", {"changes": {"talk_recommendation": ABSENT,
                                          "meeting_recommendation": ABSENT}}, ("R-REC-03",)),
    ("recommendation_valid", {"state": "discussion", "items": {
        **DECIDED, "committee_decision": item(held_on=date(2027, 2, 4))}}, ("R-REC-03",)),
    ("reasons_beyond_votes", {"changes": {"comparison_note.match_part": ""}}, ("R-CAND-11",)),
    ("reasons_beyond_votes", {"changes": {"comparison_note": {"recommendation_part": "票多"}}},
     ("R-CAND-11", "R-MOT-10")),
    ("reasons_beyond_votes", {"changes": {"meeting_recommendation.figures.1.votes": 23}},
     ("R-REC-13",)),
    ("shortlisted_by_body", {"items": {}}, ("R-CAND-10",)),
    ("shortlisted_by_body", shortlist(views=views(7)), ("R-CAND-10",)),
    ("shortlisted_by_body", told(agree=5), ("R-CAND-10",)),
    ("shortlisted_by_body", told(postponed=True), ("R-CAND-10",)),
    ("shortlisted_by_body", shortlist(meeting=item("x", DEPARTMENT).meeting), ("R-CAND-10",)),
    ("shortlisted_by_body", shortlist(meeting=item("x", replace(
        BODY, id="other", organization="province")).meeting), ("R-CAND-10",)),
    ("object_ratio", told(objects=1), ("R-CAND-10",)),
    ("object_ratio", told(seats=ABSENT), ("R-CAND-10",)),
    ("object_ratio", {"items": {}}, ("R-CAND-10",)),
    ("change_list_agreed", {"selection": CHANGE, "changes": NOTICE}, ("R-CAND-09", "R-CAND-09")),
    ("change_list_agreed", {"selection": CHANGE, "changes": {
        **NOTICE, **CONSENT, "change_consent.asked": []}}, ("R-CAND-09",)),
    ("change_list_agreed", {"selection": CHANGE, "changes": {
        **CONSENT, **NOTICE, "entrant_notice.conclusions.1.on": "2026-02-26"}}, ("R-CAND-09",)),
    ("change_list_agreed", {"selection": CHANGE, "changes": {
        **CONSENT, **NOTICE, "entrant_notice.conclusions.1.person": "p1"}}, ("R-CAND-09",)),
    ("change_list_agreed", {"selection": CHANGE, "changes": CONSENT}, ("R-CAND-09",)),
    ("change_list_agreed", {"selection": CHANGE, "changes": {**CONSENT, "entrant_notice": {
        "conclusions": [{"duty": "one"}]}}}, ("R-CAND-09",)),
    ("kin_avoidance", {"facts": (KIN,)}, ("R-AVO-01",)),
    ("kin_avoidance", {"facts": (fact("kinship", relation="妻子", name="某", organization="city"),)},
     ("R-AVO-01",)),
    ("kin_avoidance", {"facts": (KIN,), "changes": {f"{AVOIDED}kin.result": "managed"}},
     ("R-AVO-01",)),
    ("kin_avoidance", {"facts": (stated("kinship", relation="spouse", name="某"),)},
     ("R-AVO-01",)),
    ("kin_avoidance", {"changes": {f"{AVOIDED}kin.result": "avoid"}}, ("R-AVO-01",)),
    ("kin_avoidance", {"changes": {f"{AVOIDED}kin.relations": [
        {"name": "某", "kind": "sibling", "result": "avoid"}, {"name": "二", "result": "none"}]}},
     ("R-AVO-01",)),
    ("growth_place", {**COUNTY, "facts": (fact("growth_place", area="市委"),)}, ("R-AVO-02",)),
    ("growth_place", {**COUNTY, "without": ("growth_place",)}, ("R-AVO-02",)),
    ("growth_place", {**COUNTY, "changes": {f"{AVOIDED}growth.result": "avoid"}}, ("R-AVO-02",)),
    ("growth_place", {"profile": {"growth_place_rule": "prefecture", "area": "elsewhere"}},
     ("R-AVO-02",)),
    ("kin_business", {"facts": (SHOP,)}, ("R-AVO-03",)),
    ("kin_business", {"facts": (stated("family_business", area_of="x", scope="y"),)},
     ("R-AVO-03",)),
    ("kin_business", {"changes": {f"{AVOIDED}business.result": "avoid"}}, ("R-AVO-03",)),
    ("is_lateral", {}, ("R-REC-01",)),
    ("is_lateral", {"without": ("tenure",)}, ("R-REC-01",)),
    ("is_lateral", {"facts": SAME, "profile": {"position": "chief"}}, ("R-REC-01",)),
    ("is_lateral", {"facts": (tenure("2015-01-01", level="county_chief"),)}, ("R-GEN-06",)),
    ("third_term", {**TERMS, "facts": (tenure("2012-01-01", post="副书记", terms=2),)},
     ("R-EXCH-02",)),
    ("third_term", {**TERMS, "facts": (
        tenure("2012-01-01", "2016-12-31", post="post"),
        tenure("2017-01-01", post="副书记", organization="工委"))}, ("R-EXCH-02",)),
    ("term_unfinished", {"facts": (tenure("2021-03-21", terms=1),)}, ("R-EXCH-03",)),
    ("term_unfinished", {"facts": (tenure("2022-01-01", "2022-12-31"),
                                   tenure("2023-01-01", terms=1))}, ("R-EXCH-03", "R-EXCH-06")),
)  # fmt: skip


@pytest.mark.parametrize(("name", "picture", "rules"), UNMET)
def test_one_spoilt_place_is_found_under_its_rule(
    name: str, picture: dict[str, Any], rules: tuple[str, ...]
) -> None:
    assert tuple(gap.rule for gap in GUARDS[name].judge(candidacy(**picture)).gaps) == rules


MET: tuple[tuple[str, dict[str, Any]], ...] = (
    ("exclusions_absent", {"facts": (fact("family_abroad", status="spouse_emigrated"),),
                           "changes": {f"{EXCLUDED}c5.family_status": "special_post_ok"}}),
    ("exclusions_absent", {"facts": (fact("family_abroad", status="none"),)}),
    ("annual_grade", {"facts": (fact("grade", year=2024, result="不称职"),
                                fact("grade", year=2025, result="competent"))}),
    ("sanctions_cleared", {"facts": (sanction(),), "changes": CLEARED}),
    ("sanctions_cleared", {"facts": (sanction(),), "changes": ROWS}),
    ("sanctions_cleared", {"facts": (sanction(until="2026-03-19"),), "changes": CLEARED}),
    ("sanctions_cleared", {"facts": (sanction("other", months=12),), "changes": CLEARED}),
    ("sanctions_cleared", {"facts": (sanction("party_probation", "2015-01-01",
                                              rights_restored_on="2024-03-20"),),
                           "changes": CLEARED}),
    ("recommendation_valid", {"today": date(2027, 2, 3)}),
    ("recommendation_valid", {"today": date(2027, 2, 4),
                              "settings": {"recommendation_validity": "inclusive"}}),
    ("recommendation_valid", {"today": date(2027, 6, 1), "state": "shortlisting"}),
    ("recommendation_valid", {"today": date(2028, 6, 1), "state": "discussion",
                              "items": DECIDED}),
    ("recommendation_valid", {"today": date(2028, 6, 1), "changes": SPECIAL}),
    ("reasons_beyond_votes", {"changes": {"meeting_recommendation.figures.1.votes": 23,
                                          "comparison_note.rank_reason": "理由"}}),
    ("reasons_beyond_votes", {"changes": {"meeting_recommendation.figures.1.votes": 22}}),
    ("reasons_beyond_votes", {"changes": {"meeting_recommendation.figures.1": {
        "person": "other", "post": "another", "votes": 30}}}),
    ("reasons_beyond_votes", {"changes": {"talk_recommendation": ABSENT,
                                          "meeting_recommendation": ABSENT}}),
    ("shortlisted_by_body", {**told(agree=ABSENT),
                             "settings": {"shortlist_counting": "minutes_only"}}),
    ("change_list_agreed", {"selection": CHANGE, "changes": {**CONSENT, **NOTICE}}),
    ("kin_avoidance", {"facts": (KIN,), "changes": MANAGED}),
    ("kin_avoidance", {"facts": (fact("kinship", relation="parent", name="某", organization="org",
                                      deceased=True),)}),
    ("kin_avoidance", {"facts": (fact("kinship", relation="parent", name="某",
                                      organization="province"),)}),
    ("growth_place", COUNTY),
    ("kin_business", {"facts": (SHOP,), "changes": {f"{AVOIDED}business.result": "managed",
                                                    f"{AVOIDED}business.measure": "已退出"}}),
    ("kin_business", {"facts": (fact("family_business", area_of="branch", scope="餐饮"),)}),
    ("is_lateral", {"facts": SAME}),
    ("is_lateral", {"facts": (tenure("2015-01-01", level="county_deputy"),),
                    "profile": {"position": "chief"}}),
    ("third_term", {**TERMS, "facts": (tenure("2017-01-01", post="post"),)}),
    ("third_term", {**TERMS, "facts": (tenure("2012-01-01", post="副书记", terms=2,
                                              organization="elsewhere"),)}),
    ("term_unfinished", {"facts": (tenure("2021-03-20", terms=1),)}),
)  # fmt: skip


@pytest.mark.parametrize(("name", "picture"), MET)
def test_at_the_boundary_and_by_another_lawful_way_it_is_met(
    name: str, picture: dict[str, Any]
) -> None:
    assert GUARDS[name].judge(candidacy(**picture)).gaps == ()


def parts(name: str, **picture: Any) -> list[str]:
    return [gap.part for gap in GUARDS[name].judge(candidacy(**picture)).gaps]


def test_a_bad_grade_blocks_and_a_missing_one_is_the_lighter_part() -> None:
    assert parts("annual_grade", facts=(fact("grade", year=2025, result="不称职"),)) == [""]
    assert parts("annual_grade", without=("grade",)) == ["undetermined"]


def test_an_equal_number_of_objects_is_the_lighter_part_of_its_rule() -> None:
    assert parts("object_ratio", **told(objects=1)) == ["ratio"]


def test_at_the_prefecture_the_place_of_growing_up_is_the_lighter_part() -> None:
    grown = (fact("growth_place", area="city"),)
    assert parts("growth_place", facts=grown, **COUNTY) == [""]
    city = {"profile": {"growth_place_rule": "prefecture"}}
    spoilt = {f"{AVOIDED}growth.result": "avoid"}
    assert parts("growth_place", facts=grown, changes=spoilt, **city) == ["prefecture"] * 2


def test_after_the_decision_a_sanction_is_counted_to_today() -> None:
    seen = candidacy(CLEARED, facts=(sanction("admonition", "2026-04-01"),), items=DECIDED,
                     today=date(2026, 9, 30))  # fmt: skip
    assert [gap.rule for gap in GUARDS["sanctions_cleared"].judge(seen).gaps] == ["R-CAND-06"]
    over = replace(seen, today=date(2026, 10, 1))
    assert GUARDS["sanctions_cleared"].judge(over).gaps == ()


@given(
    kind=st.sampled_from(sorted(set(KINDS) - {"party_probation"})),
    on=st.dates(date(2015, 1, 1), date(2026, 3, 1)),
    months=st.none() | st.integers(0, 60),
    until=st.none() | st.dates(date(2015, 1, 1), date(2030, 1, 1)),
    setting=st.none() | st.integers(0, 60),
)
def test_of_several_impact_periods_the_longest_counts(
    kind: str, on: date, months: int | None, until: date | None, setting: int | None
) -> None:
    values: dict[str, Any] = {"kind": kind, "effective_on": on.isoformat(), "months": months,
                              "until": until.isoformat() if until else None}  # fmt: skip
    seen = candidacy(settings={} if setting is None else {"sanction_months": {kind: setting}})
    usual = KINDS[kind][1] if setting is None else setting
    ends = [add_months(on, usual)]
    ends += [add_months(on, months)] if months is not None else []
    ends += [until + timedelta(days=1)] if until else []
    assert free_from(seen, values) == max(ends)


@given(day=st.dates(date(2026, 2, 5), date(2028, 2, 4)), inclusive=st.booleans())
def test_a_recommendation_is_used_within_one_year(day: date, inclusive: bool) -> None:
    settings = {"recommendation_validity": "inclusive" if inclusive else "strict"}
    met = GUARDS["recommendation_valid"].judge(candidacy(today=day, settings=settings)).gaps == ()
    last = date(2027, 2, 4) if inclusive else date(2027, 2, 3)
    assert met is (day <= last)


@given(present=st.integers(0, 11), agree=st.integers(0, 11))
def test_the_shortlist_is_counted_as_a_decision(present: int, agree: int) -> None:
    seen = candidacy(items={"shortlist_decision": replace(
        SHORTLISTED, views=views(present),
        values={**SHORTLISTED.values, "agree": agree},
    )})  # fmt: skip
    met = GUARDS["shortlisted_by_body"].judge(seen).gaps == ()
    assert met is (present * 3 >= 22 and agree * 2 > 11)


def test_a_review_without_any_step_into_its_states_counts_as_recorded() -> None:
    fresh = candidacy(case=CaseFile("c1", "1", "candidate", "post", "s1", "proposal", TODAY))
    assert GUARDS["exclusions_absent"].judge(fresh).gaps == ()
