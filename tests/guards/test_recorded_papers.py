"""Papers of investigation, appointment and adjustment: met as recorded, each fault under its rule."""

from collections.abc import Mapping
from typing import Any

import pytest
from recorded import RECORDED, SIGNATURES, STEPS
from scene import ABSENT, OUTSIDE, asks, dossier, patched, person, relative

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


SPOILT: tuple[tuple[str, str, Mapping[str, Any], list[str]], ...] = (
    # preparation
    ("team_size", "investigation_team", {"members": RECORDED["investigation_team"]["members"][:1]},
     ["R-INV-01"]),
    ("team_size", "investigation_team", {"leader": "t9"}, ["R-INV-01"]),
    ("team_size", "investigation_team", {"members": [], "leader": ABSENT}, ["R-INV-01"] * 2),
    ("team_unrelated", "investigation_team", {"members.1.declaration": False}, ["R-INV-02"]),
    ("team_unrelated", "investigation_team", {"members.1.person": "candidate"}, ["R-AVO-04"]),
    ("team_unrelated", "investigation_team", {"members": []}, ["R-INV-02"]),
    ("joint_manager_joined", "investigation_team", {"joint_member": ABSENT}, ["R-INV-16"]),
    ("plan_discussed", "investigation_plan", {"discussed_with": []}, ["R-INV-04"]),
    ("plan_discussed", "investigation_plan", {"discussed_on": ABSENT}, ["R-INV-04"]),
    ("plan_discussed", "investigation_plan", {"discussed_on": "2026-04-10"}, ["R-INV-04"]),
    ("preview_first", "investigation_preview", {"content": " "}, ["R-INV-05"]),
    ("preview_first", "investigation_preview", {"posted_on": ABSENT}, ["R-INV-05"]),
    ("preview_first", "investigation_preview", {"posted_on": "2026-02-26"}, ["R-INV-05"]),
    ("preview_first", "investigation_preview", {"posted_on": "2026-04-08"}, ["R-INV-05"] * 2),
    ("preview_first", "investigation_preview", {"posted_on": "2019-02-26"}, ["R-INV-05"]),
    ("methods_complete", "investigation_plan", {"methods": ["talks"]}, ["R-INV-06"] * 3),
    ("methods_complete", "investigation_plan", {"omitted.0.reason": ""}, ["R-INV-06"]),
    ("simplification_allowed", "investigation_plan", {"simplified": ["evaluation"]}, ["R-INV-10"]),
    ("simplification_allowed", "investigation_plan",
     {"simplified": ["four_checks"], "simplified_reason": "内设机构"}, ["R-INV-10"]),
    # investigation
    ("talk_groups", "investigation_talks", {"rows.0.number": 0}, ["R-INV-11"]),
    ("talk_groups", "investigation_talks", {"rows": []}, ["R-INV-11"] * 3),
    ("unit_asked", "unit_opinions", {"answers.1": ABSENT}, ["R-INV-12"]),
    ("unit_asked", "unit_opinions", {"answers": ABSENT}, ["R-INV-12"] * 3),
    ("face_talk_held", "candidate_talk", {"held_on": ABSENT}, ["R-INV-07"]),
    ("face_talk_held", "candidate_talk", {"held_on": "2026-04-10"}, ["R-INV-07"]),
    ("face_talk_held", "candidate_talk", {"summary": ""}, ["R-INV-07"]),
    ("face_talk_held", "candidate_talk", {"talkers": ["t1", "t1"]}, ["R-INV-07"]),
    ("synthesis_order", "synthesis", {"analysis_on": ABSENT}, ["R-INV-08"]),
    ("synthesis_order", "synthesis", {"analysis_on": "2026-02-26"}, ["R-INV-08"]),
    ("synthesis_order", "synthesis", {"feedback_on": "2026-03-05"}, ["R-INV-08"]),
    ("synthesis_order", "synthesis", {"feedback_on": "2026-04-10"}, ["R-INV-08"]),
    ("synthesis_order", "synthesis", {"feedback_to": []}, ["R-INV-08"]),
    ("synthesis_order", "investigation_talks", {"rows": []}, ["R-INV-08"]),
    ("material_political", "investigation_material", {"political": ""}, ["R-INV-13"]),
    ("material_political", "investigation_material", {"gates": ABSENT}, ["R-INV-13"]),
    ("material_blocks", "investigation_material", {"shortcomings": " "}, ["R-INV-14"]),
    ("material_blocks", "investigation_material", {"examples": []}, ["R-INV-14"]),
    ("team_signed", "team_signatures", {"signed.2": ABSENT}, ["R-INV-03"]),
    ("team_signed", "investigation_team", {"members": []}, ["R-INV-03"]),
    ("team_signed", "investigation_team", {"members.0.person": ABSENT}, ["R-INV-03"]),
    ("team_signed", "investigation_team", {"members.0.person": 7}, ["R-INV-03"]),
    ("health_able", "health_statement", {"class": "unable"}, ["R-QUAL-10"]),
    ("health_able", "health_statement", {"class": ABSENT}, ["R-QUAL-10"]),
    # political assessment
    ("five_dimensions", "political_assessment", {"dimensions.ability": ABSENT}, ["R-POL-01"]),
    ("five_dimensions", "political_assessment", {"dimensions.ability.evidence": []}, ["R-POL-01"]),
    ("five_dimensions", "political_assessment", {"dimensions.ability.finding": "优"}, ["R-POL-01"]),
    ("five_dimensions", "political_assessment", {"dimensions.score": 100}, ["R-POL-01"]),
    ("five_dimensions", "political_assessment", {"dimensions": ABSENT}, ["R-POL-01"] * 5),
    ("four_steps", "political_assessment", {"steps": STEPS[1:]}, ["R-POL-02"]),
    ("four_steps", "political_assessment", {"steps.2.from": "2026-03-04"}, ["R-POL-02"]),
    ("four_steps", "political_assessment",
     {"steps.2.from": "2026-02-26", "steps.2.to": "2026-02-27"}, ["R-POL-02"]),
    ("four_steps", "political_assessment", {"heard_on": ABSENT}, ["R-POL-02"]),
    ("four_steps", "political_assessment", {"heard_on": "2026-03-10"}, ["R-POL-02"]),
    ("four_steps", "political_assessment", {"steps.3.to": "2026-04-10"}, ["R-POL-02"]),
    ("six_musts", "political_assessment", {"six_musts": ["talk", "opinion"]}, ["R-POL-13"] * 4),
    # the four checks
    ("file_clear", "four_checks", {"items.file_birth.result": "doubtful"}, ["R-FTSB-01"]),
    ("file_clear", "four_checks", {"items.file_party": ABSENT}, ["R-FTSB-01"]),
    ("file_clear", "four_checks", {"items": ABSENT}, ["R-FTSB-01"] * 2),
    ("discipline_replied", "four_checks", {"items.discipline.result": "doubtful"}, ["R-FTSB-03"]),
    ("petitions_closed", "four_checks", {"items.petitions.result": "doubtful"}, ["R-FTSB-04"]),
    ("matters_clear", "four_checks", {"items.matters": ABSENT}, ["R-FTSB-02"]),
    ("matters_clear", "four_checks", {"items.matters.query_on": "2026-04-10"}, ["R-FTSB-02"]),
    ("matters_clear", "four_checks", {"items.matters.result": "omission_minor"}, ["R-PI-03"]),
    ("matters_clear", "four_checks", {"items.matters.result": "concealment"}, ["R-PI-04"]),
    ("property_explained", "four_checks", {"items.matters.property_question": "open"},
     ["R-PI-07"]),
    ("property_explained", "four_checks", {"items.matters.property_question": ABSENT},
     ["R-PI-07"]),
    ("discipline_replied", "discipline_opinion", {"answers": []}, ["R-FTSB-03"]),
    ("discipline_replied", "discipline_opinion",
     asks(("unit_discipline", "u-dis"), effect="no_effect"), ["R-FTSB-03"]),
    ("discipline_replied", "discipline_opinion", {"answers.0.organization": "other"},
     ["R-FTSB-03"]),
    ("discipline_replied", "discipline_opinion", {"answers.0.effect": "wait"}, ["R-FTSB-03"]),
    ("discipline_replied", "discipline_opinion", {"answers.0.effect": "not_suitable"},
     ["R-FTSB-03"]),
    ("discipline_reply_fields", "discipline_opinion",
     {"answers.0.reports": ABSENT, "answers.0.checked": ""}, ["R-FTSB-08"]),
    ("discipline_reply_fields", "discipline_opinion", {"answers": []}, ["R-FTSB-08"]),
    ("discipline_reply_fields", "discipline_opinion", {"answers.0.checked": ""}, ["R-FTSB-08"]),
    ("petitions_closed", "four_checks", {"items.petitions.rows.0.closed_on": ABSENT},
     ["R-FTSB-04"]),
    ("petitions_closed", "four_checks", {"items.petitions.rows.0.closed_on": "2026-04-10"},
     ["R-FTSB-04"]),
    ("petitions_closed", "four_checks",
     {"items.petitions.rows.0.closed_on": ABSENT, "items.petitions.rows.0.concrete": ABSENT},
     ["R-FTSB-04"]),
    ("petitions_closed", "four_checks", {"items.petitions": ABSENT}, ["R-FTSB-04"]),
    ("petitions_closed", "publicity_notice", {"complaints": [{"no": "1", "concrete": True}]},
     ["R-FTSB-04"]),
    ("double_signature", "integrity_opinion", {"signed": []}, ["R-FTSB-05"] * 2),
    ("double_signature", "integrity_opinion", {"signed.1.person": "us"}, ["R-FTSB-05"]),
    ("double_signature", "integrity_opinion", {"signed.1.account": "a-us"}, ["R-FTSB-05"]),
    ("double_signature", "integrity_opinion", {"signed.1.person": "candidate"}, ["R-FTSB-05"]),
    ("double_signature", "integrity_opinion", {"signed.1.person": ABSENT}, ["R-FTSB-05"]),
    ("double_signature", "integrity_opinion", {"signed.0.on": ABSENT}, ["R-FTSB-05"]),
    ("double_signature", "integrity_opinion", {"signed.0.conclusion": "problem"}, ["R-FTSB-05"]),
    ("internal_signers", "integrity_opinion", {"signed": SIGNATURES[:2]}, ["R-FTSB-06"]),
    # deliberation
    ("deliberation_finished", "deliberation_record", {"rows.0.range": "government"},
     ["R-DEC-02"]),
    ("deliberation_finished", "deliberation_record", {"rows.0.opinion": ""}, ["R-DEC-02"]),
    ("deliberation_finished", "deliberation_record", {"rows.0.on": ABSENT}, ["R-DEC-02"]),
    ("deliberation_finished", "deliberation_record", {"finished_on": ABSENT}, ["R-DEC-02"]),
    ("deliberation_finished", "deliberation_record", {"finished_on": "2026-04-10"}, ["R-DEC-02"]),
    ("deliberation_finished", "deliberation_record", {"finished_on": "2026-03-17"}, ["R-DEC-02"]),
    ("deliberation_finished", "deliberation_record", {"finished_on": "2026-03-25"}, ["R-DEC-02"]),
    ("upper_leader_asked", "upper_leader_opinion", {"answers": []}, ["R-DEC-03"]),
    ("parties_asked", "united_front_opinion", {"answers.1": ABSENT}, ["R-DEC-13"]),
    ("parties_asked", "united_front_opinion", {"answers": ABSENT}, ["R-DEC-13"] * 2),
    ("joint_manager_heard", "joint_manager_opinion",
     {"answers": [], "asked.0.received_on": ABSENT}, ["R-DEC-14"]),
    # branch
    ("branch_heard", "branch_opinion", {"asked": [], "answers": []}, ["R-BRANCH-01"]),
    ("branch_heard", "branch_opinion", {"answers": []}, ["R-BRANCH-01"]),
    ("branch_heard", "branch_opinion", {"answers": [], "asked.0.due_on": ABSENT}, ["R-BRANCH-01"]),
    ("branch_heard", "branch_opinion", {"answers.0.organization": "other"}, ["R-BRANCH-01"]),
    ("branch_answered", "branch_opinion", {"answers.0.stance": "object"}, ["R-BRANCH-02"]),
    ("branch_answered", "branch_opinion",
     {"answers.0.stance": "reserve", "responses": [{"organization": "branch", "text": " "}]},
     ["R-BRANCH-02"]),
    ("branch_signer", "branch_opinion", {"answers": []}, ["R-BRANCH-03"]),
    ("branch_signer", "branch_opinion", {"answers.0.signer": ABSENT}, ["R-BRANCH-03"]),
    ("branch_signer", "branch_opinion", {"answers.0.signer": "candidate"}, ["R-BRANCH-03"]),
    ("branch_signer", "branch_opinion", {"answers.0.person": "candidate"}, ["R-BRANCH-03"]),
    ("branch_route_stated", "branch_route", {"reason": ""}, ["R-BRANCH-05"]),
    ("branch_route_stated", "branch_route", {"united_front_asked_on": ABSENT}, ["R-BRANCH-05"]),
    ("branch_route_stated", "branch_route", {"united_front_asked_on": "2026-04-10"},
     ["R-BRANCH-05"]),
    # publicity
    ("publicity_held", "publicity_notice", {"posted_on": ABSENT}, ["R-APT-01"]),
    ("publicity_held", "publicity_notice", {"posted_on": "2026-04-10"}, ["R-APT-01"]),
    ("publicity_after_decision", "publicity_notice", {"posted_on": "2026-03-24"}, ["R-APT-02"]),
    ("publicity_after_decision", "publicity_notice", {"posted_on": ABSENT}, ["R-APT-02"]),
    ("publicity_days", "publicity_notice", {"posted_on": ABSENT}, ["R-APT-03"]),
    ("publicity_text", "publicity_notice", {"text": "", "range": ""}, ["R-APT-04"]),
    ("publicity_concluded", "publicity_notice", {"conclusions": []}, ["R-APT-06"]),
    ("publicity_concluded", "publicity_notice", {"conclusions.1": ABSENT}, ["R-APT-06"]),
    ("publicity_concluded", "publicity_notice", {"conclusions.1.text": ""}, ["R-APT-06"]),
    ("publicity_concluded", "publicity_notice", {"conclusions.1.person": "so"}, ["R-APT-06"]),
    ("publicity_concluded", "publicity_notice", {"conclusions.1.on": "2026-04-02"},
     ["R-APT-06"] * 2),
    ("publicity_concluded", "publicity_notice", {"conclusions.1.on": "2026-04-10"},
     ["R-APT-06"] * 2),
    # appointment
    ("talk_held", "appointment_talk", {"held_on": ABSENT}, ["R-APT-11"]),
    ("talk_held", "appointment_talk", {"held_on": "2026-04-10"}, ["R-APT-11"]),
    ("talk_held", "appointment_talk", {"named_by": ABSENT}, ["R-APT-11"]),
    ("notice_after_publicity", "appointment_notice", {"notice_on": "2026-04-02"}, ["R-APT-02"]),
    ("notice_after_publicity", "appointment_notice", {"notice_on": ABSENT}, ["R-APT-02"]),
    ("notice_after_publicity", "publicity_notice", {"posted_on": ABSENT}, ["R-APT-02"]),
    ("notice_ready", "final_recheck", {"items.petitions.result": "open"}, ["R-APT-13"]),
    ("notice_ready", "final_recheck", {"items.petitions": ABSENT}, ["R-APT-13"]),
    ("tenure_start_set", "appointment_notice", {"tenure_code": "government"}, ["R-APT-12"]),
    ("tenure_start_set", "appointment_notice", {"tenure_code": ABSENT}, ["R-APT-12"] * 2),
    ("void_order_given", "void_order", {"document_no": ""}, ["R-EXC-11"]),
    # probation
    ("probation_due", "appointment_notice", {"kind": "formal"}, ["R-APT-07"]),
    ("probation_not_due", "appointment_notice", {"kind": "trial"}, ["R-APT-07"]),
    ("probation_over", "appointment_notice", {"notice_on": ABSENT}, ["R-APT-09"]),
    ("probation_competent", "probation_assessment", {"result": "incompetent"}, ["R-APT-08"]),
    ("probation_competent", "probation_assessment", {"result": ABSENT}, ["R-APT-08"]),
    ("probation_competent", "probation_assessment", {"person_heard_on": ABSENT}, ["R-APT-08"]),
    ("probation_decided", "probation_assessment", {"held_on": "2026-04-10"}, ["R-APT-08"]),
    ("trial_end_grounds", "probation_assessment", {"result": "competent"}, ["R-APT-08"]),
    ("trial_end_grounds", "probation_assessment", {"person_heard_on": ABSENT}, ["R-APT-08"]),
    ("trial_end_grounds", "appointment_notice", {"notice_on": "2025-04-10"}, ["R-APT-09"]),
    # adjustment
    ("ground_code_given", "adjustment_ground", {"codes": []}, ["R-DOWN-01"]),
    ("ground_code_given", "adjustment_ground", {"facts": ""}, ["R-OUT-01"]),
    ("facts_confirmed", "fact_verification", {"items.one.result": "not_confirmed"}, ["R-DOWN-02"]),
    ("facts_confirmed", "fact_verification", {"items.one.document": ABSENT}, ["R-DOWN-02"]),
    ("facts_not_confirmed", "fact_verification", {"items.one.result": "confirmed"},
     ["R-DOWN-02"]),
    ("facts_not_confirmed", "fact_verification", {"items": {}}, ["R-DOWN-02"]),
    ("veto_lifted", "adjustment_ground", {"codes": []}, ["R-DOWN-01"]),
    ("veto_lifted", "adjustment_ground", {"codes": ["after_veto", "ability"]}, ["R-DOWN-01"]),
    ("person_was_heard", "person_heard", {"heard_on": "2026-04-10"}, ["R-DOWN-02"]),
    ("person_was_heard", "person_heard", {"own_statement": ""}, ["R-POL-08"]),
    ("outcome_allowed", "adjustment_plan", {"outcome": "promotion"}, ["R-DOWN-03"]),
    ("outcome_allowed", "adjustment_plan", {"outcome": ABSENT}, ["R-DOWN-03"]),
    ("person_was_heard", "person_heard", {"heard_on": ABSENT}, ["R-DOWN-02"]),
    ("talk_done", "adjustment_talk", {"held_on": ABSENT}, ["R-DOWN-02"]),
    ("talk_done", "adjustment_talk", {"held_on": "2026-03-24"}, ["R-DOWN-02"]),
    ("talk_done", "adjustment_talk", {"told_rights": False}, ["R-DOWN-02"]),
    ("notice_given", "adjustment_notice", {"document_no": ""}, ["R-DOWN-02"]),
    ("notice_given", "adjustment_notice", {"notice_on": "2026-03-26"}, ["R-DOWN-02"]),
    ("notice_given", "adjustment_talk", {"held_on": ABSENT}, ["R-DOWN-02"]),
    ("legal_result_given", "removal_result", {"on": ABSENT}, ["R-GEN-03"]),
    ("legal_result_given", "removal_result", {"document_no": ABSENT}, ["R-GEN-03"]),
    ("legal_result_given", "removal_result", {"result": "refused"}, ["R-GEN-03"]),
    ("legally_refused", "legal_result", {"result": "removed"}, ["R-GEN-03"]),
    ("legally_refused", "legal_result", {"result": "elected"}, ["R-GEN-03"]),
    ("impact_recorded", "adjustment_notice", {"impact_until": ABSENT}, ["R-DOWN-03"]),
    ("impact_recorded", "adjustment_notice", {"impact_until": "2027-03-28"}, ["R-OUT-06"]),
    ("impact_recorded", "adjustment_plan", {"outcome": "demotion"}, ["R-DOWN-03"]),
)  # fmt: skip


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
