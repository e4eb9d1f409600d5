"""What the answer of a condition (适用条件) rests on is told beside it, as the worked example has it."""

from collections.abc import Mapping
from typing import Any

import pytest
from candidacy import candidacy

from workflow.guards.applies import APPLIES

TRACK = {"track": "party_appointed"}
LEVELS = {"current": "township_chief", "target": "county_deputy", "as_of": "2026-03-25"}
# 大学本科；工作、基层、两职、乡科级正职的月数见 `test_inputs_of_findings.py`
FIGURES = {
    **LEVELS, "R-QUAL-07": 4, "R-QUAL-02": 164, "R-QUAL-03": 37, "R-QUAL-04": 2, "R-QUAL-06": 66,
}
FACTS: Mapping[str, Mapping[str, Any]] = {
    "audited_post": {"audited": False, **LEVELS},
    "branch_officer_candidate": {"branches": ["branch"]},
    "candidate_is_party_member": {"politics": "中共党员"},
    "candidate_not_party_member": {"politics": "中共党员"},
    "chief_post": {"position": "deputy"},
    "competitive": {"method": "recommendation", "sources": ["organization"]},
    "department_leader_post": {"body_kind": "department", "position": "deputy"},
    "dual_managed": {"joint_manager": None},
    "elected_post": TRACK,
    "exceptional": FIGURES,
    "has_sanction_record": {"sanctions": 0},
    "has_written_objection": {"opinions": []},
    "individually_recommended": {"individual": False},
    "inspection_required": {"last_investigated_on": None, "same_line": None},
    "internal_organ_post": {"body_kind": "department"},
    "joint_manager_objected": {"stances": []},
    "leadership_change": {"occasion": "individual"},
    "legal_act_needed": TRACK,
    "level_skipping": LEVELS,
    "local_chief_post": {"body_kind": "department", "position": "deputy", "organ": None},
    "local_team_post": {"body_kind": "department"},
    "managed_above": {"managed_by": "city", "body": "body"},
    "meeting_required": {"method": "recommendation", "skip_meeting": False},
    "meeting_skippable": {"method": "recommendation", "skip_meeting": False},
    "needs_filing": {"filing": False},
    "needs_prior_report": {"hit": []},
    "new_entrant": {"occasion": "individual"},
    "nonstandard_conditions": {"breaks_rules": False},
    "order_reversed": {"order": "talks_first"},
    "party_appointed_post": TRACK,
    "party_committee_post": {"committee_level": "none"},
    "publicity_exempt": {"special_post": False, "occasion": "individual"},
    "publicity_required": {"special_post": False, "occasion": "individual"},
    "rank_only": {"rank": None, **LEVELS},
    "recently_moved_branch": {
        "membership": [{"branch": "branch", "from": "2020-01-01", "to": None}],
    },
    "recommendation_required": {"method": "recommendation"},
    "reply_before_investigation": {"method": "recommendation", **FIGURES, "recommended": True},
    "reports_matters": LEVELS,
    "restricted_area_post": {"growth_place_rule": "none"},
    "soft_exception": FIGURES,
    "special_need": {"method": "recommendation"},
    "state_appointed_post": TRACK,
    "statutory_post": {"statutory_basis": None},
    "talks_first": {"order": "talks_first", "use_reference_list": True},
    "township_level": LEVELS,
}  # fmt: skip


@pytest.mark.parametrize("name", FACTS)
def test_a_condition_tells_what_its_answer_rests_on(name: str) -> None:
    told = APPLIES[name].facts
    assert told is not None
    assert told(candidacy()) == FACTS[name]
