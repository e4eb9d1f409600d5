"""Assessments: no score, a check that never finds against anybody, three different people."""

import pytest
from dossiers import act, activity, by, dossier, round_of, step
from hypothesis import given
from hypothesis import strategies as st

from workflow.activities import KINDS
from workflow.activities.assessment import DIMENSIONS

KIND = KINDS["assessment"]
CHECK = activity(
    "assessment", mode="check", approve=("checker",), **{"in": ("first", "second", "third")}
)
FULL = activity("assessment", mode="full", approve=("chief",))
CHECKED = {"stage": "one", "sources": ["talk"], "finding": "no_problem", "basis": "查阅政治档案"}
FOUND = {
    "occasion": "special", "heard_on": "2026-03-01", "own_statement": "说明", "conclusion": "好",
    "steps": [{"step": "self", "from": "2026-02-26", "to": "2026-02-26", "by": "本人"}],
    "dimensions": {
        one: {"finding": "good", "evidence": [{"class": "deed", "text": "事", "source": "谈话"}]}
        for one in DIMENSIONS
    },
}  # fmt: skip


def faults(of, name, values, present=None, **more):
    return [one.path for one in KIND.check(of, name, values, present, dossier(**more))]


def assessed(*more, of=FULL, values=FOUND):
    return round_of(act("record", 2, values), *more, activity=of)


def lacks(of, present, **more):
    return [one.who for one in KIND.lacks(of, present, dossier(**more))]


SIGNED = act("sign", 3, by=by("second"))
APPROVED = act("approve", 4, by=by("boss", "chief"))


@pytest.mark.parametrize("finding", ["no_problem", "clue"])
def test_a_check_finds_nothing_or_a_clue(finding: str) -> None:
    assert faults(CHECK, "record", {**CHECKED, "finding": finding}) == []


@given(st.text())
def test_a_check_never_records_any_other_finding(finding: str) -> None:
    told = {**CHECKED, "finding": finding}
    assert bool(faults(CHECK, "record", told)) == (finding not in ("no_problem", "clue"))


def test_not_even_where_a_definition_offers_one() -> None:
    harsher = CHECK.model_copy(update={
        "fields": {"finding": KIND.fields(CHECK, "record")["finding"].model_copy(
            update={"options": {"unfit": "不合格"}})},
    })  # fmt: skip
    assert faults(harsher, "record", {**CHECKED, "finding": "unfit"}) == ["finding"]


@pytest.mark.parametrize("of", [CHECK, FULL])
@pytest.mark.parametrize("key", ["score", "points", "total"])
def test_there_is_no_place_for_a_score(of, key: str) -> None:
    values = {**(CHECKED if of is CHECK else FOUND), key: 98}
    assert faults(of, "record", values) == [key]


def test_nor_in_a_dimension() -> None:
    found = {**FOUND["dimensions"], "loyalty": {"finding": "good", "score": 98}}
    assert faults(FULL, "record", {**FOUND, "dimensions": found}) == ["dimensions.loyalty.score"]


def test_a_check_is_made_for_the_stage_in_which_the_case_stands() -> None:
    assert faults(CHECK, "record", {**CHECKED, "stage": "two"}) == ["stage"]
    steps = (step("first", 1), step("third", 5))
    assert faults(CHECK, "record", {**CHECKED, "stage": "two"}, state="third", steps=steps) == []


def test_a_check_is_approved_by_another_checker_and_signed_by_nobody() -> None:
    present = assessed(of=CHECK, values=CHECKED)
    assert faults(CHECK, "approve", {}, present, actor=by("recorder", "checker")) == ["审核"]
    assert faults(CHECK, "approve", {}, present, actor=by("other", "checker")) == []
    assert faults(CHECK, "sign", {}, present, actor=by("other")) == ["签字"]
    assert lacks(CHECK, present) == [("checker",)]


def test_a_check_recorded_in_another_stage_is_another_check() -> None:
    present = assessed(of=CHECK, values=CHECKED)
    seen = dossier(state="third", steps=())
    assert KIND.starts_round(CHECK, "record", present, seen)
    assert not KIND.starts_round(CHECK, "approve", present, seen)
    assert not KIND.starts_round(CHECK, "record", present, dossier())


def test_a_check_before_the_trial_says_nothing_of_the_trial() -> None:
    of = CHECK.model_copy(update={"within": ("second", "third")})
    present = round_of(act("record", 3, {**CHECKED, "stage": "two"}), activity=of)
    on_trial = {"state": "third", "steps": (step("first", 1), step("third", 5))}
    assert lacks(of, present, **on_trial) == [("clerk",)]
    assert KIND.starts_round(of, "record", present, dossier(**on_trial))
    anew = round_of(act("record", 7, {**CHECKED, "stage": "two"}), activity=of)
    assert lacks(of, anew, **on_trial) == [("checker",)]


def test_a_dimension_is_one_of_the_five_and_its_finding_one_of_four() -> None:
    found = {"loyalty": {"finding": "excellent"}, "charm": {"finding": "good"}}
    assert faults(FULL, "record", {**FOUND, "dimensions": found}) == [
        "dimensions.loyalty.finding", "dimensions.charm",
    ]  # fmt: skip
    assert faults(FULL, "record", {**FOUND, "dimensions": []}) == ["dimensions"]


def test_missing_dimensions_and_a_confirmed_negative_item_are_recorded_for_guards_to_judge() -> None:
    told = {
        **FOUND, "dimensions": {"loyalty": {"finding": "poor"}},
        "negatives": [{"item": "情形", "status": "confirmed"}],
    }  # fmt: skip
    assert faults(FULL, "record", told) == []


def test_the_second_assessor_signs_after_the_first_and_is_somebody_else() -> None:
    assert faults(FULL, "sign", {}, None, actor=by("second")) == ["签字"]
    assert faults(FULL, "sign", {}, assessed(), actor=by("recorder")) == ["签字"]
    assert faults(FULL, "sign", {}, assessed(), actor=by("second")) == []
    assert faults(FULL, "sign", {}, assessed(SIGNED), actor=by("third")) == ["签字"]


def test_a_third_person_approves_and_only_what_both_assessors_signed() -> None:
    boss = by("boss", "chief")
    assert faults(FULL, "approve", {}, assessed(), actor=boss) == ["审核"]
    assert faults(FULL, "approve", {}, assessed(SIGNED), actor=boss) == []
    assert faults(FULL, "approve", {}, assessed(SIGNED), actor=by("second", "chief")) == ["审核"]


def test_it_lacks_first_the_record_then_the_signature_and_the_approval() -> None:
    assert lacks(FULL, None) == [("clerk",)]
    assert lacks(FULL, assessed()) == [("clerk",), ("chief",)]
    assert lacks(FULL, assessed(SIGNED)) == [("chief",)]
    assert lacks(FULL, assessed(SIGNED, APPROVED)) == []


def test_a_correction_asks_for_both_again() -> None:
    corrected = assessed(SIGNED, APPROVED, act("record", 5, FOUND))
    assert lacks(FULL, corrected) == [("clerk",), ("chief",)]
