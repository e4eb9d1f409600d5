"""Opinions: only those asked answer, silence counts where declared, objections are responded to."""

from datetime import date, timedelta

import pytest
from dossiers import act, activity, by, dossier, field, round_of, step
from hypothesis import given
from hypothesis import strategies as st

from workflow.activities import KINDS
from workflow.edition import Due
from workflow.workdays import add_months

KIND = KINDS["opinion"]
STANCES = {"support": "同意", "reserve": "有保留", "object": "不同意"}
KEYS = {
    "record": ("secretary",), "ask": ("person_branches",), "ask_by": ("head",), "stances": STANCES,
    "on_objection": "respond", "respond_by": ("chief",),
}  # fmt: skip
OPINION = activity("opinion", fields={"conduct": field("text")}, **KEYS)
SILENT = activity(
    "opinion", silence={"consent_after_months": 1},
    fields={"received_on": field("date", required=False)}, **KEYS,
)  # fmt: skip


def asks(*organizations, **more):
    rows = [{"organization": one, "ask": "person_branches", "due_on": ""} for one in organizations]
    return {"asks": rows, **more}


def answer(organization, stance="support", **more):
    return {"organization": organization, "stance": stance, "conduct": "好", **more}


def asked(*more, of=OPINION, **told):
    return round_of(act("ask", 2, asks("x", "y", **told)), *more, activity=of)


def faults(name, values, present, of=OPINION, **more):
    return [one.path for one in KIND.check(of, name, values, present, dossier(**more))]


def lacks(present, of=OPINION, **more):
    return KIND.lacks(of, present, dossier(**more))


def test_only_an_organization_that_was_asked_answers() -> None:
    assert faults("answer", answer("x"), asked()) == []
    assert faults("answer", answer("z"), asked()) == ["organization"]
    assert faults("answer", answer("x"), None) == ["organization"]


def test_an_answer_takes_a_stance_of_the_list_and_the_fields() -> None:
    found = faults("answer", {"organization": "x", "stance": "maybe", "more": 1}, asked())
    assert sorted(found) == ["conduct", "more", "stance"]


def test_a_request_goes_to_somebody_once_and_to_those_the_activity_names() -> None:
    assert faults("ask", {"asks": []}, None) == ["asks"]
    assert faults("ask", asks("x", "x"), None) == ["asks[1]"]
    stranger = {"asks": [{"organization": "x", "ask": "joint_manager", "due_on": ""}]}
    assert faults("ask", stranger, None) == ["asks[0].ask"]


@pytest.mark.parametrize(("changes", "told"), [
    ({"due_on": "下周"}, ["asks[0].due_on"]), ({"ask": ""}, ["asks[0].ask"]),
    ({"more": 1}, ["asks[0].more"]),
])  # fmt: skip
def test_a_malformed_request_is_told_as_such_and_not_judged_further(changes, told) -> None:
    rows = asks("z")["asks"]
    stranger = {**rows[0], "ask": "joint_manager", **changes}  # whom the activity does not ask
    due = OPINION.model_copy(update={"due": Due(workdays=5)})
    found = faults("ask", {"asks": [stranger, {**rows[0], "due_on": "2026-03-09"}]}, None, due)
    assert found == told


def test_where_a_term_is_set_a_request_names_the_day() -> None:
    due = OPINION.model_copy(update={"due": Due(workdays=5)})
    assert faults("ask", asks("x"), None, due) == ["asks[0].due_on"]
    assert faults("ask", asks("x"), None) == []


def test_what_is_known_at_the_request_need_not_be_told_again_with_the_answer() -> None:
    present = asked(conduct="来函已写明")
    assert faults("answer", {"organization": "x", "stance": "support"}, present) == []
    assert [row["conduct"] for row in present.values["asked"]] == ["来函已写明"] * 2


def test_an_unasked_opinion_lacks_its_request() -> None:
    (lack,) = lacks(None)
    assert lack.who == ("head",)


def test_it_is_complete_when_every_organization_answered() -> None:
    first = act("answer", 3, answer("x"))
    (lack,) = lacks(asked(first))
    assert "单位y" in lack.found
    assert lack.who == ("secretary",)
    assert lacks(asked(first, act("answer", 4, answer("y")))) == []


@pytest.mark.parametrize("stance", ["object", "reserve"])
def test_every_objection_and_reservation_has_a_written_response(stance: str) -> None:
    both = (act("answer", 3, answer("x", stance)), act("answer", 4, answer("y")))
    (lack,) = lacks(asked(*both))
    assert lack.who == ("chief",)
    said = {"organization": "x", "text": "已说明"}
    assert faults("respond", said, asked(*both)) == []
    assert lacks(asked(*both, act("respond", 5, said))) == []


def test_nothing_is_responded_where_nobody_objects() -> None:
    present = asked(act("answer", 3, answer("x")))
    assert faults("respond", {"organization": "x", "text": "说明"}, present) == ["organization"]


def test_where_no_response_is_provided_for_none_is_recorded_and_none_is_lacking() -> None:
    quiet = OPINION.model_copy(update={"on_objection": None})
    present = asked(
        act("answer", 3, answer("x", "object")), act("answer", 4, answer("y")), of=quiet
    )
    said = {"organization": "x", "text": "说明"}
    assert faults("respond", said, present, quiet) == ["对不同意见的答复"]
    assert lacks(present, quiet) == []


def test_a_second_answer_corrects_the_first_which_stays_visible() -> None:
    present = asked(
        act("answer", 3, answer("x", "object")), act("answer", 4, answer("y")),
        act("answer", 5, answer("x", "support"), by=by("again")),
    )  # fmt: skip
    last = present.values["answers"][-1]
    assert (last["organization"], last["stance"], last["account"]) == ("x", "support", "again")
    assert [one["stance"] for one in last["earlier"]] == ["object"]
    assert len(present.values["answers"]) == 2


def test_a_response_to_the_first_answer_is_none_to_its_correction() -> None:
    said = act("respond", 4, {"organization": "x", "text": "已说明"})
    again = act("answer", 5, answer("x", "object"))
    present = asked(act("answer", 3, answer("x", "object")), said, again)
    assert present.values["responses"] == []
    assert ("chief",) in [one.who for one in lacks(present)]


def test_only_who_still_owes_an_answer_is_reminded() -> None:
    present = asked(act("answer", 3, answer("x")), act("remind", 4, {"organization": "y"}))
    assert faults("remind", {"organization": "x"}, present) == ["organization"]
    assert faults("escalate", {"organization": "y", "text": "提请协调"}, present) == []
    assert [row["organization"] for row in present.values["reminders"]] == ["y"]


def test_what_was_asked_of_others_to_coordinate_is_kept_beside_the_reminders() -> None:
    asking = {"organization": "y", "text": "提请协调"}
    present = asked(act("remind", 3, {"organization": "x"}), act("escalate", 4, asking))
    assert present.values["escalations"] == [{**asking, "on": "2026-03-02"}]
    assert [row["organization"] for row in present.values["reminders"]] == ["x"]


def test_the_same_organization_asked_in_two_capacities_answers_for_both_or_for_one() -> None:
    two = OPINION.model_copy(update={"ask": ("unit_organization", "organ_party")})
    rows = [{"organization": "x", "ask": one, "due_on": ""} for one in two.ask]
    ask = act("ask", 2, {"asks": rows})
    for_one = round_of(ask, act("answer", 3, answer("x", ask="organ_party")), activity=two)
    for_both = round_of(ask, act("answer", 3, answer("x")), activity=two)
    assert [one["ask"] for one in for_one.values["answers"]] == ["organ_party"]
    assert len(lacks(for_one, two)) == 1
    assert lacks(for_both, two) == []


def test_silence_is_never_consent_where_nothing_says_so() -> None:
    assert len(lacks(asked(), today=date(2030, 1, 1))) == 2


@given(st.dates(date(2024, 1, 1), date(2028, 12, 31)))
def test_silence_consents_after_a_calendar_month_from_receipt_and_not_on_its_last_day(
    received: date,
) -> None:
    present = asked(of=SILENT, received_on=received.isoformat())
    last = add_months(received, 1)
    assert len(lacks(present, SILENT, today=last)) == 2
    assert lacks(present, SILENT, today=last + timedelta(days=1)) == []


def test_without_a_receipt_no_month_begins() -> None:
    assert len(lacks(asked(of=SILENT), SILENT, today=date(2030, 1, 1))) == 2


def test_a_receipt_that_comes_later_is_added_to_the_request_which_keeps_its_day() -> None:
    later = act("ask", 3, asks("x", "y", received_on="2026-03-05"), on=date(2026, 3, 6))
    present = asked(later, of=SILENT)
    assert [(row["on"], row["received_on"]) for row in present.values["asked"]] == [
        ("2026-03-02", "2026-03-05")
    ] * 2


def test_a_request_still_open_keeps_its_round_when_the_case_moves_on() -> None:
    several = OPINION.model_copy(update={"within": ("first", "second")})
    seen = dossier(state="second", steps=(step("first", 1), step("second", 9)))
    open_ = asked(act("answer", 3, answer("x")), of=several)
    closed = asked(act("answer", 3, answer("x")), act("answer", 4, answer("y")), of=several)
    assert not KIND.starts_round(several, "ask", open_, seen)
    assert KIND.starts_round(several, "ask", closed, seen)


def test_an_erased_answer_is_no_answer_and_breaks_nothing() -> None:
    present = asked(act("answer", 3, {}), act("respond", 4, {}), act("remind", 5, {}))
    assert len(lacks(present)) == 2
