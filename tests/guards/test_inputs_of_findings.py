"""What a guard looked at stands in the entry (findings: inputs), as the lawful pictures have it.

Every value can be read off the worked example in `recorded.py`, `scene.py` and `candidacy.py`: the
eleven members due of whom nine are present and eight agree, the days, the persons, the results.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from candidacy import candidacy
from recorded import RECORDED
from scene import ITEMS, dossier

from workflow.guards import GUARDS

COUNTED = {"due": 11, "present": 9, "agree": 8}
PLANNED = date(2026, 3, 25)  # the decision as planned: to this day months are counted
FRESH = date(2026, 3, 6)

SCENE: Mapping[str, Mapping[str, Any]] = {
    "audit_done": {"audited_post": False, "finished_on": date(2026, 2, 20)},
    "branch_answered": {"objections": 0, "replied": []},
    "branch_heard": {"branches": ("branch",), "asked": ["branch"], "answered": ["branch"]},
    "branch_route_stated": {"member": True},
    "branch_signer": {"signers": ["signer"]},
    "chair_last": {"chair": "m1", "orders": {"m1": 9, **{f"m{n}": n - 1 for n in range(2, 10)}}},
    "collective_meeting": {
        "meeting": "meeting-committee_decision", "kind": "standing_committee", "held_on": PLANNED,
    },
    "complaints_closed": {"complaints": {}},
    "decision_unchanged": {
        "then": "entry-committee_decision", "now": "entry-committee_decision",
    },
    "deferral_answered": {"answered_on": date(2026, 3, 31)},
    "deferral_grounds": {"missing": []},
    "deliberation_finished": {
        "ranges": ["committee", "government"], "finished_on": date(2026, 3, 19),
    },
    "department_decided": {"held_on": date(2026, 3, 13), **COUNTED},
    "discipline_replied": {"replies": 1},
    "discipline_reply_fields": {"missing": []},
    "double_signature": {"signed": {"unit_secretary": "us", "discipline_secretary": "ds"}},
    "exceptional_shown": {"exceptional": False},
    "facts_not_confirmed": {"confirmed": ["one"], "veto": False},
    "impact_recorded": {
        "rule": "R-OUT-06", "notice_on": date(2026, 3, 30), "impact_until": date(2027, 3, 29),
        "months": 12, "kind": "removal",
    },
    "investigation_days": {"began_on": None},
    "legally_refused": {"result": "elected"},
    "not_tolerable": {"tolerated": False, "veto": False},
    "notice_given": {"notice_on": date(2026, 3, 30), "talked_on": date(2026, 3, 27)},
    "notice_ready": {"results": {"petitions": "clear"}, "notice_on": date(2026, 4, 8)},
    "outcome_allowed": {"outcome": "removal", "veto": False},
    "plan_decided": {"then": "", "now": "removal"},
    "veto_lifted": {"codes": ["political_ability"], "veto": False},
    "veto_settled": {"veto": False, "reason": ""},
    "face_talk_held": {"held_on": date(2026, 3, 5), "talkers": ["t1", "t2"]},
    "facts_confirmed": {"confirmed": ["one"]},
    "file_clear": {"files": {"file_birth": "resolved", "file_party": "not_applicable"}},
    "filed_in_time": {"needs_filing": False, "sent_on": date(2026, 3, 26)},
    "five_dimensions": {"findings": dict.fromkeys(
        ("loyalty", "composure", "responsibility", "ability", "discipline"), "good")},
    "former_branch_asked": {"former": (), "asked_on": date(2026, 2, 26)},
    "four_steps": {
        "ends": {"self": date(2026, 2, 26), "interview": date(2026, 2, 28),
                 "verify": date(2026, 3, 3), "finding": date(2026, 3, 9)},
        "heard_on": FRESH,
    },
    "ground_code_given": {"codes": ["political_ability"]},
    "health_able": {"result": "able"},
    "internal_signers": {
        "internal_organ_post": False,
        "offices": ["unit_secretary", "discipline_secretary", "organ_party_secretary",
                    "organ_discipline_secretary"],
    },
    "item_order": {"presenter": "m2", "presented_seq": 1, "discussed_seq": 2, "voted_seq": 3},
    "joint_manager_heard": {"dual_managed": False},
    "joint_manager_joined": {"dual_managed": False, "joint_member": "j1"},
    "majority_missed": {"recusal_base": "keep", **COUNTED},
    "majority_reached": {"recusal_base": "keep", **COUNTED},
    "material_blocks": {"examples": 1},
    "material_political": {"political": True},
    "matters_clear": {
        "reports_matters": True, "result": "consistent", "query_on": date(2026, 2, 26),
        "impact_until": None,
    },
    "methods_complete": {
        "used": ["evaluation", "opinion_forms", "site_visit", "talks"], "excused": ["file_reading"],
    },
    "minute_book": {"book_no": "七", "page": 12, "recorder": "r1"},
    "no_confirmed_negative": {"items": {"清单第一项": "not_found"}},
    "no_vote_after_deferral": {"meeting": "meeting-committee_decision", "deferred": []},
    "no_vote_taken": {"state": "discussion"},
    "notice_after_publicity": {
        "required": True, "notice_on": date(2026, 4, 8), "end": date(2026, 4, 2),
    },
    "notice_not_issued": {"issued": ["appointment_notice"]},
    "objection_read": {"objected": False, "read": True},
    "one_by_one": {"package_with": []},
    "opinions_fresh": {"months": 6, "newest": dict.fromkeys(
        ("discipline_opinion/jw", "unit_opinions/u-org", "unit_opinions/u-dis",
         "unit_opinions/u-party", "branch_opinion/branch"), FRESH)},
    "package_complete": {"managed_above": False},
    "parties_asked": {"outside": False, "answered": ["democratic_parties", "united_front"]},
    "person_was_heard": {"heard_on": FRESH, "hearers": 2},
    "petitions_closed": {"petitions": ["信1"]},
    "plan_discussed": {"discussed_with": ["us"], "discussed_on": date(2026, 2, 13)},
    "plenary_figures": {"local_chief_post": False},
    "plenary_voted": {"local_chief_post": False},
    "preview_first": {
        "posted_on": date(2026, 2, 24), "end": date(2026, 2, 25), "first_talk": date(2026, 2, 26),
    },
    "probation_competent": {"result": "competent"},
    "probation_decided": {"meeting": "meeting-probation_decision", **COUNTED},
    "probation_due": {"probation_post": True, "kind": "trial"},
    "probation_not_due": {"probation_post": True, "kind": "trial"},
    "probation_over": {
        "span": (date(2026, 4, 8), date(2027, 4, 7)), "assessed_on": date(2026, 4, 9),
    },
    "property_explained": {"property_question": "none"},
    "publicity_after_decision": {"posted_on": date(2026, 3, 26), "held_on": PLANNED},
    "publicity_concluded": {
        "required": True, "signed": {"supervision_officer": "so", "organization_head": "oh"},
    },
    "publicity_held": {"required": True, "posted_on": date(2026, 3, 26)},
    "publicity_text": {"required": True},
    "quorum": {"recusal_base": "keep", **COUNTED},
    "rank_probation": {"rank_only_on_trial": False},
    "reconsideration_allowed": {"reconsidered": False},
    "recusals_kept": {
        "recusal_base": "keep", "relatives": {},
        "meetings": ["meeting-committee_decision", "meeting-plenary_ballot"],
    },
    "review_period_over": {"veto": None},
    "revoked_collectively": {"meeting": "meeting-revocation_decision", "body": "body", **COUNTED},
    "simplification_allowed": {"simplified": [], "internal_organ_post": False},
    "six_musts": {"done": [
        "evaluation", "material", "opinion", "reminder", "talk", "verification",
    ]},
    "stages_checked": {"stage": "decision", "round": None},
    "standing_clear": {"standing": "clear", "veto": None, "holds": []},
    "synthesis_order": {
        "last_talk": date(2026, 2, 27), "analysis_on": FRESH, "feedback_on": date(2026, 3, 9),
    },
    "talk_done": {"held_on": date(2026, 3, 27)},
    "talk_groups": {"talked": ["department_chiefs", "unit_leaders", "upper_leaders"]},
    "talk_held": {"held_on": date(2026, 4, 7), "talker": "m3"},
    "team_signed": {"members": ["t1", "t2", "t3"], "signed": ["t1", "t2", "t3"], "over": "d30"},
    "team_size": {"members": 3, "leader": "t1"},
    "team_unrelated": {"members": ["t1", "t2", "t3"]},
    "tenure_start_set": {"track": "party_appointed", "code": "party_decision", "starts": PLANNED},
    "trial_end_grounds": {"over": False, "result": "competent", "serious_fault": False},
    "unit_asked": {
        "answered": ["organ_party", "u-dis", "u-org", "u-party", "unit_discipline",
                     "unit_organization"],
        "absent_told": False,
    },
    "upper_approved": {"managed_above": False},
    "upper_leader_asked": {"department_leader_post": True, "answers": 1},
    "views_complete": {"views": {
        **{f"m{n}": "agree" for n in range(1, 10)}, "m10": None, "m11": None,
    }},
    "void_order_given": {"document_no": "〔2026〕3号"},
    "vote_form_valid": {"vote_form": "secret"},
}  # fmt: skip
CANDIDACY: Mapping[str, Mapping[str, Any]] = {
    "advertised_conditions": {"breaks_rules": False},
    "analysis_precedes_start": {"study_on": date(2026, 1, 12), "start_on": date(2026, 1, 15)},
    "annual_grade": {"year": 2025, "results": ["称职"]},
    "approved_before_investigation": {"needed": False},
    "authority_set": {"managed_by": "city", "deciding": "city", "body": "city", "met": None},
    "ballots_sealed": {"linked": False},
    "basic_conditions": {"reviewed": {"q01": "met"}, "material": ["met"] * 6},
    "both_forms": {"needed": True, "talk": True, "meeting": True, "skipped": False},
    "change_list_agreed": {"leadership_change": False},
    # 乡科级正职自 2020-09-10 起，至 2026-03-25 满五年六个月
    "chief_tenure": {"as_of": PLANNED, "figure": 66, "needed": 36, "exception": True},
    "competition_ground": {
        "competitive": True, "ground": "scarce_speciality", "chief_post": False,
    },
    "deputy_tenure": {"as_of": PLANNED, "figure": None, "needed": None, "exception": True},
    "exclusions_absent": {
        "fresh": True, "results": dict.fromkeys(("c1", "c2", "c4", "c5", "c7"), "absent"),
        "abroad": None,
    },
    "nomination_lawful": {
        "sent_on": date(2026, 3, 19), "in_name_of": "body", "talked": [date(2026, 3, 10)],
    },
    "order_of_steps": {"reversed": False, "steps": {
        "谈话调研推荐": [date(2026, 2, 2), date(2026, 2, 3)],
        "参考名单": [date(2026, 2, 3)] * 2, "会议推荐": [date(2026, 2, 4)] * 2,
        "民主推荐情况报告": [date(2026, 2, 5)] * 2,
    }},
    "party_years": {"as_of": PLANNED, "figure": None, "needed": None, "exception": False},
    "qualification_recheck": {
        "as_of": PLANNED, "position": "deputy", "statutory": "",
        "figures": {"R-QUAL-02": 164, "R-QUAL-03": 37, "R-QUAL-05": None, "R-QUAL-06": 66,
                    "R-QUAL-12": None, "R-QUAL-14": None},
    },
    "township_tenure": {"as_of": PLANNED, "figure": None, "needed": None, "exception": False},
    "track_fits": {"track": "party_appointed", "state": "deliberation", "result": "elected"},
    "earlier_steps_done": {"steps": dict.fromkeys(
        ("recommendation_report", "investigation_material", "political_assessment"), True)},
    "education_level": {"levels": ["大学本科"], "needed": 3},
    "exceptional_absolute": {"exceptional": False},
    "exceptional_approved": {"exceptional": False, "stance": None},
    "exceptional_grounds_given": {"exceptional": False, "grounds": ["urgent_speciality"]},
    "exceptional_told": {"exceptional": False, "told": False},
    "figures_add_up": {"wrong": []},
    # 基层 2012-07-16 至 2015-08-31
    "grassroots_years": {"as_of": PLANNED, "figure": 37, "needed": 24, "exception": True},
    "growth_place": {"rule": "none"},
    "in_quota": {
        "quota": 2, "staying": ["h1"], "taking": [], "over_approval": False,
        "snapshot": {"quota": 2, "filled": 2, "leaving": 1, "as_of": None},
    },
    "in_scope": {"scope_class": "listed_organ"},
    "is_lateral": {
        "steps": 1, "current": "township_chief", "target": "county_deputy", "position": "deputy",
    },
    "kin_avoidance": {"relatives": [], "managed": False},
    "kin_business": {"business": [], "managed": False},
    "list_differential": {"needed": True, "names": 2, "seats": 1, "posts": 0},
    "meeting_skip_grounds": {"needed": False},
    "motion_consulted": {
        "reported_to": ["m1"], "reported_on": date(2026, 1, 23), "consulted": ["m3"],
    },
    "no_adhoc_motion": {
        "created_on": date(2026, 3, 18), "notice_on": date(2026, 3, 20), "held_on": None,
    },
    "no_canvassing": {"finding": "clean", "named": [], "set_aside": False},
    "object_ratio": {"objects": 2, "seats": 1},
    "parties_took_part": {"needed": False},
    "prescreened": {"results": {"file": "clear", "matters": "clear"}},
    "prior_report_approved": {"replies": {}},
    "prior_report_sent": {"hit": [], "items": [], "received_on": date(2026, 1, 28)},
    "proposal_complete": {"missing": []},
    "rank_holder": {"rank_only": False, "table": False},
    "reasons_beyond_votes": {"missing": [], "place": 1},
    "recommendation_attendance": {"needed": False},
    "recommendation_groups": {
        "needed": True, "body_kind": "department",
        "present": ["affiliated_chiefs", "department_leaders", "internal_chiefs"],
    },
    "recommendation_mode": {"mode": "post_directed", "leadership_change": False, "needed": True},
    "recommendation_valid": {
        "rec_date": date(2026, 2, 4), "use_date": date(2026, 3, 20), "strict": True,
    },
    "recommended": {"way": "recommendation", "recommended": True},
    "recommender_signed": {"individual": False},
    "sanctions_cleared": {"as_of": date(2026, 3, 20), "sanctions": []},
    "shortlisted_by_body": {
        "meeting": "meeting-shortlist_decision", "held_on": date(2026, 2, 11), **COUNTED,
    },
    "special_need_agreed": {"special_need": False, "stance": None},
    "start_opinion_issued": {"issuer": "committee", "signer": "m1", "start_on": date(2026, 1, 15)},
    "statutory_conditions": {"basis": "", "results": {"q11": "met"}},
    "stepwise": {"steps": 1, "current": "township_chief", "target": "county_deputy"},
    "strict_control": {"soft_exception": False, "reason": True},
    "tenure_ledger": {"flags": [], "as_of": PLANNED},
    "term_unfinished": {"term_post": False},
    "third_term": {"two_terms_post": False},
    # 2021-03-25 起五年内，每年 110 学时
    "training": {"hours": 560, "needed": 550, "since": date(2021, 3, 25), "as_of": PLANNED},
    "two_posts": {"as_of": PLANNED, "figure": 2, "needed": 2, "exception": False},
    # 自 2012-07-16 起
    "work_years": {"as_of": PLANNED, "figure": 164, "needed": 60, "exception": True},
}  # fmt: skip


@pytest.mark.parametrize("name", SCENE)
def test_what_a_guard_looked_at_from_the_investigation_on_is_in_its_inputs(name: str) -> None:
    seen = dossier(RECORDED, items=ITEMS, made="adopt", state="discussion")
    assert GUARDS[name].judge(seen).inputs == SCENE[name]


@pytest.mark.parametrize("name", CANDIDACY)
def test_what_a_guard_looked_at_up_to_the_candidacy_is_in_its_inputs(name: str) -> None:
    assert GUARDS[name].judge(candidacy()).inputs == CANDIDACY[name]


LOCAL_CHIEF = {"body_kind": "local_team", "position": "chief", "organ": "committee"}
OTHERWISE: tuple[tuple[str, Mapping[str, Any], Mapping[str, Any]], ...] = (
    # 特殊岗位不公示
    ("publicity_held", {"special_post": True}, {"required": False, "basis": "special_post"}),
    *((name, {"special_post": True}, {"required": False}) for name in (
        "publicity_days", "publicity_text", "publicity_concluded", "notice_after_publicity")),
    # 市县党政正职
    ("plenary_voted", LOCAL_CHIEF,
     {"local_chief_post": True, "urgent": False, "meeting": "meeting-plenary_ballot"}),
    ("plenary_figures", LOCAL_CHIEF, {"issued": 9, **COUNTED}),
    ("upper_leader_asked", LOCAL_CHIEF, {"department_leader_post": False, "answers": 1}),
    # 上级管理
    ("upper_approved", {"managed_by": "province"}, {"managed_above": True, "stances": ["approve"]}),
    ("package_complete", {"managed_by": "province"},
     {"managed_above": True, "parts": [f"part{n}" for n in range(1, 7)], "missing": []}),
    ("joint_manager_heard", {"joint_manager": "jm"}, {"dual_managed": True, "stance": "support"}),
    ("joint_manager_joined", {"joint_manager": "jm"}, {"dual_managed": True, "joint_member": "j1"}),
    ("filed_in_time", {"filing": True}, {"needs_filing": True, "sent_on": date(2026, 3, 26)}),
    ("simplification_allowed", {"body_kind": "internal_organ"},
     {"simplified": [], "internal_organ_post": True}),
)  # fmt: skip
RECOMMENDED: tuple[tuple[str, Mapping[str, Any], Mapping[str, Any]], ...] = (
    ("recommender_signed", {"changes": {"initial_proposal.persons.0.source": "individual"}},
     {"individual": True, "signed_on": date(2026, 1, 16)}),
    ("meeting_skip_grounds", {"changes": {"work_plan.skip_meeting": True}},
     {"needed": True, "missing": []}),
    ("both_forms", {"changes": {"work_plan.skip_meeting": True}},
     {"needed": True, "talk": True, "meeting": True, "skipped": True}),
    ("recommendation_attendance", {"settings": {"recommendation_quorum": "two_thirds"}},
     {"needed": True, "expected": 36, "present": 33}),
    ("third_term", {"profile": {"two_terms_post": True}}, {"two_terms_post": True, "terms": 0}),
)  # fmt: skip


@pytest.mark.parametrize(("name", "profile", "inputs"), OTHERWISE)
def test_what_a_guard_looked_at_where_the_post_is_another(
    name: str, profile: Mapping[str, Any], inputs: Mapping[str, Any]
) -> None:
    seen = dossier(RECORDED, items=ITEMS, made="adopt", state="discussion", profile=profile)
    assert GUARDS[name].judge(seen).inputs == inputs


@pytest.mark.parametrize(("name", "picture", "inputs"), RECOMMENDED)
def test_what_a_guard_looked_at_where_the_recommendation_went_otherwise(
    name: str, picture: Mapping[str, Any], inputs: Mapping[str, Any]
) -> None:
    assert GUARDS[name].judge(candidacy(**picture)).inputs == inputs
