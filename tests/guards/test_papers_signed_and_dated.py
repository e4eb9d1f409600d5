"""Papers are signed by nobody akin, and what is done on the day itself is done."""

from collections.abc import Mapping
from typing import Any

import pytest
from papers import GUARDS, scene
from recorded import RECORDED
from scene import dossier, patched, person, relative

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
