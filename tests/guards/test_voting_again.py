"""Votes on a veto put off or taken again: what one meeting left binds the next one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.dossier import Act, BodyFile, By, MeetingFile, Member, VetoItem
from workflow.guards.revoting import again_gaps, ungrounded

MINUTES = By("minutes", "记录", "meeting_secretary", "city")
MEMBERS = tuple(
    Member(f"m{n}", f"成员{n}", "member" if n else "chair", date(2020, 1, 1)) for n in range(5)
)
BODY = BodyFile("body", "市委常委会", "standing_committee", "city", MEMBERS)
VOTED = {"vote_form": "hands", "agree": 5, "disagree": 0, "postpone": 0, "abstain": 0}
PUT_OFF = {"postponed": True, "reason": "分歧", "question": "情况", "owner": "m1", "due_on": "2026-04-01"}


def at(day: int, values: dict[str, Any], seq: int = 2) -> VetoItem:
    """What the meeting of that day of March did; `seq` in its journal."""
    held = date(2026, 3, day)
    meeting = MeetingFile(f"of-{day}", BODY, BODY.kind, held, "m0", None, MEMBERS)
    act = Act(f"meeting:of-{day}", seq, "item", datetime(2026, 3, day, seq, tzinfo=UTC), held, MINUTES, {})
    return VetoItem(meeting, "veto", "", act, (), values, "p0", "veto", "d")


def rules(told: Sequence[VetoItem], of: int = -1) -> list[str]:
    """The rules of the gaps of one of the items."""
    return [one.rule for one in again_gaps(told[of], told)]


def consenting(count: int, day: int = 4) -> dict[str, Any]:
    """A vote with so many members' written consent."""
    return {**VOTED, "consents": [{"member": f"m{n}", "on": f"2026-03-0{day}"} for n in range(count)]}


def test_one_vote_lacks_nothing_and_one_put_off_is_no_vote() -> None:
    assert rules([at(3, VOTED)]) == rules([at(3, PUT_OFF)]) == []
    assert rules([at(3, VOTED), at(3, VOTED, 3)]) == []  # a correction


def test_a_vote_after_a_deferral_in_the_same_meeting_does_not_count() -> None:
    assert rules([at(3, PUT_OFF), at(3, VOTED, 3)]) == ["R-DEC-10"]
    assert rules([at(3, PUT_OFF), at(3, {**VOTED, "answer": "已查清"}, 3)]) == ["R-DEC-10"]


def test_the_next_meeting_votes_when_the_question_is_answered() -> None:
    assert rules([at(3, PUT_OFF), at(5, VOTED)]) == ["R-DEC-10"]
    assert rules([at(3, PUT_OFF), at(5, {**VOTED, "answer": " "})]) == ["R-DEC-10"]
    assert rules([at(3, PUT_OFF), at(5, {**VOTED, "answer": "已查清"})]) == []
    assert rules([at(3, VOTED), at(5, PUT_OFF)], 0) == []  # what came later is no deferral of this vote


@given(st.integers(0, 5))
def test_more_than_half_of_all_members_consent_to_a_second_vote(count: int) -> None:
    assert rules([at(3, VOTED), at(5, consenting(count))]) == ([] if 2 * count > 5 else ["R-DEC-11"])


@pytest.mark.parametrize("day", [2, 6])
def test_a_consent_is_given_between_the_two_meetings(day: int) -> None:
    assert rules([at(3, VOTED), at(5, consenting(5, day))]) == ["R-DEC-11"]


def test_who_is_no_member_or_gave_no_day_does_not_consent() -> None:
    strangers = [{"member": f"x{n}", "on": "2026-03-04"} for n in range(5)]
    undated = [{"member": f"m{n}"} for n in range(5)]
    for consents in (strangers, undated):
        assert rules([at(3, VOTED), at(5, {**VOTED, "consents": consents})]) == ["R-DEC-11"]


def test_after_a_lawful_second_vote_the_first_binds_no_longer() -> None:
    told = [at(3, VOTED), at(5, consenting(3))]
    assert rules(told, 0) == ["R-DEC-11"]
    assert rules([*told, at(7, VOTED)]) == ["R-DEC-11"]  # a third asks for consents of its own
    assert rules([at(3, VOTED), at(5, VOTED)], 0) == []  # an unlawful second changes nothing


def test_a_vote_put_off_says_why_what_who_and_until_when() -> None:
    assert ungrounded(PUT_OFF) == ungrounded(VOTED) == []
    assert ungrounded({"postponed": True}) == ["暂缓原因", "待查问题", "责任人", "查清期限"]
    assert ungrounded({**PUT_OFF, "question": ""}) == ["待查问题"]


def test_every_gap_is_whole() -> None:
    told = [at(3, PUT_OFF), at(5, VOTED), at(6, consenting(3, 5)), at(6, PUT_OFF, 3)]
    for one in told:
        for gap in again_gaps(replace(one), told):
            assert gap.found and gap.needed and gap.who
