"""What is asked of whom next (待办): by the acts recorded, in order, and the moves that nothing blocks."""

from dataclasses import replace
from typing import Any

import pytest
from dossiers import act, activity, by, item, round_of, step
from talked import OUTSIDE, TALK, move, seen, talk

from workflow.dossier import Dossier
from workflow.edition import Activity
from workflow.todo import Outlook, Todo, ahead, applicable, next_act, outlook, outlook_of, todos

APPROVED = {"approve": ("chief",)}
FORM = activity("form", **APPROVED)
FULL = activity("assessment", mode="full", **APPROVED)
NOTICE = activity("notice", conclude_by=("checker", "head"), **APPROVED)
OPINION = activity(
    "opinion", record=("secretary",), ask_by=("head",), ask=("person_branches",),
    stances={"support": "同意", "object": "不同意"}, on_objection="respond", respond_by=("chief",),
)  # fmt: skip
ASKED = act("ask", 2, {"asks": [
    {"organization": "x", "ask": "person_branches", "due_on": "2026-03-27"},
    {"organization": "y", "ask": "person_branches", "due_on": ""},
]})  # fmt: skip


def answered(organization: str, seq: int, stance: str = "support"):
    return act("answer", seq, {"organization": organization, "stance": stance})


def asked_of(name: str, of: Activity, *done: Any, state: str = "first", **more: Any) -> list[Todo]:
    """What is to be done of one activity, after these acts."""
    rounds = {name: round_of(*done, activity=of)} if done else {}
    dossier = seen(activities={name: of}, rounds=rounds, state=state, **more)
    return [one for one in todos(dossier) if one.activity == name]


def acts_of(told: list[Todo]) -> list[tuple[str, str]]:
    return [(one.act, one.duty) for one in told]


def test_a_form_is_recorded_then_approved_then_done() -> None:
    told = act("record", 2)
    assert acts_of(asked_of("paper", FORM)) == [("record", "clerk")]
    assert acts_of(asked_of("paper", FORM, told)) == [("approve", "chief")]
    assert asked_of("paper", FORM, told, act("approve", 3, by=by("boss", "chief"))) == []


def test_a_correction_asks_for_a_new_approval() -> None:
    told = (act("record", 2), act("approve", 3, by=by("boss", "chief")), act("record", 4))
    assert acts_of(asked_of("paper", FORM, *told)) == [("approve", "chief")]


def test_nothing_is_asked_in_another_state_or_of_what_does_not_apply() -> None:
    assert asked_of("paper", FORM, state="second") == []
    lonely = FORM.model_copy(update={"applies": "candidate_is_party_member"})
    assert acts_of(asked_of("paper", lonely)) == [("record", "clerk")]
    assert asked_of("paper", lonely, person=OUTSIDE) == []
    assert not applicable(seen(person=OUTSIDE), lonely)


def test_what_is_to_be_done_says_what_it_is_called() -> None:
    assert asked_of("paper", FORM) == [Todo("paper", "record", "办理内容", "clerk")]


def test_an_opinion_is_asked_then_waits_for_each_organization_and_not_for_who_asked() -> None:
    assert acts_of(asked_of("branch", OPINION)) == [("ask", "head")]
    both = asked_of("branch", OPINION, ASKED)
    assert both == [
        Todo("branch", "answer", "办理内容", "secretary", "x", "2026-03-27"),
        Todo("branch", "answer", "办理内容", "secretary", "y", ""),
    ]
    half = asked_of("branch", OPINION, ASKED, answered("x", 3))
    assert [(one.act, one.organization) for one in half if one.act == "answer"] == [("answer", "y")]
    assert asked_of("branch", OPINION, ASKED, answered("x", 3), answered("y", 4)) == []


def test_an_objection_is_to_be_responded_to() -> None:
    told = asked_of("branch", OPINION, ASKED, answered("x", 3, "object"), answered("y", 4))
    assert acts_of(told) == [("respond", "chief")]


def test_an_objection_that_no_response_is_asked_for_leaves_nothing_to_do() -> None:
    quiet = OPINION.model_copy(update={"on_objection": None})
    assert asked_of("branch", quiet, ASKED, answered("x", 3, "object"), answered("y", 4)) == []


def test_a_full_assessment_is_recorded_signed_by_the_second_then_approved() -> None:
    record, sign = act("record", 2), act("sign", 3, by=by("second"))
    assert [one.act for one in asked_of("check", FULL)] == ["record"]
    assert [one.act for one in asked_of("check", FULL, record)] == ["sign"]
    assert [one.act for one in asked_of("check", FULL, record, sign)] == ["approve"]
    again = act("record", 4)
    assert [one.act for one in asked_of("check", FULL, record, sign, again)] == ["sign"]
    approved = act("approve", 5, by=by("boss", "chief"))
    later = (record, sign, approved, act("record", 6), act("sign", 7, by=by("second")))
    assert [one.act for one in asked_of("check", FULL, *later)] == ["approve"]


def test_a_signature_is_asked_only_of_the_offices_that_have_not_signed() -> None:
    of = activity("signatures", offices=("head", "chief"))
    first = act("sign", 2, {"office": "head"}, by=by("boss", "head"))
    assert acts_of(asked_of("signed", of)) == [("sign", "head"), ("sign", "chief")]
    assert acts_of(asked_of("signed", of, first)) == [("sign", "chief")]


def test_a_notice_is_posted_approved_then_concluded() -> None:
    post = act("post", 2, {"posted_on": "2026-03-02"})
    approved = act("approve", 3, by=by("boss", "chief"))
    assert [one.act for one in asked_of("public", NOTICE)] == ["post"]
    assert [one.act for one in asked_of("public", NOTICE, post)] == ["approve"]
    assert acts_of(asked_of("public", NOTICE, post, approved)) == [
        ("conclude", "checker"), ("conclude", "head"),
    ]  # fmt: skip
    unasked = NOTICE.model_copy(update={"approve": ()})
    assert [one.act for one in asked_of("public", unasked, post)] == ["conclude", "conclude"]


def test_an_item_that_nobody_checked_is_still_to_be_recorded() -> None:
    of = activity("checklist", items={"a": item("clear", "open"), "b": item("clear")})
    one = act("record", 2, {"items": {"a": {"result": "open"}}})
    other = act("record", 3, {"items": {"b": {"result": "clear"}}})
    assert [one.act for one in asked_of("checks", of, one)] == ["record"]
    assert asked_of("checks", of, one, other) == []


@pytest.mark.parametrize(("guards", "anew"), [(("talk_held",), True), ((), False)])
def test_what_a_guard_ahead_looks_for_in_this_state_is_asked_for_again(
    guards: tuple[str, ...], anew: bool
) -> None:
    several = TALK.model_copy(update={"within": ("first", "second")})
    onwards = move(guards=guards, **{"from": ("second",), "to": "third"})
    dossier = seen(
        onwards, activities={"appointment_talk": several}, rounds={"appointment_talk": talk()},
        state="second", steps=(step("first", 1), step("second", 9)),
    )  # fmt: skip
    told = [one for one in todos(dossier) if one.activity == "appointment_talk"]
    assert acts_of(told) == ([("record", "clerk")] if anew else [])


@pytest.mark.parametrize(
    ("of", "first", "then"),
    [
        (activity("signatures", offices=("head", "chief")), "sign", "sign"),
        (activity("signatures", offices=("head",), **APPROVED), "sign", "sign"),
        (activity("meeting_item"), "item", ""), (activity("period", record=()), "", ""),
        (activity("form"), "record", "record"), (activity("ballot"), "record", "record"),
    ],
)  # fmt: skip
def test_the_first_act_of_a_kind_and_what_follows_it(of: Activity, first: str, then: str) -> None:
    assert next_act(of, None) == first
    assert next_act(of, round_of()) == first
    assert next_act(of, round_of(act(first or "record", 2))) == then


def test_a_period_asks_nothing_of_anybody() -> None:
    length = {"years": 1, "starts": "notice.on"}
    assert asked_of("trial", activity("period", record=(), length=length)) == []


def outlooks(dossier: Dossier) -> list[tuple[str, str]]:
    return [(one.activity, one.duty) for one in todos(dossier) if one.act == "move"]


GO = move(by=("head", "chief"))
HARD = move(name="hard", needs=("appointment_talk",))
ASKING = move(name="asking", guards=("notice_ready",))
BACK = move(name="back", direction="back")
LATER = move(name="later", **{"from": ("second",)})


def test_a_forward_move_that_nothing_blocks_is_asked_of_each_duty_that_may_make_it() -> None:
    assert outlooks(seen(GO, HARD, BACK, LATER)) == [("go", "head"), ("go", "chief")]


def test_a_warning_blocks_nobody() -> None:
    assert outlooks(seen(ASKING)) == [("asking", "head")]


def test_how_a_move_stands_counts_conditions_and_not_reasons() -> None:
    both = move(needs=("appointment_talk",), guards=("notice_ready",))
    assert outlook_of(seen(both), both) == Outlook("go", 1, 1)
    assert outlook_of(seen(GO), GO) == Outlook("go", 0, 0)


def test_how_a_move_stands_is_the_same_whoever_looks() -> None:
    apart = move(not_by=("relatives",))
    mine = replace(seen(apart), actor=by("candidate", person="candidate"))
    assert outlook_of(mine, apart) == Outlook("go", 0, 0)


def test_the_nearest_forward_move_is_that_with_the_fewest_blocks_then_warnings() -> None:
    assert outlook(ahead(seen(HARD, ASKING))) == Outlook("asking", 0, 1)
    assert outlook(ahead(seen(HARD, ASKING, GO))) == Outlook("go", 0, 0)
    assert outlook(ahead(seen(BACK, LATER))) is None
