"""Ways around a rule by a day (日期): before, after, counted again, not yet over."""

from dataclasses import replace
from datetime import date

from any_guard import found, told
from candidacy import DECIDED, candidacy, fact
from judging import recorded
from recorded import RECORDED
from scene import (
    ADOPTED,
    STEPS,
    act,
    by,
    dossier,
)

from workflow.dossier import Dossier, Round, SelectionFile, Step

CHANGE = SelectionFile("s1", "换届", "dept", "body", "leadership_change")


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
