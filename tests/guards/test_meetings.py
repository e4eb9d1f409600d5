"""The meeting: counted on those due, one item at a time, chair last; what binds after the vote."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scene import (
    ABSENT,
    BODY,
    DEPARTMENT,
    HELD_ON,
    PLENUM,
    views,
)
from sitting import GUARDS, at, rules, scene

from workflow.dossier import View
from workflow.guards import decision


@pytest.mark.parametrize("guard", sorted(GUARDS))
def test_nothing_is_found_at_a_meeting_held_as_the_rules_ask(guard: str) -> None:
    assert rules(guard, scene(guard)) == []


NEED_AN_ITEM = sorted(set(decision.TABLE) & {
    "collective_meeting", "quorum", "views_complete", "chair_last", "item_order",
    "vote_form_valid", "majority_reached", "majority_missed", "one_by_one", "minute_book",
    "recusals_kept", "decision_unchanged", "revoked_collectively", "plenary_voted",
} | {"department_decided", "probation_decided"})  # fmt: skip


@pytest.mark.parametrize("guard", NEED_AN_ITEM)
def test_without_a_meeting_nothing_is_decided(guard: str) -> None:
    assert len(rules(guard, scene(guard, items={}))) == 1


def silent(**told: Any) -> dict[str, Any]:
    return {"seen": views(**{one: dict(change) for one, change in told.items()})}


SPOILT: tuple[tuple[str, str, Mapping[str, Any], list[str]], ...] = (
    ("collective_meeting", "committee_decision", {"body": DEPARTMENT}, ["R-DEC-01"]),
    ("collective_meeting", "committee_decision", {"kind": "secretaries"}, ["R-GEN-07"]),
    ("quorum", "committee_decision", {"seen": views(7)}, ["R-DEC-04"]),
    ("quorum", "committee_decision",
     silent(m9={"recused": True}, m8={"recused": True}), ["R-DEC-04"]),
    ("views_complete", "committee_decision", silent(m3={"view": None}), ["R-DEC-05"]),
    ("views_complete", "committee_decision", silent(m3={"recused": True}), ["R-DEC-05"]),
    ("views_complete", "committee_decision", silent(m11={"view": "agree"}), ["R-DEC-05"]),
    ("views_complete", "committee_decision",
     {"seen": (*views(), View("guest", True, view="agree", order=99))}, ["R-DEC-05"]),
    ("views_complete", "committee_decision", {"seen": ()}, ["R-DEC-05"]),
    ("chair_last", "committee_decision", silent(m1={"order": 0}), ["R-DEC-06"]),
    ("chair_last", "committee_decision", silent(m3={"order": None}), ["R-DEC-06"]),
    ("chair_last", "committee_decision", silent(m3={"order": 9}), ["R-DEC-06"]),
    ("chair_last", "committee_decision", silent(m1={"present": False}), ["R-DEC-06"]),
    ("chair_last", "committee_decision", {"seen": views()[1:]}, ["R-DEC-06"]),
    ("item_order", "committee_decision", {"voted_seq": 2}, ["R-DEC-07"]),
    ("item_order", "committee_decision", {"discussed_seq": 1}, ["R-DEC-07"]),
    ("item_order", "committee_decision", {"presented_seq": ABSENT}, ["R-DEC-07"]),
    ("item_order", "committee_decision", {"presenter": ABSENT}, ["R-DEC-07"]),
    ("item_order", "committee_decision", {"presenter": "m3"}, ["R-DEC-07"]),
    ("vote_form_valid", "committee_decision", {"vote_form": "circulation"}, ["R-DEC-08"]),
    ("vote_form_valid", "committee_decision", {"vote_form": ABSENT}, ["R-DEC-08"]),
    ("majority_reached", "committee_decision", {"agree": 5}, ["R-DEC-09"]),
    ("majority_reached", "committee_decision", {"agree": ABSENT}, ["R-DEC-09"]),
    ("majority_reached", "committee_decision", {"postponed": True}, ["R-DEC-09"]),
    ("majority_missed", "committee_decision", {"agree": 6}, ["R-DEC-09"]),
    ("majority_missed", "committee_decision", {"agree": ABSENT}, ["R-DEC-09"]),
    ("one_by_one", "committee_decision", {"package_with": ["c1", "c2"]}, ["R-DEC-21"]),
    ("minute_book", "committee_decision", {"page": ABSENT, "recorder": ""}, ["R-DEC-20"]),
    ("department_decided", "department_decision", {"agree": 5}, ["R-INV-08"]),
    ("department_decided", "department_decision", {"seen": views(7)}, ["R-INV-08"]),
    ("department_decided", "department_decision", {"kind": "committee"}, ["R-INV-08"]),
    ("department_decided", "department_decision",
     {"held_on": HELD_ON.replace(day=8)}, ["R-INV-08"]),
    ("probation_decided", "probation_decision", {"agree": 5}, ["R-APT-08"]),
    ("probation_decided", "probation_decision", {"held_on": HELD_ON}, ["R-APT-08"]),
    ("revoked_collectively", "revocation_decision", {"agree": 5}, ["R-DEC-19"]),
    ("revoked_collectively", "revocation_decision", {"body": PLENUM}, ["R-DEC-19"]),
    ("plenary_voted", "plenary_ballot", {"vote_form": "hands"}, ["R-DEC-15"]),
    ("plenary_voted", "plenary_ballot", {"body": BODY}, ["R-DEC-15"]),
    ("plenary_figures", "plenary_ballot", {"seen": views(7), "issued": 7}, ["R-DEC-16"]),
    ("plenary_figures", "plenary_ballot", {"agree": 5}, ["R-DEC-16"]),
    ("plenary_figures", "plenary_ballot", {"issued": 10}, ["R-DEC-16"]),
    ("plenary_figures", "plenary_ballot",
     {"seen": (*views(), View("alternate", True, view="agree"))}, ["R-DEC-16"]),
)  # fmt: skip


@pytest.mark.parametrize(
    ("guard", "name", "told", "found"),
    SPOILT,
    ids=[f"{number} {row[0]}: {sorted(row[2])}" for number, row in enumerate(SPOILT)],
)
def test_a_fault_at_the_meeting_is_found_under_its_rule(
    guard: str, name: str, told: Mapping[str, Any], found: list[str]
) -> None:
    assert rules(guard, scene(guard, items=at(name, **told))) == found


@given(st.integers(0, 11), st.integers(0, 11))
def test_quorum_and_majority_are_exact_fractions_of_those_due(present: int, agree: int) -> None:
    seen = scene("quorum", items=at(seen=views(present), agree=agree))
    assert (rules("quorum", seen) == []) is (Fraction(present, 11) >= Fraction(2, 3))
    more_than_half = Fraction(agree, 11) > Fraction(1, 2)
    assert (rules("majority_reached", seen) == []) is more_than_half
    assert (rules("majority_missed", seen) == []) is not more_than_half


def test_five_of_eight_present_is_no_majority_of_eleven_due() -> None:
    seen = scene("majority_reached", items=at(seen=views(8), agree=5))
    assert rules("quorum", seen) == []
    assert rules("majority_reached", seen) == ["R-DEC-09"]


@pytest.mark.parametrize("counting", ["as_decision", "minutes_only"])
def test_the_edition_says_whether_the_department_meeting_is_counted(counting: str) -> None:
    seen = scene("department_decided", items=at("department_decision", agree=5),
                 settings={"department_counting": counting})  # fmt: skip
    assert (rules("department_decided", seen) == []) is (counting == "minutes_only")


def test_the_head_of_the_department_may_present_without_being_a_member() -> None:
    told = {"presenter": "head", "presenter_role": "organization_head"}
    seen = scene("item_order", items=at(**told))
    heads = (replace(DEPARTMENT.members[0], person="head"),)
    known = {**seen.bodies, "office": replace(DEPARTMENT, members=heads)}
    assert rules("item_order", replace(seen, bodies=known)) == []
    assert rules("item_order", seen) == ["R-DEC-07"]  # who says so of himself, while another heads it
    assert rules("item_order", replace(seen, bodies={})) == []


def test_a_recused_chair_does_not_have_to_speak_last() -> None:
    gone = {"m1": {"recused": True, "view": None, "order": None}}
    seen = scene("chair_last", items=at(seen=views(**gone)))
    assert rules("chair_last", seen) == []
