"""Rounds: what may be recorded in several states is recorded anew in each; the table is closed."""

from typing import get_args

import pytest
from dossiers import act, activity, by, dossier, round_of, step

from workflow.activities import KINDS
from workflow.activities.kind import ACTS
from workflow.edition import Activity

SEVERAL = {"in": ("first", "second")}
FIRST = {"form": "record", "ballot": "record", "checklist": "record", "signatures": "sign",
         "meeting_item": "item", "notice": "post"}  # fmt: skip
BEFORE, AFTER = act("record", 3), act("record", 8)
MOVED = dossier(state="second", steps=(step("first", 1), step("second", 5)))


def test_there_is_a_kind_for_every_word_of_a_definition_and_no_other() -> None:
    assert set(KINDS) == set(get_args(Activity.model_fields["kind"].annotation))
    assert all(kind.name == name for name, kind in KINDS.items())


def test_every_act_has_a_name_for_people() -> None:
    assert {one for kind in KINDS.values() for one in kind.acts} <= set(ACTS)


@pytest.mark.parametrize(("kind", "first"), FIRST.items())
def test_the_first_act_in_a_later_state_opens_a_round(kind: str, first: str) -> None:
    of = activity(kind, **SEVERAL)
    assert KINDS[kind].starts_round(of, first, round_of(BEFORE), MOVED)
    assert not KINDS[kind].starts_round(of, first, round_of(BEFORE, AFTER), MOVED)


def test_what_follows_the_first_act_stays_in_its_round() -> None:
    assert not KINDS["form"].starts_round(
        activity("form", **SEVERAL), "approve", round_of(BEFORE), MOVED
    )


def test_coming_back_to_the_same_state_opens_a_round_as_well() -> None:
    back = dossier(steps=(step("first", 1), step("second", 5), step("first", 7)))
    of = activity("checklist", **SEVERAL)
    assert KINDS["checklist"].starts_round(of, "record", round_of(BEFORE), back)
    assert not KINDS["checklist"].starts_round(of, "record", round_of(AFTER), back)


def test_what_belongs_to_one_state_waits_for_a_return_that_reopens_it() -> None:
    back = dossier(steps=(step("first", 1), step("second", 5), step("first", 7)))
    assert not KINDS["form"].starts_round(activity("form"), "record", round_of(BEFORE), back)


def test_the_steps_of_one_case_say_nothing_about_the_work_of_a_selection() -> None:
    shared = act("record", 3, subject="selection:s1")
    of = activity("form", **{**SEVERAL, "of": "selection"})
    assert not KINDS["form"].starts_round(of, "record", round_of(shared), MOVED)


def test_an_act_that_opens_a_round_is_judged_without_the_one_before() -> None:
    of = activity("signatures", record=(), offices=("head",), **SEVERAL)
    old = round_of(act("sign", 3, {"office": "head"}, by=by("a", "head")), activity=of)
    actor = by("a", "head")
    moved = dossier(
        state="second", steps=(step("first", 1), step("second", 5)), actor=actor
    )
    assert KINDS["signatures"].check(of, "sign", {"office": "head"}, old, moved) == []
    stayed = dossier(actor=actor)
    assert len(KINDS["signatures"].check(of, "sign", {"office": "head"}, old, stayed)) == 2
