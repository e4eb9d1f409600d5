"""Meeting items: a vote that took place is recorded; only what is malformed is refused."""

from dataclasses import replace
from datetime import date

import pytest
from dossiers import act, activity, dossier, round_of
from hypothesis import given
from hypothesis import strategies as st

from workflow.activities import KINDS
from workflow.activities.meeting_item import check_item
from workflow.dossier import BodyFile, ItemFile, MeetingFile, Member, View

KIND = KINDS["meeting_item"]
ITEM = activity("meeting_item", body="deciding_body")
NAMED = {"meeting": "m1", "item_entry": "entry-1"}
ROSTER = tuple(Member(one, f"成员{one}", "member", date(2020, 1, 1)) for one in "abc")
VIEWS = (
    View("a", True, view="agree", order=3), View("b", True, view="disagree", order=1),
    View("c", True, view="agree", order=2),
)  # fmt: skip
VOTE = {
    "presenter": "p", "presented_seq": 1, "discussed_seq": 2, "voted_seq": 3, "vote_form": "hands",
    "agree": 2, "disagree": 1, "postpone": 0, "abstain": 0, "book_no": "七", "page": 12,
    "guests": ["g"], "recorder": "r", "tellers": ["t"],
}  # fmt: skip


def faults(values=VOTE, views=VIEWS, chair="a", **more):
    return [one.path for one in check_item(values, views, ROSTER, chair, **more)]


def changed(number, **more):
    return tuple(replace(v, **more) if n == number else v for n, v in enumerate(VIEWS))


def present(**values):
    sitting = MeetingFile("m1", BodyFile("b", "党委", "committee", "o"), "committee",
                          date(2026, 3, 1), "a")  # fmt: skip
    item = ItemFile(sitting, "decision", "c1", act("item", 4, digest="entry-1"), VIEWS, values)
    return dossier(items={"decision": (item,)})


def test_a_well_formed_record_is_taken() -> None:
    assert faults() == []


def test_a_vote_without_quorum_majority_or_the_chair_last_is_recorded_all_the_same() -> None:
    absent = (replace(VIEWS[0], order=1), View("b", False), View("c", False))
    assert faults({**VOTE, "agree": 0, "disagree": 1}, absent) == []


def test_every_member_due_appears_exactly_once_and_nobody_else() -> None:
    missing = [one.message for one in check_item(VOTE, VIEWS[1:], ROSTER, "a")]
    assert missing == ["缺少应到会成员成员a"]
    assert "views" in faults(views=(*VIEWS, View("b", False)))
    assert faults(views=(*VIEWS, View("stranger", False))) == ["views[3].person"]


def test_a_member_or_the_chair_is_no_guest() -> None:
    assert faults({**VOTE, "guests": ["g", "b"]}) == ["guests[1]"]
    assert faults({**VOTE, "guests": ["chair"]}, chair="chair") == ["guests[0]"]


@pytest.mark.parametrize("away", [{"present": False}, {"recused": True}])
def test_who_is_absent_or_recused_gives_no_view(away) -> None:
    assert faults(views=changed(0, **away)) == ["views[0].view"]
    silent = changed(0, **away, view=None, order=None)
    assert faults(views=silent) == []
    assert "views[0].order" in faults(views=changed(0, **away, view=None))


def test_a_view_is_one_of_three() -> None:
    assert faults(views=changed(1, view="abstain")) == ["views[1].view"]


@given(st.lists(st.none() | st.integers(-1, 5) | st.booleans(), min_size=3, max_size=3))
def test_the_orders_of_the_views_are_one_to_n_each_once(orders) -> None:
    views = tuple(replace(v, order=o) for v, o in zip(VIEWS, orders, strict=True))
    right = [type(one) for one in orders] == [int] * 3 and set(orders) == {1, 2, 3}
    assert (faults(views=views) == []) == right


@pytest.mark.parametrize("figure", [-1, True, "2", None])
def test_a_tally_is_of_whole_numbers_and_complete(figure) -> None:
    assert faults({**VOTE, "agree": figure}) == ["agree"]


def test_ballot_papers_are_counted_where_the_vote_was_secret_and_only_there() -> None:
    papers = {"issued": 3, "returned": 3, "valid": 3}
    assert faults({**VOTE, **papers}) == ["issued", "returned", "valid"]
    assert faults({**VOTE, "vote_form": "secret"}) == ["issued", "returned", "valid"]
    assert faults({**VOTE, "vote_form": "secret", **papers}) == []
    assert faults({**VOTE, "vote_form": "circulation"}) == ["vote_form"]


def test_a_postponed_item_has_no_tally() -> None:
    figures = ("agree", "disagree", "postpone", "abstain", "vote_form")
    rest = {key: value for key, value in VOTE.items() if key not in figures}
    assert faults({**rest, "postponed": True}) == []
    assert faults({**VOTE, "postponed": True}) == ["agree", "disagree", "postpone", "abstain"]


def test_members_asked_one_by_one_between_sessions_need_no_tally() -> None:
    asked = [{"member": one, "asked_on": "2026-03-01", "view": "agree"} for one in "abc"]
    assert faults({"presenter": "p", "asked_members": asked}) == []


def test_nobody_types_that_an_item_passed() -> None:
    assert faults({**VOTE, "passed": True}) == ["passed"]


def test_an_item_names_its_meeting_and_entry_and_nothing_else() -> None:
    assert KIND.check(ITEM, "item", NAMED, None, dossier()) == []
    found = KIND.check(ITEM, "item", {"meeting": "m1", "outcome": "adopted"}, None, dossier())
    assert {one.path for one in found} == {"item_entry", "outcome"}


def test_it_is_complete_when_the_meeting_took_up_the_item_and_did_not_put_it_off() -> None:
    taken_up = round_of(act("item", 4, NAMED), activity=ITEM)
    assert len(KIND.lacks(ITEM, None, present())) == 1
    assert KIND.lacks(ITEM, taken_up, present(agree=2)) == []
    (lack,) = KIND.lacks(ITEM, taken_up, present(postponed=True))
    assert "暂缓" in lack.found


def test_the_item_of_an_earlier_round_does_not_count() -> None:
    other = round_of(act("item", 9, {"meeting": "m2", "item_entry": "entry-2"}), activity=ITEM)
    assert len(KIND.lacks(ITEM, other, present(agree=2))) == 1


def test_why_somebody_was_away_is_one_of_some_words_and_of_nobody_who_came() -> None:
    away = (replace(VIEWS[0], order=2), replace(VIEWS[2], order=1))
    for absence, wrong in (("leave", []), ("late", []), ("", []), ("asleep", ["views[2].absence"])):
        views = (*away, View("b", False, absence=absence, reason="公务"))
        assert faults({**VOTE, "disagree": 0}, views) == wrong
    assert faults(views=changed(1, absence="left")) == ["views[1].absence"]
    assert faults(views=changed(1, reason="看不见\u200b")) == ["views[1].reason"]
    assert faults(views=changed(1, reason=7)) == ["views[1].reason"]
