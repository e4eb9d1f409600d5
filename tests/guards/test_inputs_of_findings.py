"""What a guard looked at stands in the entry (findings: inputs), as the lawful pictures have it.

Every value can be read off the worked example in `recorded.py`, `scene.py` and `candidacy.py`: the
eleven members due of whom nine are present and eight agree, the days, the persons, the results.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from candidacy import candidacy
from looked_at import CANDIDACY, COUNTED, SCENE
from recorded import RECORDED
from scene import ITEMS, dossier

from workflow.guards import GUARDS


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
