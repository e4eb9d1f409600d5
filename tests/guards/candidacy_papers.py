"""What was recorded of a candidacy that meets every rule up to the decision."""

from collections.abc import Iterable, Mapping
from typing import Any

from candidacy_edition import EXCLUDED, REVIEWED, TRIGGERS

PROFILE: Mapping[str, Any] = {
    "post": "post", "scope_class": "listed_organ", "position": "deputy",
    "body_kind": "department", "track": "party_appointed", "managed_by": "city",
    "deciding_body": "city", "filing": False, "special_post": False,
    "probation_basis": "department_deputy", "committee_level": "none",
    "growth_place_rule": "none", "target_level": "county_deputy", "two_terms_post": False,
}  # fmt: skip


def _marked(names: Iterable[str], result: str, **more: Any) -> dict[str, Any]:
    return {"items": {name: {"result": result, "basis": "依据", **more} for name in names}}


RECORDED: Mapping[str, Mapping[str, Any]] = {
    "analysis_report": {"study_on": "2026-01-12"},
    "quota_snapshot": {"posts": [{"post": "post", "quota": 2, "filled": 2, "leaving": 1}]},
    "start_opinion": {"issuer": "committee", "start_on": "2026-01-15", "signer": "m1"},
    "initial_proposal": {
        "posts": [{"post": "post"}], "conditions": "条件", "scope": "范围", "method": "方式",
        "procedure": "程序", "planned_decision_on": "2026-03-25",
        "persons": [{"person": "candidate", "post": "post", "source": "organization"}],
    },
    "personal_recommendation": {
        "recommender": "某某", "material": "d1", "signed_on": "2026-01-16", "real_name": True,
    },
    "qualification_review": _marked(REVIEWED, "met"),
    "exclusion_review": _marked(EXCLUDED, "absent", on="2026-03-18"),
    "avoidance_review": _marked(("kin", "growth", "business"), "none"),
    "prior_report_triggers": _marked((*TRIGGERS, "odd"), "miss"),
    "prescreen": _marked(("file", "matters"), "clear"),
    "motion_report": {"reported_to": ["m1"], "reported_on": "2026-01-23"},
    "motion_consultation": {"rows": [{"person": "m3", "on": "2026-01-26", "opinion": "同意"}]},
    "work_plan": {
        "method": "recommendation", "mode": "post_directed", "order": "talks_first",
        "use_reference_list": True, "skip_meeting": False, "order_reason": "",
    },
    "prior_report": {"items": [], "received_on": "2026-01-28", "proof": "d2"},
    "talk_recommendation": {
        "outline_given_on": "2026-02-01", "held_from": "2026-02-02", "held_to": "2026-02-03",
        "talked": 27, "sealed": True,
        "groups": [{"group": group, "expected": 10, "present": 9} for group in (
            "department_leaders", "internal_chiefs", "affiliated_chiefs")],
        "figures": [{"person": "candidate", "post": "post", "votes": 17},
                    {"person": "other", "post": "post", "votes": 7}],
    },
    "reference_list": {
        "seats": 1, "names": [{"person": "candidate"}, {"person": "other"}],
        "issued_on": "2026-02-03",
    },
    "meeting_recommendation": {
        "held_on": "2026-02-04", "expected": 36, "present": 33, "issued": 33, "returned": 33,
        "valid": 32, "groups": [],
        "figures": [{"person": "candidate", "votes": 22}, {"person": "other", "votes": 6}],
    },
    "meeting_skip": {
        "small_unit": True, "same_range": True, "concentrated": True, "figures": "12人，11票",
    },
    "recommendation_conduct": {"finding": "clean", "rows": [], "set_aside": False},
    "recommendation_report": {"reported_on": "2026-02-05"},
    "upward_report": {"reported_on": "2026-02-06"},
    "comparison_note": {
        "recommendation_part": "推荐", "daily_part": "一贯", "study_part": "研判",
        "match_part": "相适",
    },
    "exceptional_grounds": {
        "grounds": ["urgent_speciality"], "facts": "事实", "last_promotion_on": "2022-05-20",
        "broken": ["r_qual_02", "r_qual_03", "r_qual_05", "r_qual_06", "r_exc_01"],
    },
    "soft_exception_note": {"reason": "理由"},
    "competition_plan": {"ground": "scarce_speciality", "breaks_rules": False},
    "agenda_item": {"meeting": "", "created_on": "2026-03-18", "notice_on": "2026-03-20"},
    "legal_nomination": {
        "addressee": "市人大常委会", "in_name_of": "body", "facts": "情况", "reason": "理由",
        "sent_on": "2026-03-19",
    },
    "parties_informed": {"rows": [{"party": "p", "on": "2026-03-10", "opinion": "同意"}]},
    "legal_result": {"result": "elected"},
    "investigation_material": {"basic_conditions": [
        {"item": item, "result": "met"} for item in ("theory", "conviction", "realism",
                                                     "capability", "integrity", "centralism")]},
    "political_assessment": {"conclusion": "好"},
    "democratic_evaluation": {
        "expected": 36, "present": 34, "issued": 34, "returned": 34, "valid": 33,
        "excellent": 26, "competent": 6, "basic": 1, "incompetent": 0,
    },
}  # fmt: skip
