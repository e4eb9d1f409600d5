"""Scope, authority, quota, motion and prior reports: each spoilt place is found under its rule."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from candidacy import DECIDED, ITEMS, candidacy, fact, tenure
from hypothesis import given
from hypothesis import strategies as st
from scene import ABSENT, BODY, DEPARTMENT, HELD_ON, item

from workflow.dossier import Neighbour, PostFile, SelectionFile
from workflow.guards import GUARDS
from workflow.guards.general import in_quota

CHANGE = SelectionFile("s1", "批次", "dept", "body", "leadership_change")
QUOTA = "quota_snapshot.posts.0."
WITHIN = {"state": "discussion", "items": DECIDED}
ELSEWHERE = {**ITEMS, "committee_decision": item("committee_decision", DEPARTMENT)}
EARLY = {**ITEMS, "committee_decision": item(held_on=date(2026, 3, 20))}


def approvals(*rows: dict[str, Any]) -> dict[str, Any]:
    usual = {"ask": "upper_organization", "stance": "approve", "reply_on": "2026-03-10"}
    return {"answers": [{**usual, **row} for row in rows]}


HIT = {"prior_report_triggers.items.t01.result": "hit"}
SENT = {**HIT, "prior_report.items": ["t01"]}
SPECIAL = {"work_plan.method": "special_need"}
HIT_SPECIAL = {**SPECIAL, "prior_report_triggers.items.t04.result": "hit",
               "prior_report.items": ["t04"]}  # fmt: skip
BROKEN = {"competition_plan.breaks_rules": True}
INDIVIDUAL = {"initial_proposal.persons.0.source": "individual"}

UNMET: tuple[tuple[str, dict[str, Any], tuple[str, ...]], ...] = (
    ("in_scope", {"profile": {"scope_class": ABSENT}}, ("R-GEN-01",)),
    ("in_scope", {"profile": {"scope_class": "outside"}}, ("R-GEN-01",)),
    ("authority_set", {"profile": {"managed_by": ABSENT}}, ("R-GEN-02",)),
    ("authority_set", {"profile": {"managed_by": "bureau"}}, ("R-GEN-02",)),
    ("authority_set", {"profile": {"managed_by": "branch"}}, ("R-GEN-02",)),
    ("authority_set", {"profile": {"managed_by": "unknown"}}, ("R-GEN-02",)),
    ("authority_set", {"profile": {"deciding_body": "province"}}, ("R-GEN-02",)),
    ("authority_set", {"profile": {"deciding_body": ABSENT}}, ("R-GEN-02",)),
    ("authority_set", {"items": ELSEWHERE}, ("R-GEN-02",)),
    ("in_quota", {"changes": {f"{QUOTA}leaving": 0}}, ("R-GEN-05",)),
    ("in_quota", {"changes": {f"{QUOTA}leaving": ABSENT}}, ("R-GEN-05",)),
    ("in_quota", {"changes": {f"{QUOTA}quota": 1}}, ("R-GEN-05",)),
    ("in_quota", {"changes": {"quota_snapshot": ABSENT}}, ("R-GEN-05",)),
    ("in_quota", {"post": PostFile("post", "org", "副书记", "county_deputy", "deputy", 2,
                                   ("h1", "h2"))}, ("R-GEN-05",)),
    ("earlier_steps_done", {"changes": {"recommendation_report": ABSENT}}, ("R-GEN-06",)),
    ("earlier_steps_done", {"changes": {"investigation_material": ABSENT}}, ("R-GEN-06",)),
    ("earlier_steps_done", {"changes": {"political_assessment": ABSENT}}, ("R-GEN-06",)),
    ("earlier_steps_done", {"changes": SPECIAL}, ("R-GEN-06",)),
    ("earlier_steps_done", {"changes": {"work_plan.method": "competition"}}, ("R-GEN-06",)),
    ("track_fits", {"profile": {"track": ABSENT}}, ("R-GEN-03",)),
    ("track_fits", {"profile": {"track": "elected"}}, ("R-GEN-03",)),
    ("track_fits", {"made": "send_nomination", "state": "pre_appointment"}, ("R-GEN-03",)),
    ("track_fits", {"made": "appoint", "state": "nomination"}, ("R-GEN-03",)),
    ("track_fits", {"made": "appoint", "state": "nomination", "profile": {"track": "elected"},
                    "changes": {"legal_result.result": "refused"}}, ("R-GEN-03",)),
    ("track_fits", {"state": "nomination", "profile": {"track": "state_appointed"}}, ("R-GEN-03",)),
    ("nomination_lawful", {"changes": {"legal_nomination.reason": " "}}, ("R-GEN-03",)),
    ("nomination_lawful", {"changes": {"legal_nomination.in_name_of": "org"}}, ("R-GEN-03",)),
    ("nomination_lawful", {"changes": {"legal_nomination.sent_on": "2026-03-21"}}, ("R-GEN-03",)),
    ("nomination_lawful", {"changes": {"legal_nomination.sent_on": ABSENT}}, ("R-GEN-03",)),
    ("nomination_lawful", {"selection": CHANGE, "changes": {"parties_informed": ABSENT}},
     ("R-GEN-03",)),
    ("nomination_lawful", {"selection": CHANGE, "changes": {"parties_informed.rows.0.on":
                                                            "2026-03-20"}}, ("R-GEN-03",)),
    ("nomination_lawful", {"selection": CHANGE, "changes": {"parties_informed.rows.0.on": ABSENT}},
     ("R-GEN-03",)),
    ("analysis_precedes_start", {"changes": {"analysis_report.study_on": "2026-01-16"}},
     ("R-MOT-01",)),
    ("analysis_precedes_start", {"changes": {"start_opinion.start_on": ABSENT}}, ("R-MOT-01",)),
    ("start_opinion_issued", {"changes": {"start_opinion.issuer": "person"}}, ("R-MOT-02",)),
    ("start_opinion_issued", {"changes": {"start_opinion.signer": ""}}, ("R-MOT-02",)),
    ("start_opinion_issued", {"changes": {"start_opinion.start_on": "2026-03-21"}}, ("R-MOT-02",)),
    ("proposal_complete", {"changes": {"initial_proposal.persons": []}}, ("R-MOT-03",)),
    ("proposal_complete", {"changes": {"initial_proposal.scope": " "}}, ("R-MOT-03",)),
    *(("recommender_signed", {"changes": {**INDIVIDUAL, f"personal_recommendation.{key}": value}},
       ("R-MOT-04",)) for key, value in (("real_name", False), ("signed_on", "2026-03-21"),
                                         ("material", ABSENT), ("recommender", ""))),
    ("motion_consulted", {"changes": {"motion_report.reported_to": ["m3"]}}, ("R-MOT-05",)),
    ("motion_consulted", {"changes": {"motion_report.reported_on": "2026-03-21"}}, ("R-MOT-05",)),
    ("motion_consulted", {"bodies": {}, "changes": {"motion_report.reported_to": []}},
     ("R-MOT-05",)),
    ("motion_consulted", {"changes": {"motion_consultation.rows.0.person": "m1"}}, ("R-MOT-05",)),
    ("motion_consulted", {"changes": {"motion_consultation.rows.0.on": "2026-03-21"}},
     ("R-MOT-05",)),
    ("motion_consulted", {"changes": {"work_plan": ABSENT}}, ("R-MOT-05",)),
    ("prescreened", {"changes": {"prescreen.items.file.result": "doubtful"}}, ("R-MOT-06",)),
    ("prescreened", {"changes": {"prescreen.items.file": ABSENT}}, ("R-MOT-06",)),
    ("prescreened", {"lacking": ("prescreen",)}, ("R-MOT-06",)),
    ("no_adhoc_motion", {"changes": {"agenda_item.created_on": "2026-03-20"}}, ("R-MOT-07",)),
    ("no_adhoc_motion", {"changes": {"agenda_item.notice_on": ABSENT}}, ("R-MOT-07",)),
    ("no_adhoc_motion", {"items": EARLY}, ("R-MOT-07",)),
    ("competition_ground", {"profile": {"position": "chief"}}, ("R-MOT-08",)),
    ("competition_ground", {"changes": {"competition_plan.ground": ""}}, ("R-MOT-08",)),
    ("competition_ground", {"changes": {"competition_plan": ABSENT,
                                        "work_plan.method": "competition"}}, ("R-MOT-08",)),
    ("advertised_conditions", {"changes": BROKEN}, ("R-MOT-09",)),
    ("advertised_conditions", {"changes": {**BROKEN, "conditions_approval": approvals(
        {"stance": "refuse"})}}, ("R-MOT-09",)),
    ("advertised_conditions", {"changes": {**BROKEN, "conditions_approval": approvals(
        {"reply_on": ABSENT})}}, ("R-MOT-09",)),
    ("advertised_conditions", {"changes": {**BROKEN, "conditions_approval": approvals({}),
                                           "competition_results": {"announced_on": "2026-03-09"}}},
     ("R-MOT-09",)),
    ("prior_report_sent", {"changes": HIT}, ("R-PRE-01",)),
    ("prior_report_sent", {"changes": {**SENT, "prior_report.proof": ABSENT}}, ("R-PRE-01",)),
    ("prior_report_sent", {"changes": {**SENT, "prior_report.received_on": "2026-03-21"}},
     ("R-PRE-01",)),
    ("prior_report_sent", {"changes": {"prior_report_triggers": ABSENT}}, ("R-PRE-01",)),
    ("prior_report_sent", {"changes": {"prior_report_triggers.items.odd.result": "hit"}},
     ("R-PRE-01",)),
    ("prior_report_sent", {"changes": SPECIAL}, ("R-PRE-04",)),
    ("prior_report_sent", {"changes": {f"{QUOTA}over_approval": "d9"}}, ("R-PRE-03",)),
    ("prior_report_sent", {"facts": (tenure("2025-01-01"),)}, ("R-PRE-05",)),
    ("prior_report_sent", {"facts": (fact("leader_staff", leader="m1"),)}, ("R-PRE-06",)),
    ("prior_report_sent", {"facts": (fact("family_abroad", status="spouse_emigrated"),)},
     ("R-PRE-10",)),
    ("prior_report_approved", {"changes": SENT}, ("R-PRE-12",)),
    ("prior_report_approved", {"changes": {**HIT, "prior_report": {}}}, ("R-PRE-12",)),
    ("prior_report_approved", {"changes": {**SENT, "prior_report_reply": approvals(
        {"stance": "refuse"})}}, ("R-PRE-12",)),
    ("prior_report_approved", {"changes": {**SENT, "prior_report_reply": approvals(
        {}, {"item": "t01", "stance": "refuse"})}}, ("R-PRE-12",)),
    ("prior_report_approved", {"changes": {**SENT, "prior_report_reply": approvals(
        {"item": "t02"})}}, ("R-PRE-12",)),
    ("prior_report_approved", {"changes": {**SENT, "prior_report_reply": approvals(
        {"reply_on": "2026-03-21"})}}, ("R-PRE-12",)),
    ("prior_report_approved", {"changes": {**SENT, "prior_report_reply": approvals(
        {"reply_on": None})}}, ("R-PRE-12",)),
)  # fmt: skip


@pytest.mark.parametrize(("name", "picture", "rules"), UNMET)
def test_one_spoilt_place_is_found_under_its_rule(
    name: str, picture: dict[str, Any], rules: tuple[str, ...]
) -> None:
    assert tuple(gap.rule for gap in GUARDS[name].judge(candidacy(**picture)).gaps) == rules


MET: tuple[tuple[str, dict[str, Any]], ...] = (
    ("authority_set", {"profile": {"managed_by": "province"}}),
    ("authority_set", {"profile": {"deciding_body": "body"}, "items": DECIDED}),
    ("in_quota", {"changes": {f"{QUOTA}quota": 0, f"{QUOTA}over_approval": "d9"}}),
    ("earlier_steps_done", {"changes": {**SPECIAL, "prior_report_reply": approvals({})}}),
    ("earlier_steps_done", {"changes": {"work_plan.method": "competition",
                                        "competition_results": {"rows": []}}}),
    ("earlier_steps_done", {"changes": {
        "recommendation_report": ABSENT, "investigation_material": ABSENT,
        "initial_proposal.last_investigated_on": "2026-01-01",
        "initial_proposal.same_line": True}, "lacking": ("recommendation_report",)}),
    ("track_fits", {"made": "send_nomination", "state": "pre_appointment",
                    "profile": {"track": "elected"}}),
    ("track_fits", {"made": "appoint", "state": "nomination", "profile": {"track": "elected"}}),
    ("nomination_lawful", {"selection": CHANGE}),
    ("recommender_signed", {"changes": INDIVIDUAL}),
    ("motion_consulted", {"bodies": {"body": replace(BODY, members=BODY.members[1:])},
                          "changes": {"motion_report.reported_to": ["m3"]}}),
    ("no_adhoc_motion", WITHIN),
    ("competition_ground", {"changes": {"competition_plan": ABSENT}}),
    ("advertised_conditions", {"changes": {**BROKEN, "conditions_approval": approvals({})}}),
    ("prior_report_sent", {"changes": SENT}),
    ("prior_report_sent", {"changes": HIT_SPECIAL}),
    ("prior_report_approved", {"changes": {**SENT, "prior_report_reply": approvals(
        {"item": "t01"})}}),
    ("prior_report_approved", {"changes": {**SENT, "prior_report_reply": approvals(
        {"items": ["t01", "t02"], "reply_on": "", "on": "2026-03-20"})}}),
)  # fmt: skip


@pytest.mark.parametrize(("name", "picture"), MET)
def test_another_lawful_way_meets(name: str, picture: dict[str, Any]) -> None:
    assert GUARDS[name].judge(candidacy(**picture)).gaps == ()


def test_a_reply_after_the_meeting_does_not_approve_though_it_came_before_today() -> None:
    late = {**SENT, "prior_report_reply": approvals({"reply_on": "2026-03-26"})}
    after = {"items": DECIDED, "today": date(2026, 4, 2)}
    guard = GUARDS["prior_report_approved"]
    assert [gap.rule for gap in guard.judge(candidacy(late, **after)).gaps] == ["R-PRE-12"]
    on_the_day = {**SENT, "prior_report_reply": approvals({"reply_on": HELD_ON.isoformat()})}
    assert guard.judge(candidacy(on_the_day, **after)).gaps == ()


def other(number: int, state: str, post: str = "post", person: str = "") -> Neighbour:
    return Neighbour(f"n{number}", person or f"x{number}", post, "s2", state, False)


@given(
    quota=st.integers(0, 6),
    holders=st.integers(0, 5),
    leaving=st.integers(0, 5),
    decided=st.integers(0, 3),
    earlier=st.integers(0, 3),
)
def test_who_stays_who_is_decided_and_this_person_fit_in_the_quota(
    quota: int, holders: int, leaving: int, decided: int, earlier: int
) -> None:
    names = tuple(f"h{number}" for number in range(holders))
    post = PostFile("post", "org", "副书记", "county_deputy", "deputy", quota, names,
                    names[:leaving])  # fmt: skip
    beside = (
        *(other(number, "publicity") for number in range(decided)),
        *(other(10 + number, "discussion") for number in range(earlier)),
        other(20, "decided", "another post"),
        other(21, "probation", person="h0") if holders else other(21, "closed"),
    )
    wide = {f"{QUOTA}quota": 99, f"{QUOTA}filled": 0, f"{QUOTA}leaving": 0}
    seen = candidacy(wide, post=post, neighbours=beside)
    fits = holders - min(leaving, holders) + decided + 1 <= quota
    assert (in_quota(seen).gaps == ()) is fits


def test_a_holder_is_not_counted_twice_and_the_case_itself_not_among_the_others() -> None:
    post = PostFile("post", "org", "副书记", "county_deputy", "deputy", 2, ("h1", "candidate"))
    seen = candidacy({f"{QUOTA}filled": 1, f"{QUOTA}leaving": 0}, post=post,
                     neighbours=(replace(other(1, "decided"), id="c1"),))  # fmt: skip
    assert in_quota(seen).gaps == ()


def test_the_meetings_body_counts_not_the_title_of_its_item() -> None:
    own = {**ITEMS, "committee_decision": item("committee_decision",
                                               replace(BODY, organization="elsewhere"))}  # fmt: skip
    assert GUARDS["authority_set"].judge(candidacy(items=own)).gaps == ()


def test_the_rounds_of_a_reopened_activity_are_not_looked_at() -> None:
    seen = candidacy(reopened=frozenset({"recommendation_report"}))
    assert [gap.rule for gap in GUARDS["earlier_steps_done"].judge(seen).gaps] == ["R-GEN-06"]
    assert seen.rounds["recommendation_report"]  # still in the record
