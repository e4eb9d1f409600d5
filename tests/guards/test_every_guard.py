"""What holds of every guard of these chapters: total, says its condition, names only its own rules."""

import inspect
import re
from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from recorded import RECORDED
from recorded_places import places
from scene import ABSENT, ITEMS, changed, dossier, patched, person
from scene_edition import STATES

from workflow.guards import (
    adjustment,
    appointment,
    branch,
    checks,
    decision,
    deliberation,
    investigation,
    negatives,
    political,
    standing,
)
from workflow.guards.verdict import Guard

CHAPTERS = (
    standing, investigation, checks, political, negatives, branch, decision, deliberation,
    appointment, adjustment,
)  # fmt: skip
GUARDS: Mapping[str, Guard] = {
    name: guard for chapter in CHAPTERS for name, guard in chapter.TABLE.items()
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
PLACES = places(RECORDED)
PICTURES = (
    {},
    {"profile": {"joint_manager": "jm", "body_kind": "local_team", "position": "chief",
                 "organ": "committee", "managed_by": "province", "filing": True}},
    {"profile": {"special_post": True, "track": "elected", "probation_basis": "none"}},
    {"person": person()},
)  # fmt: skip


def test_no_guard_stands_in_two_chapters() -> None:
    assert len(GUARDS) == sum(len(chapter.TABLE) for chapter in CHAPTERS)


@pytest.mark.parametrize("name", sorted(GUARDS))
def test_a_guard_is_named_as_its_function_and_says_its_condition_in_chinese(name: str) -> None:
    guard = GUARDS[name]
    assert guard.judge.__name__ == name
    said = inspect.getdoc(guard.judge) or ""
    assert CHINESE.search(said) and said.endswith("。")
    assert CHINESE.search(guard.title)


@pytest.mark.parametrize("name", sorted(GUARDS))
def test_of_an_empty_file_no_guard_raises_and_every_gap_is_under_its_own_rules(name: str) -> None:
    guard = GUARDS[name]
    for picture, made, state in product(PICTURES, ("adopt", "reconsider", ""), STATES):
        seen = dossier({}, items={}, state=state, steps=(), made=made, **picture)
        for gap in guard.judge(seen).gaps:
            assert gap.rule in guard.rules
            assert CHINESE.search(gap.found) and CHINESE.search(gap.needed)


@settings(max_examples=150, deadline=None)
@given(
    spoilt=st.lists(
        st.tuples(st.sampled_from(PLACES), st.sampled_from((ABSENT, None, "", "不明", 0, True))),
        min_size=1, max_size=4, unique_by=lambda one: one[0][0],
    ),
    picture=st.sampled_from(PICTURES),
)  # fmt: skip
def test_whatever_is_missing_or_odd_no_guard_raises(
    spoilt: list[tuple[tuple[str, str], Any]], picture: Mapping[str, Any]
) -> None:
    values = dict(RECORDED)
    for (activity, place), value in spoilt:
        values[activity] = patched(values[activity], {place: value})
    seen = dossier(values, items=ITEMS, made="adopt", state="discussion", **picture)
    for guard in GUARDS.values():
        assert {gap.rule for gap in guard.judge(seen).gaps} <= set(guard.rules)


@settings(max_examples=100, deadline=None)
@given(
    name=st.sampled_from(sorted(ITEMS)),
    lost=st.sets(st.sampled_from(sorted(ITEMS["committee_decision"].values))),
    value=st.sampled_from((ABSENT, None, "", 0)),
)
def test_whatever_is_missing_in_the_minutes_no_guard_raises(
    name: str, lost: set[str], value: Any
) -> None:
    seen = dossier(RECORDED, items={**ITEMS, name: changed(name, dict.fromkeys(lost, value))})
    for guard in GUARDS.values():
        assert {gap.rule for gap in guard.judge(seen).gaps} <= set(guard.rules)


def test_the_guards_are_those_of_the_specification() -> None:
    assert set(GUARDS) == {
        "standing_clear", "stages_checked", "review_period_over", "no_confirmed_negative",
        "team_size", "team_unrelated", "joint_manager_joined", "plan_discussed", "preview_first",
        "methods_complete", "simplification_allowed", "talk_groups", "investigation_days",
        "unit_asked", "face_talk_held", "synthesis_order", "material_political",
        "material_blocks", "team_signed", "department_decided", "health_able", "file_clear",
        "matters_clear", "property_explained", "discipline_replied", "discipline_reply_fields",
        "petitions_closed", "double_signature", "internal_signers", "audit_done",
        "opinions_fresh", "five_dimensions", "four_steps", "six_musts", "branch_heard",
        "branch_answered", "branch_signer", "former_branch_asked", "branch_route_stated",
        "objection_read", "deliberation_finished", "upper_leader_asked", "parties_asked",
        "joint_manager_heard", "collective_meeting", "quorum", "views_complete", "chair_last",
        "item_order", "vote_form_valid", "majority_reached", "majority_missed",
        "no_vote_after_deferral", "deferral_grounds", "no_vote_taken", "deferral_answered",
        "reconsideration_allowed", "recusals_kept", "one_by_one", "minute_book", "plenary_voted",
        "plenary_figures", "decision_unchanged", "revoked_collectively", "notice_not_issued",
        "package_complete", "upper_approved", "filed_in_time", "publicity_held",
        "publicity_after_decision", "publicity_days", "publicity_text", "exceptional_shown",
        "complaints_closed", "publicity_concluded", "talk_held", "notice_after_publicity",
        "notice_ready", "tenure_start_set", "probation_due", "probation_not_due",
        "probation_over", "probation_competent", "probation_decided", "rank_probation",
        "trial_end_grounds", "void_order_given", "ground_code_given", "facts_confirmed",
        "facts_not_confirmed", "person_was_heard", "outcome_allowed", "talk_done",
        "notice_given", "legal_result_given", "impact_recorded", "veto_lifted", "veto_settled",
        "not_tolerable", "plan_decided", "legally_refused",
    }  # fmt: skip
