"""Ways around a rule that somebody who wants an unlawful appointment would try (绕行): each is found."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from candidacy import DECIDED, candidacy, fact, tenure
from judging import recorded
from recorded import RECORDED
from scene import (
    ADOPTED,
    BODY,
    DEPARTMENT,
    HELD_ON,
    ITEMS,
    PLENUM,
    STEPS,
    act,
    by,
    dossier,
    item,
    relative,
    views,
)

from workflow.dossier import Dossier, Round, SelectionFile, Step
from workflow.guards import GUARDS
from workflow.separation import forbidden

CHANGE = SelectionFile("s1", "换届", "dept", "body", "leadership_change")
CAME = Step(38, "submit_for_discussion", "deliberation", "discussion", date(2026, 3, 26), by("head"))


def found(guard: str, seen: Dossier) -> list[str]:
    return [gap.rule for gap in GUARDS[guard].judge(seen).gaps]


def told(guard: str, seen: Dossier) -> str:
    return "；".join(gap.found for gap in GUARDS[guard].judge(seen).gaps)


def decided(**more: Any) -> Dossier:
    return dossier(RECORDED, items={**ITEMS, "committee_decision": item(**more)})


# 别的班子、别的日子


def test_a_smaller_circle_that_is_called_the_committee_decides_nothing() -> None:
    circle = replace(BODY, id="circle", name="书记专题会", kind="talk")
    assert found("collective_meeting", decided(body=circle, kind="standing_committee")) == [
        "R-GEN-07"
    ]
    assert found("collective_meeting", decided(body=PLENUM, kind="standing_committee")) == [
        "R-DEC-01"
    ]


def test_another_body_of_the_same_organization_does_not_decide_for_the_one_of_the_selection() -> None:
    other = replace(BODY, id="other")
    seen = candidacy(items={**DECIDED, "committee_decision": item(body=other)})
    assert found("authority_set", seen) == ["R-GEN-02"]
    whole = candidacy(items={**DECIDED, "committee_decision": item(body=PLENUM)})
    assert found("authority_set", whole) == []


@pytest.mark.parametrize(
    ("guard", "rule", "activity", "state"),
    [
        ("collective_meeting", "R-DEC-01", "committee_decision", "discussion"),
        ("department_decided", "R-INV-08", "department_decision", "department_meeting"),
    ],
)
def test_a_meeting_before_the_case_came_to_it_decides_nothing(
    guard: str, rule: str, activity: str, state: str
) -> None:
    for came, rules in ((date(2026, 3, 13), []), (date(2026, 3, 14), [rule])):
        body = DEPARTMENT if activity == "department_decision" else BODY
        steps = (*STEPS, Step(38, "came", "deliberation", state, came, by("head")))
        seen = dossier(RECORDED, steps=steps, state=state,
                       items={activity: item(activity, body, held_on=date(2026, 3, 13))})  # fmt: skip
        assert found(guard, seen) == rules


def test_the_department_meeting_of_another_department_is_none() -> None:
    other = replace(DEPARTMENT, organization="elsewhere")
    seen = dossier(RECORDED, items={"department_decision": item("department_decision", other)})
    assert "R-INV-08" in found("department_decided", seen)


def test_the_end_of_a_trial_is_not_decided_by_the_department() -> None:
    seen = dossier(RECORDED, items={
        "probation_decision": item("probation_decision", DEPARTMENT, held_on=date(2026, 4, 9))
    })  # fmt: skip
    assert found("probation_decided", seen) == ["R-APT-08"]


def test_the_full_committee_of_another_place_does_not_vote() -> None:
    away = replace(PLENUM, id="away", organization="elsewhere")
    chief = {"body_kind": "local_team", "position": "chief", "organ": "committee"}
    for body, rules in ((PLENUM, []), (away, ["R-DEC-15"])):
        seen = dossier(RECORDED, items={**ITEMS, "plenary_ballot": item("plenary_ballot", body)},
                       profile=chief)  # fmt: skip
        assert found("plenary_voted", seen) == rules


def test_who_is_asked_after_the_decision_was_not_asked() -> None:
    chief = {"body_kind": "local_team", "position": "chief", "organ": "committee"}
    for on, rules in ((HELD_ON, []), (date(2026, 3, 26), ["R-DEC-15"] * 11)):
        asked = [{"member": one.person, "asked_on": on.isoformat(), "view": "agree"}
                 for one in PLENUM.members]  # fmt: skip
        ballot = item("plenary_ballot", PLENUM, asked_members=asked)
        seen = dossier(RECORDED, items={**ITEMS, "plenary_ballot": ballot}, profile=chief)
        assert found("plenary_voted", seen) == rules


# 再表决一次


def voted_twice(first: dict[str, Any], second: dict[str, Any]) -> Dossier:
    items = (item(meeting="first", **first), item(meeting="second", **second))
    items = tuple(replace(one, act=act("item", 40 + n, digest=f"e{n}"))
                  for n, one in enumerate(items))  # fmt: skip
    seen = dossier(RECORDED, steps=STEPS)
    acts = tuple(act("item", 50 + n, {"item_entry": f"e{n}"}) for n in range(2))
    rounds = {**seen.rounds, "committee_decision": (Round(1, acts, {"item_entry": "e1"}),)}
    return replace(seen, items={**seen.items, "committee_decision": items}, rounds=rounds)


def test_a_lost_vote_is_not_taken_again_until_it_is_won() -> None:
    assert found("reconsideration_allowed", voted_twice({"agree": 5}, {"agree": 8})) == ["R-DEC-11"]
    assert found("reconsideration_allowed", voted_twice({"postponed": True}, {"agree": 8})) == []


def test_a_vote_that_was_put_off_is_not_taken_in_the_same_meeting_also_without_a_move() -> None:
    seen = voted_twice({"postponed": True}, {"agree": 8})
    assert found("no_vote_after_deferral", seen) == []
    once = tuple(replace(one, meeting=replace(one.meeting, id="one"))
                 for one in seen.items["committee_decision"])  # fmt: skip
    assert found("no_vote_after_deferral", replace(seen, items={"committee_decision": once})) == [
        "R-DEC-10"
    ]


def test_openly_nobody_agrees_more_than_said_so() -> None:
    for form, rules in (("hands", ["R-REC-02"]), ("secret", [])):
        few = views(m2={"view": "disagree"}, m3={"view": "disagree"})
        seen = dossier(RECORDED, items={**ITEMS, "committee_decision": item(
            seen=few, vote_form=form, agree=9, postpone=0)}, made="adopt")  # fmt: skip
        assert found("figures_add_up", seen) == rules


def test_the_principal_leader_speaks_last_whoever_was_put_in_the_chair() -> None:
    first = views(m1={"order": 1}, m2={"order": 9})
    for chair in ("m1", "m2"):
        one = item(seen=first)
        seen = dossier(RECORDED, items={**ITEMS, "committee_decision": replace(
            one, meeting=replace(one.meeting, chair=chair))})  # fmt: skip
        assert found("chair_last", seen) == ["R-DEC-06"]


# 日期


def test_an_agenda_item_recorded_after_the_notice_was_not_there_before_it() -> None:
    seen = candidacy()
    values = seen.values("agenda_item")  # of 2026-03-18, notice of 2026-03-20
    for on, rules in ((date(2026, 3, 19), []), (date(2026, 3, 20), ["R-MOT-07"])):
        rounds = {**seen.rounds, "agenda_item": (Round(1, (act("record", 9, values, on=on),), values),)}
        assert found("no_adhoc_motion", replace(seen, rounds=rounds)) == rules


def test_a_recommendation_of_a_day_to_come_is_none() -> None:
    for on, rules in (("2026-03-20", []), ("2026-03-21", ["R-REC-03"])):
        seen = candidacy({"meeting_recommendation.held_on": on})
        assert found("recommendation_valid", seen) == rules


def test_an_office_held_by_law_does_not_start_on_a_day_to_come() -> None:
    for on, rules in (("2026-04-09", []), ("2026-04-10", ["R-APT-12"])):
        values = {**RECORDED, "legal_result": {"result": "elected", "on": on},
                  "appointment_notice": {"tenure_code": "congress_result"}}  # fmt: skip
        assert found("tenure_start_set", dossier(values, profile={"track": "elected"})) == rules


def posted(on: date, posted_on: str) -> Dossier:
    values = {**RECORDED["publicity_notice"], "posted_on": posted_on, "conclusions": []}
    seen = dossier({**RECORDED, "publicity_notice": values})
    acts = (act("post", 60, values, on=on),)
    return replace(seen, rounds={**seen.rounds, "publicity_notice": (Round(1, acts, values),)})


def test_a_window_opens_on_the_day_of_the_posting_not_on_a_day_written_down_later() -> None:
    assert found("publicity_days", posted(date(2026, 3, 26), "2026-03-26")) == []
    late = posted(date(2026, 4, 8), "2026-03-26")
    assert found("publicity_days", late) == ["R-APT-03"]
    assert "2026-04-08发布" in told("publicity_days", late)


def test_a_notice_that_exempts_from_publicity_has_run_its_own_five_days() -> None:
    # Counted by hand: 02-13, 02-14 (works), 02-24, 02-25, 02-26; concluded from 02-27 on.
    for on, exempt in (("2026-02-26", False), ("2026-02-27", True)):
        notice = {"posted_on": "2026-02-12", "conclusions": [
            {"duty": "one", "person": "p1", "on": on}, {"duty": "two", "person": "p2", "on": on},
        ]}  # fmt: skip
        seen = candidacy({"entrant_notice": notice, "publicity_exemption": {
            "basis": "publicised_in_change"}}, selection=CHANGE)  # fmt: skip
        assert (found("publicity_held", seen) == []) is exempt


def test_a_talk_before_the_decision_is_no_talk_on_the_appointment() -> None:
    for on, rules in (("2026-03-24", ["R-APT-11"]), ("2026-03-25", [])):
        assert found("talk_held", recorded("appointment_talk", {"held_on": on})) == rules


def test_nobody_talks_to_himself_and_the_political_reminder_is_asked_for() -> None:
    assert found("talk_held", recorded("appointment_talk", {"talker": "candidate"})) == ["R-APT-11"]
    assert found("talk_held", recorded("appointment_talk", {"political_reminder": False})) == [
        "R-POL-13"
    ]


def test_a_notice_is_not_dated_before_the_papers_that_it_needs_were_ready() -> None:
    came = Step(50, "close_publicity", "publicity", "pre_appointment", date(2026, 4, 3), by("head"))
    for on, rules in (("2026-04-02", ["R-APT-13"]), ("2026-04-03", [])):
        values = {**RECORDED, "appointment_notice": {
            **RECORDED["appointment_notice"], "notice_on": on}}  # fmt: skip
        seen = dossier(values, steps=(*STEPS, ADOPTED, came), state="pre_appointment")
        known = {**seen.edition.process.activities, "appointment_notice":
                 seen.edition.process.activities["final_recheck"]}  # fmt: skip
        process = seen.edition.process.model_copy(update={"activities": known})
        rounds = {**seen.rounds, "final_recheck": (Round(1, (act("record", 55),), {
            "items": {"petitions": {"result": "clear"}}}),)}  # fmt: skip
        seen = replace(seen, rounds=rounds,
                       edition=seen.edition.model_copy(update={"process": process}))  # fmt: skip
        assert found("notice_ready", seen) == rules


def test_a_recheck_of_an_earlier_step_does_not_count_again() -> None:
    came = Step(50, "close_publicity", "publicity", "pre_appointment", date(2026, 4, 3), by("head"))
    seen = dossier(RECORDED, steps=(*STEPS, ADOPTED, came), state="pre_appointment")
    assert found("notice_ready", seen) == ["R-APT-13"]


def test_a_plan_for_next_year_does_not_hide_the_grade_of_last_year() -> None:
    plan = {"initial_proposal.planned_decision_on": "2027-01-05"}
    assert found("annual_grade", candidacy(plan)) == []
    bad = (fact("grade", year=2025, result="不称职"),)
    assert found("annual_grade", candidacy(plan, facts=bad)) == ["R-CAND-03"]
    after = candidacy(items=DECIDED, today=date(2027, 2, 1),
                      facts=(fact("grade", year=2025, result="称职"),
                             fact("grade", year=2026, result="基本称职")))  # fmt: skip
    assert found("annual_grade", after) == ["R-CAND-03"]


def test_a_plan_for_next_year_does_not_shorten_a_sanction_that_still_runs() -> None:
    cleared = {"initial_proposal.planned_decision_on": "2027-01-05",
               "exclusion_review.items.c6.cleared": True}  # fmt: skip
    for on, rules in (("2025-03-20", []), ("2025-03-21", ["R-CAND-06"])):
        seen = candidacy(cleared, facts=(fact("sanction", kind="party_warning", effective_on=on),))
        assert found("sanctions_cleared", seen) == rules


def test_silence_consents_only_from_a_proved_receipt_after_the_letter() -> None:
    asked = {"ask": "joint_manager", "organization": "jm", "on": "2026-03-01"}
    proof = {"digest": "r"}
    for row, rules in (
        ({"received_on": "2026-03-02", "proof": proof}, []),
        ({"received_on": "2026-03-02"}, ["R-DEC-14"]),
        ({"received_on": "2026-02-01", "proof": proof}, ["R-DEC-14"]),
    ):
        values = {**RECORDED, "joint_manager_opinion": {"asked": [{**asked, **row}], "answers": []}}
        assert found("joint_manager_heard", dossier(values, profile={"joint_manager": "jm"})) == rules


# 填写


def test_six_times_the_same_condition_are_not_six() -> None:
    rows = [{"item": "theory", "result": "met"}] * 6
    assert found("basic_conditions", candidacy({"investigation_material.basic_conditions": rows})) == [
        "R-QUAL-01"
    ]


@pytest.mark.parametrize("stance", ["reserve", "object"])
def test_an_unsuited_that_leaves_out_its_effect_still_stops(stance: str) -> None:
    seen = recorded("discipline_opinion", {"answers.0.stance": stance, "answers.0.effect": None})
    assert found("discipline_replied", seen) == ["R-FTSB-03"]


@pytest.mark.parametrize(("until", "rules"), [("2025-10-08", ["R-PI-06"]), ("2025-10-09", [])])
def test_an_impact_period_is_not_written_shorter_than_half_a_year(
    until: str, rules: list[str]
) -> None:
    told = {"result": "concealment", "query_on": "2026-02-26", "handling": "诫勉",
            "handled_on": "2025-04-10", "impact_until": until}  # fmt: skip
    assert found("matters_clear", recorded("four_checks", {"items.matters": told})) == rules


def test_a_change_reported_late_is_explained() -> None:
    told = {"result": "consistent", "query_on": "2026-02-26", "changes_reported": "late"}
    assert found("matters_clear", recorded("four_checks", {"items.matters": told})) == ["R-PI-02"]


def test_the_basis_chosen_does_not_take_a_post_out_of_the_trial() -> None:
    none = {"probation_basis": "none"}
    deputy = {**none, "organ": "government", "body_kind": "department", "position": "deputy"}
    for profile, due in (
        (none, False), (deputy, True), ({**deputy, "position": "chief"}, False),
        ({**deputy, "track": "elected"}, False),
        ({**none, "organ": "discipline", "body_kind": "internal_organ"}, True),
        ({**none, "organ": "court", "body_kind": "internal_organ"}, True),
        ({**none, "organ": "court", "body_kind": "internal_organ", "track": "state_appointed"}, False),
        ({**none, "organ": "other", "body_kind": "internal_organ"}, False),
    ):  # fmt: skip
        seen = recorded("appointment_notice", {"kind": "formal"}, profile=profile)
        assert ("R-APT-07" in found("probation_not_due", seen)) is due


def test_a_list_is_differential_against_all_posts_of_the_plan() -> None:
    two = {"work_plan.posts": [{"post": "post"}, {"post": "another"}]}
    assert found("list_differential", candidacy(two)) == ["R-REC-08"]
    assert found("list_differential", candidacy({**two, "work_plan.method": "recommendation"},
                                                selection=CHANGE)) == ["R-REC-05"]  # fmt: skip


def test_who_talks_with_the_candidate_is_of_the_team() -> None:
    assert found("face_talk_held", recorded("candidate_talk", {"talkers": ["t1", "candidate"]})) == [
        "R-INV-07"
    ]


def test_a_consultation_without_a_day_or_with_the_candidate_alone_is_none() -> None:
    for row in ({"person": "m3"}, {"person": "candidate", "on": "2026-01-26"}):
        seen = candidacy({"motion_consultation.rows": [row]})
        assert found("motion_consulted", seen) == ["R-MOT-05"]


def test_facts_show_what_has_to_be_reported_whatever_the_checklist_says() -> None:
    kin = fact("kinship", relation="child", name="某", person="m1")
    assert "R-PRE-07" in found("prior_report_sent", candidacy(facts=(kin,)))
    liable = fact("sanction", kind="ordered_resignation", effective_on="2020-01-01")
    assert "R-PRE-09" in found("prior_report_sent", candidacy(facts=(liable,)))


def test_a_relative_is_found_by_the_name_of_where_he_serves() -> None:
    kin = fact("kinship", relation="spouse", name="某", organization="工委", post="主任")
    assert found("kin_avoidance", candidacy(facts=(kin,))) == ["R-AVO-01"]


def test_a_lower_post_is_no_promotion() -> None:
    now = (tenure("2022-05-20", level="county_chief"),)
    assert found("stepwise", candidacy(facts=now)) == ["R-EXC-01"]


def test_township_years_are_counted_again_on_the_day_of_decision() -> None:
    low = {"target_level": "township_chief", "position": "chief"}
    for start, rules in (("2024-03-25", []), ("2024-03-26", ["R-QUAL-14"])):
        held = (tenure(start, level="township_deputy", position="deputy"),)
        seen = candidacy(profile=low, facts=held, items=DECIDED)
        assert found("qualification_recheck", seen) == rules


@pytest.mark.parametrize(
    ("method", "ground", "rules"),
    [
        ("open_selection", "scarce_speciality", []), ("open_selection", "many_insiders", ["R-MOT-08"]),
        ("competition", "many_insiders", []), ("competition", "no_local_candidate", ["R-MOT-08"]),
    ],
)  # fmt: skip
def test_the_ground_of_a_competition_fits_its_kind(
    method: str, ground: str, rules: list[str]
) -> None:
    seen = candidacy({"work_plan.method": method, "competition_plan.ground": ground})
    assert found("competition_ground", seen) == rules


def test_who_recommended_in_writing_does_not_submit_the_proposal() -> None:
    seen = candidacy({"personal_recommendation.recommender": "周某"})
    assert [gap.rule for gap in forbidden(seen, ["recommender"], by("周某"))] == ["R-SEP-01"]
    assert list(forbidden(seen, ["recommender"], by("吴某"))) == []


# 试用期


def on_trial(checked_on: date) -> Dossier:
    """A trial from 2025-04-08 to 2026-04-07, with a check recorded on a day."""
    entered = Step(50, "begin_probation", "pre_appointment", "probation", date(2025, 4, 8), by("head"))
    values = {**RECORDED, "appointment_notice": {
        **RECORDED["appointment_notice"], "notice_on": "2025-04-08"}}  # fmt: skip
    seen = dossier(values, steps=(*STEPS, ADOPTED, entered), state="probation",
                   made="confirm_appointment")  # fmt: skip
    told = {"stage": "appointment", "finding": "no_problem"}
    acts = (act("record", 60, told, on=checked_on, by=by("one")),
            act("approve", 61, on=checked_on, by=by("two")))  # fmt: skip
    return replace(seen, rounds={**seen.rounds, "political_check": (Round(1, acts, told),)})


def test_a_check_on_the_first_day_of_the_trial_says_nothing_of_its_end() -> None:
    assert found("stages_checked", on_trial(date(2026, 4, 7))) == ["R-POL-09"]
    assert found("stages_checked", on_trial(date(2026, 4, 8))) == []


def test_a_trial_is_judged_after_its_end() -> None:
    for on, rules in (("2026-04-07", ["R-APT-08"]), ("2026-04-08", [])):
        seen = dossier({
            **RECORDED, "appointment_notice": {"notice_on": "2025-04-08"},
            "probation_assessment": {**RECORDED["probation_assessment"], "held_on": on},
        })  # fmt: skip
        assert found("probation_over", seen) == rules


# 已审核的表单


def test_an_approved_form_binds_until_its_correction_is_approved_too() -> None:
    seen = candidacy()
    old, new = seen.values("work_plan"), {**seen.values("work_plan"), "method": "special_need"}
    known = {**seen.edition.process.activities, "work_plan":
             seen.edition.process.activities["recommendation_report"]}  # fmt: skip
    process = seen.edition.process.model_copy(update={"activities": known})
    acts = (act("record", 1, old), act("approve", 2), act("record", 3, new))
    for told, binding in ((acts, old), ((*acts, act("approve", 4)), new), (acts[:1], old)):
        rounds = {**seen.rounds, "work_plan": (Round(1, told, told[-1].values or new),)}
        later = replace(seen, rounds=rounds,
                        edition=seen.edition.model_copy(update={"process": process}))  # fmt: skip
        assert later.values("work_plan") == binding


def test_relatives_stay_out_of_every_item_of_a_case() -> None:
    kin = (relative("m3", "sibling"),)
    seen = dossier(RECORDED, items={"probation_decision": ITEMS["probation_decision"]},
                   state="probation", made="")  # fmt: skip
    person = replace(seen.person, facts=(*seen.person.facts, *kin))
    known = {**seen.edition.process.activities, "probation_decision":
             seen.edition.process.activities["department_decision"].model_copy(
                 update={"within": ("probation",)})}  # fmt: skip
    process = seen.edition.process.model_copy(update={"activities": known})
    seen = replace(seen, person=person,
                   edition=seen.edition.model_copy(update={"process": process}))  # fmt: skip
    assert found("recusals_kept", seen) == ["R-DEC-12"]
