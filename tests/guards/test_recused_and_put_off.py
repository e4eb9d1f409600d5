"""Who leaves for an item (回避), and an item that is put off (暂缓): not voted on in the same meeting."""

from dataclasses import replace
from typing import Any

import pytest
from recorded import RECORDED
from scene import (
    ABSENT,
    ADOPTED,
    BRANCH,
    HELD_ON,
    PARTY,
    STEPS,
    item,
    patched,
    person,
    relative,
    views,
)
from sitting import ONE, at, rules, scene

from workflow.dossier import Step


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, ["R-DEC-12"]),
        ({"recused": True, "view": None}, []),
        ({"present": False, "view": None}, []),
    ],
)
def test_a_member_who_is_a_relative_leaves_for_the_item(
    change: dict[str, Any], found: list[str]
) -> None:
    seen = scene("recusals_kept", items={"committee_decision": item(seen=views(m5=change))},
                 person=person(PARTY, BRANCH, relative("m5", "sibling")))  # fmt: skip
    assert rules("recusals_kept", seen) == found


def test_the_candidate_leaves_as_a_member_too() -> None:
    own = replace(views()[4], person="candidate")
    seen = scene("recusals_kept", items=at(seen=(*views()[:4], own, *views()[5:])))
    assert rules("recusals_kept", seen) == ["R-DEC-12"]


@pytest.mark.parametrize("told", [{"recorder": "aunt"}, {"tellers": ["aunt"]},
                                  {"presenter": "aunt"}, {"guests": ["aunt"]}])  # fmt: skip
def test_a_relative_does_not_serve_at_the_item(told: dict[str, Any]) -> None:
    related = person(PARTY, BRANCH, relative("aunt", "uncle_aunt"))
    assert rules("recusals_kept", scene("recusals_kept", items=at(**told), person=related)) == [
        "R-AVO-04"
    ]


def test_a_related_member_who_stays_and_presents_is_told_once() -> None:
    related = person(PARTY, BRANCH, relative("m2"))
    seen = scene("recusals_kept", items=ONE, person=related)
    assert rules("recusals_kept", seen) == ["R-DEC-12"]


def test_a_kinship_that_nobody_verified_is_no_ground() -> None:
    stated = replace(relative("m5"), verified_by=None)
    seen = scene("recusals_kept", person=person(PARTY, BRANCH, stated))
    assert rules("recusals_kept", seen) == []


def test_recusal_is_judged_at_the_meetings_that_the_move_needs() -> None:
    related = person(PARTY, BRANCH, relative("m5"))
    there = at("department_decision", seen=views(m5={"recused": True, "view": None}))
    move_made = scene("recusals_kept", made="submit_for_deliberation", items=there, person=related)
    assert rules("recusals_kept", move_made) == []
    looking = scene("recusals_kept", made="", state="discussion", items=there, person=related)
    assert rules("recusals_kept", looking) == ["R-DEC-12"] * 2  # decision and plenary ballot


# 暂缓


def test_no_vote_in_the_meeting_that_deferred_the_item() -> None:
    deferred = Step(42, "defer", "discussion", "deferred", HELD_ON, ADOPTED.by,
                    {"meeting": "meeting-committee_decision"})  # fmt: skip
    seen = scene("no_vote_after_deferral", steps=(*STEPS, deferred))
    assert rules("no_vote_after_deferral", seen) == ["R-DEC-10"]
    another = deferred._replace(values={"meeting": "earlier"})
    assert rules("no_vote_after_deferral",
                 scene("no_vote_after_deferral", steps=(*STEPS, another))) == []  # fmt: skip
    unvoted = at(agree=ABSENT, postponed=True)
    assert rules("no_vote_after_deferral",
                 scene("quorum", steps=(*STEPS, deferred), items=unvoted)) == []  # fmt: skip
    assert rules("no_vote_after_deferral", scene("quorum", items={})) == []


@pytest.mark.parametrize("key", ["reason", "question", "owner", "due_on"])
def test_a_deferral_names_reason_question_owner_and_due_day(key: str) -> None:
    values = {**RECORDED, "deferral_task": patched(RECORDED["deferral_task"], {key: ABSENT})}
    assert rules("deferral_grounds", scene("deferral_grounds", values=values)) == ["R-DEC-10"]


@pytest.mark.parametrize("change", [{"answer": ""}, {"answered_on": ABSENT},
                                    {"answered_on": "2026-04-10"}])  # fmt: skip
def test_deliberation_resumes_only_when_the_question_is_answered(change: dict[str, Any]) -> None:
    values = {**RECORDED, "deferral_task": patched(RECORDED["deferral_task"], change)}
    assert rules("deferral_answered", scene("deferral_answered", values=values)) == ["R-DEC-10"]


def test_what_was_voted_on_is_not_withdrawn() -> None:
    assert rules("no_vote_taken", scene("no_vote_taken", state="discussion")) == ["R-DEC-10"] * 2
    unvoted = {name: item(name, agree=ABSENT) for name in ("committee_decision", "plenary_ballot")}
    seen = scene("no_vote_taken", state="discussion", items=unvoted)
    assert rules("no_vote_taken", seen) == []
    assert rules("no_vote_taken", scene("no_vote_taken", state="discussion", items={})) == []
