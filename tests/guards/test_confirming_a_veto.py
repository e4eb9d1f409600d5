"""What a meeting must have done before a veto is confirmed on it; a lawful one spoilt in one place."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.dossier import (
    Act,
    BodyFile,
    By,
    Fact,
    MeetingFile,
    Member,
    PersonFile,
    VetoItem,
    View,
)
from workflow.guards.confirming import confirming_gaps

HELD_ON = date(2026, 3, 3)
MINUTES = By("minutes", "记录", "meeting_secretary", "city", "p-minutes")
PERSON = PersonFile("p0", "人选", "unit")
PROPOSAL = "d" * 64


def lawful(due: int = 5, present: int = 5, agree: int | None = None) -> VetoItem:
    """So many members due, present and agreeing; the first is the leader and speaks last."""
    members = tuple(
        Member(f"m{n}", f"成员{n}", "member" if n else "chair", date(2020, 1, 1)) for n in range(due)
    )
    agreeing = present if agree is None else agree
    views = tuple(
        View(f"m{n}", n < present, view=("agree" if n < agreeing else "disagree") if n < present else None,
             order=(n or present) if n < present else None)
        for n in range(due)
    )  # fmt: skip
    body = BodyFile("body", "市委常委会", "standing_committee", "city", members)
    meeting = MeetingFile("m", body, "standing_committee", HELD_ON, "m0", None, members)
    act = Act("meeting:m", 2, "item", datetime(2026, 3, 3, 1, tzinfo=UTC), HELD_ON, MINUTES, {})
    values = {"vote_form": "hands", "agree": agreeing, "disagree": present - agreeing,
              "postpone": 0, "abstain": 0}  # fmt: skip
    return VetoItem(meeting, "veto", "", act, views, values, "p0", "veto", PROPOSAL)


def rules(
    item: VetoItem | None, about: PersonFile = PERSON, on: date = HELD_ON, *,
    proposal: str = PROPOSAL, ours: bool = True,
) -> list[str]:  # fmt: skip
    """The rules of the gaps."""
    found = confirming_gaps(item, about, proposal, on, ours=ours)
    assert all(one.found and one.needed and one.who for one in found)
    return [one.rule for one in found]


def seen(item: VetoItem, person: str, **changes: object) -> VetoItem:
    """The item with one member's view otherwise."""
    return replace(item, views=tuple(
        replace(one, **changes) if one.person == person else one for one in item.views  # type: ignore[arg-type]
    ))  # fmt: skip


def test_a_lawful_meeting_lacks_nothing() -> None:
    assert rules(lawful()) == []


def test_without_a_vote_on_this_proposal_nothing_is_confirmed() -> None:
    assert rules(None) == ["R-POL-08"]


def test_a_meeting_on_the_day_of_the_proposal_may_decide_and_one_before_it_may_not() -> None:
    assert rules(lawful(), on=HELD_ON) == []
    assert rules(lawful(), on=date(2026, 3, 4)) == ["R-POL-08"]


def test_a_proposal_that_is_no_longer_the_one_voted_on_is_not_confirmed() -> None:
    assert rules(lawful(), proposal="e" * 64) == ["R-POL-08"]


@pytest.mark.parametrize("kind", ["department", "committee", "full_committee", "office"])
def test_a_meeting_of_another_kind_than_its_body_decides_nothing(kind: str) -> None:
    item = lawful()
    assert rules(replace(item, meeting=replace(item.meeting, kind=kind))) == ["R-DEC-01"]


def test_another_committee_decides_nothing() -> None:
    assert rules(lawful(), ours=False) == ["R-DEC-01"]


@given(due=st.integers(1, 30), data=st.data())
def test_two_thirds_of_all_due_come_and_more_than_half_of_all_due_agree(
    due: int, data: st.DataObject
) -> None:
    present = data.draw(st.integers(1, due))
    agree = data.draw(st.integers(0, present))
    expected = []
    if Fraction(present, due) < Fraction(2, 3):
        expected.append("R-DEC-04")
    if Fraction(agree, due) <= Fraction(1, 2):
        expected.append("R-DEC-09")
    assert rules(lawful(due, present, agree)) == expected


def test_whoever_came_gave_a_view() -> None:
    item = seen(lawful(), "m4", view=None, order=None)
    assert "R-DEC-05" in rules(item)
    assert rules(seen(lawful(present=4), "m4", view="agree")) == ["R-DEC-05"]  # away, yet a view


def test_the_leader_speaks_last() -> None:
    item = seen(seen(lawful(), "m0", order=4), "m4", order=5)
    assert rules(item) == ["R-DEC-06"]


@pytest.mark.parametrize("relation", ["spouse", "child", "sibling", "parent"])
def test_a_relative_stands_aside_and_is_counted_among_those_due(relation: str) -> None:
    by = By("a", "甲", "cadre_clerk", "city")
    fact = Fact("f", "kinship", {"relation": relation, "name": "亲属", "person": "m4"}, by, HELD_ON)
    verified = replace(PERSON, facts=(replace(fact, verified_by=by),))
    assert rules(lawful(), replace(PERSON, facts=(fact,))) == []  # nobody has verified it
    assert rules(lawful(), verified) == ["R-DEC-12"]
    aside = seen(lawful(agree=4), "m4", recused=True, view=None, order=None)
    aside = seen(aside, "m0", order=4)
    assert rules(aside, verified) == []
    few = seen(seen(aside, "m3", present=False, view=None, order=None), "m0", order=3)
    assert "R-DEC-04" in rules(few, verified)  # three of five, not three of four


def test_the_person_himself_is_not_at_his_own_item() -> None:
    assert rules(lawful(), replace(PERSON, id="m4")) == ["R-DEC-12"]
    item = lawful()
    served = replace(item, values={**item.values, "tellers": ["p0"]})
    assert rules(served) == ["R-AVO-04"]


def test_a_veto_is_not_voted_on_in_a_package() -> None:
    item = lawful()
    assert rules(replace(item, values={**item.values, "package_with": ["case7"]})) == ["R-DEC-21"]
