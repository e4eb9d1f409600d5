"""Each act of each kind: which fields it is filled in with, and which duties may do it."""

import pytest
from dossiers import act, activity, field, item, round_of, step
from dossiers import dossier as picture

from workflow.activities import KINDS
from workflow.activities.kind import APPROVAL

PAPER = {"paper": field("text")}
OPINION = activity(
    "opinion", fields=PAPER, stances={"support": "同意"}, ask_by=("head",), respond_by=("chief",)
)
CHECKS = activity(
    "checklist", record=("clerk",), approve=("chief",),
    items={"a": item("clear", checker=("checker",)), "b": item("clear", checker=("clerk",))},
)  # fmt: skip
CHECK = activity("assessment", mode="check", **{"in": ("first", "third")})


def test_what_is_known_at_a_request_may_be_left_out_and_the_answer_asks_for_all() -> None:
    kind = KINDS["opinion"]
    assert kind.fields(OPINION, "ask")["paper"].required is False
    answer = kind.fields(OPINION, "answer")
    assert answer["paper"].required is True
    assert answer["stance"].options == {"support": "同意"}
    assert answer["signer"].type == "person"


@pytest.mark.parametrize(("name", "asked"), [("respond", True), ("remind", False), ("escalate", False)])
def test_a_response_says_something_and_a_reminder_may(name: str, asked: bool) -> None:
    assert KINDS["opinion"].fields(OPINION, name)["text"].required is asked


@pytest.mark.parametrize(
    ("name", "duties"),
    [("ask", ("head",)), ("remind", ("head",)), ("escalate", ("head",)), ("answer", ("clerk",)),
     ("respond", ("chief",))],
)  # fmt: skip
def test_who_asks_also_reminds_and_the_recorders_answer(name: str, duties: tuple[str, ...]) -> None:
    assert KINDS["opinion"].duties(OPINION, name) == duties


def test_a_checklist_is_recorded_by_recorders_and_checkers_and_approved_by_neither() -> None:
    kind = KINDS["checklist"]
    assert kind.duties(CHECKS, "record") == ("clerk", "checker")
    assert kind.duties(CHECKS, "approve") == ("chief",)
    assert kind.fields(CHECKS, "approve") == APPROVAL


def test_an_assessment_is_signed_and_approved_with_an_opinion_only() -> None:
    kind = KINDS["assessment"]
    assert kind.fields(CHECK, "sign") == kind.fields(CHECK, "approve") == APPROVAL
    assert "opinion" not in kind.fields(CHECK, "record")


@pytest.mark.parametrize(
    ("offices", "duties"), [(("head", "chief"), ("head", "chief")), ((), ("clerk",))]
)
def test_offices_sign_or_where_none_is_named_those_who_record(
    offices: tuple[str, ...], duties: tuple[str, ...]
) -> None:
    assert KINDS["signatures"].duties(activity("signatures", offices=offices), "sign") == duties


def test_an_item_of_a_meeting_is_filled_in_with_its_figures_and_the_fields_of_the_activity() -> None:
    fields = KINDS["meeting_item"].fields(activity("meeting_item", fields=PAPER), "item")
    assert {"vote_form", "agree", "disagree", "abstain", "presenter", "paper"} <= set(fields)
    assert fields["agree"].required is False


def test_nothing_is_filled_in_for_a_period() -> None:
    trial = activity("period", record=(), length={"years": 1, "starts": "notice.on"})
    assert KINDS["period"].acts == ()
    assert KINDS["period"].merge(trial, [act("record", 2, {"x": 1})]) == {}


def test_a_period_of_no_length_never_begins() -> None:
    (lack,) = KINDS["period"].lacks(activity("period"), None, picture())
    assert "没有起算日期" in lack.found
    assert lack.who == ("clerk",)


def test_a_check_recorded_in_another_stage_is_another_check() -> None:
    """Also where the journal does not say when the state was entered (R-POL-09)."""
    present = round_of(act("record", 3, {"stage": "one", "finding": "no_problem"}), activity=CHECK)
    here, there = picture(state="first"), picture(state="third", steps=(step("third", 1),))
    assert not KINDS["assessment"].starts_round(CHECK, "record", present, here)
    assert KINDS["assessment"].starts_round(CHECK, "record", present, there)
    assert not KINDS["assessment"].starts_round(CHECK, "approve", present, there)


def test_a_check_of_before_the_return_to_a_state_is_another_check_even_in_the_same_stage() -> None:
    back = picture(steps=(step("first", 1), step("third", 5), step("first", 7)))
    old = round_of(act("record", 3, {"stage": "one"}), activity=CHECK)
    assert KINDS["assessment"].starts_round(CHECK, "record", old, back)
