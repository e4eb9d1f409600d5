"""Ways around a rule by what is filled in (填写): left out, said otherwise, changed after approval."""

from dataclasses import replace

import pytest
from any_guard import found
from candidacy import DECIDED, candidacy, fact, tenure
from judging import recorded
from recorded import RECORDED
from scene import (
    ITEMS,
    act,
    by,
    dossier,
    relative,
)

from workflow.dossier import Round, SelectionFile
from workflow.separation import forbidden

CHANGE = SelectionFile("s1", "换届", "dept", "body", "leadership_change")


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
