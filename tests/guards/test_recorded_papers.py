"""Papers of investigation, appointment and adjustment: met as recorded, each fault under its rule."""

from collections.abc import Mapping
from typing import Any

import pytest
from recorded import RECORDED
from scene import OUTSIDE, dossier, patched, person, relative
from spoilt_papers import SPOILT

from workflow.dossier import Dossier
from workflow.guards import (
    adjustment,
    appointment,
    branch,
    checks,
    deliberation,
    investigation,
    political,
)
from workflow.guards.verdict import Guard

GUARDS: Mapping[str, Guard] = {
    **adjustment.TABLE, **appointment.TABLE, **branch.TABLE, **checks.TABLE,
    **deliberation.TABLE, **investigation.TABLE, **political.TABLE,
}  # fmt: skip

# What differs from the common scene for a guard to be concerned at all.
SCENES: Mapping[str, Mapping[str, Any]] = {
    "joint_manager_joined": {"profile": {"joint_manager": "jm"}},
    "joint_manager_heard": {"profile": {"joint_manager": "jm"}},
    "internal_signers": {"profile": {"body_kind": "internal_organ"}},
    "simplification_allowed": {"profile": {"body_kind": "internal_organ"}},
    "parties_asked": {"person": person(OUTSIDE)},
    "branch_route_stated": {"person": person(OUTSIDE)},
    "probation_not_due": {"profile": {"probation_basis": "none"}},
    "legal_result_given": {"profile": {"track": "elected"}},
}
RECORDS: Mapping[str, Mapping[str, Any]] = {
    "veto_lifted": {"adjustment_ground": {"codes": ["after_veto"]}},
    "probation_not_due": {"appointment_notice": {"kind": "formal"}},
    "probation_over": {"appointment_notice": {"notice_on": "2025-04-09"}},
    "trial_end_grounds": {"probation_assessment": {"result": "incompetent"},
                          "appointment_notice": {"notice_on": "2025-04-09"}},
    "facts_not_confirmed": {"fact_verification": {"items.one.result": "not_confirmed"}},
    "legally_refused": {"legal_result": {"result": "refused"}},
}


def scene(guard: str, **changes: Mapping[str, Any]) -> Dossier:
    values = dict(RECORDED)
    for activity, change in (*RECORDS.get(guard, {}).items(), *changes.items()):
        values[activity] = patched(values[activity], change)
    return dossier(values, **SCENES.get(guard, {}))


@pytest.mark.parametrize("guard", sorted(GUARDS))
def test_nothing_is_found_where_everything_is_as_the_rule_asks(guard: str) -> None:
    assert GUARDS[guard].judge(scene(guard)).gaps == ()


@pytest.mark.parametrize(
    ("guard", "activity", "change", "rules"),
    SPOILT,
    ids=[f"{guard}: {activity} {sorted(change)}" for guard, activity, change, _ in SPOILT],
)
def test_a_fault_in_a_paper_is_found_under_its_rule(
    guard: str, activity: str, change: Mapping[str, Any], rules: list[str]
) -> None:
    gaps = GUARDS[guard].judge(scene(guard, **{activity: change})).gaps
    assert [gap.rule for gap in gaps] == rules


RELATED = (
    ("team_unrelated", "investigation_team", {"members.1.person": "aunt"}, "R-INV-02"),
    ("double_signature", "integrity_opinion", {"signed.0.person": "aunt"}, "R-FTSB-05"),
    ("branch_signer", "branch_opinion", {"answers.0.signer": "aunt"}, "R-BRANCH-03"),
    ("branch_signer", "branch_opinion", {"answers.0.person": "aunt"}, "R-BRANCH-03"),
)


@pytest.mark.parametrize(("guard", "activity", "change", "rule"), RELATED)
def test_a_relative_neither_investigates_nor_signs(
    guard: str, activity: str, change: Mapping[str, Any], rule: str
) -> None:
    seen = scene(guard, **{activity: change})
    known = (*seen.person.facts, relative("aunt", "uncle_aunt"))
    values = {**RECORDED, activity: patched(RECORDED[activity], change)}
    found = GUARDS[guard].judge(dossier(values, person=person(*known)))
    assert [gap.rule for gap in found.gaps] == [rule]
    assert GUARDS[guard].judge(seen).gaps == ()  # the same paper without the kinship


SAME_DAY: tuple[tuple[str, str, Mapping[str, Any]], ...] = (
    ("plan_discussed", "investigation_plan", {"discussed_on": "2026-04-09"}),
    ("face_talk_held", "candidate_talk", {"held_on": "2026-04-09"}),
    ("synthesis_order", "synthesis", {"analysis_on": "2026-02-27"}),  # the last talk's day
    ("synthesis_order", "synthesis", {"analysis_on": "2026-03-09"}),  # the feedback's day
    ("synthesis_order", "synthesis", {"feedback_on": "2026-04-09"}),
    ("four_steps", "political_assessment", {"heard_on": "2026-03-09"}),
    ("four_steps", "political_assessment", {"steps.3.to": "2026-04-09"}),
    ("four_steps", "political_assessment", {"steps.2.from": "2026-02-28", "steps.2.to": "2026-02-28"}),
    ("matters_clear", "four_checks", {"items.matters.query_on": "2026-04-09"}),
    ("matters_clear", "four_checks", {
        "items.matters.result": "omission_minor", "items.matters.handling": "批评教育",
        "items.matters.handled_on": "2026-04-09",
    }),
    ("petitions_closed", "four_checks", {"items.petitions.rows.0.closed_on": "2026-04-09"}),
    ("double_signature", "integrity_opinion", {"signed.0.on": "2026-04-09"}),
    ("branch_route_stated", "branch_route", {"united_front_asked_on": "2026-04-09"}),
    ("deliberation_finished", "deliberation_record", {"rows.1.on": "2026-03-19"}),
    ("publicity_held", "publicity_notice", {"posted_on": "2026-04-09"}),
    ("publicity_concluded", "publicity_notice", {"conclusions.1.on": "2026-04-09"}),
    ("talk_held", "appointment_talk", {"held_on": "2026-04-09"}),
    ("notice_after_publicity", "appointment_notice", {"notice_on": "2026-04-03"}),
    ("person_was_heard", "person_heard", {"heard_on": "2026-04-09"}),
    ("talk_done", "adjustment_talk", {"held_on": "2026-03-25"}),  # the decision's day
    ("talk_done", "adjustment_talk", {"held_on": "2026-04-09"}),
    ("notice_given", "adjustment_notice", {"notice_on": "2026-03-27"}),  # the talk's day
    ("notice_given", "adjustment_notice", {"notice_on": "2026-04-09"}),
    ("legal_result_given", "removal_result", {"on": "2026-04-09"}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("guard", "activity", "change"),
    SAME_DAY,
    ids=[f"{guard}: {sorted(change.items())}" for guard, _, change in SAME_DAY],
)
def test_what_is_done_today_or_on_the_day_of_the_step_before_is_done(
    guard: str, activity: str, change: Mapping[str, Any]
) -> None:
    assert GUARDS[guard].judge(scene(guard, **{activity: change})).gaps == ()
