"""Records, items and annulments that are refused: by step, act, condition, person; nothing written."""

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from trial_acts import check, item
from trial_house import BY_NAME, START, found_trial

from workflow.commands.activities import record
from workflow.commands.cases import annul
from workflow.commands.meetings import convene, record_item
from workflow.commands.refusals import keep
from workflow.errors import (
    BadInput,
    NotAuthorised,
    NotAvailable,
    NotFound,
    Reason,
    WorkflowError,
)
from workflow.journal import Desk, House, Order
from workflow.models import entries, refused_attempts

MEETING = {"body": "body", "kind": "committee", "held_on": "2026-03-02", "chair": "m0"}
VOTES = ("agree", "agree", "agree", "agree", "agree")
Command = Callable[[Desk], object]


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """Three cases in the initial state, a meeting of today and one of tomorrow."""
    house = found_trial(url, tmp_path)
    with house.desk() as desk:
        convene(desk, order("minutes"), "today", MEETING)
        convene(desk, order("minutes"), "tomorrow", {**MEETING, "held_on": "2026-03-03"})
    return house


def order(who: str) -> Order:
    return Order(uuid.uuid4().hex, BY_NAME[who], START)


def refused(house: House, error: type[WorkflowError], command: Command) -> list[Reason]:
    before = count(house)
    with pytest.raises(error) as refusal, house.desk() as desk:
        command(desk)
    assert count(house) == before
    return list(refusal.value.reasons)


def count(house: House) -> int:
    with house.reading() as desk:
        return desk.db.scalar(select(func.count()).select_from(entries)) or 0


def recording(who: str, subject: str, activity: str, act: str, **values: Any) -> Command:
    return lambda desk: record(desk, order(who), subject, activity, act, values)


@pytest.mark.parametrize(("subject", "activity"), [
    ("meeting:today", "political_check"), ("case:nix", "political_check"),
    ("selection:nix", "quota_snapshot"), ("case:case0", "nix"),
    ("case:case0", "quota_snapshot"),  # the selection's, not the case's
    ("selection:sel", "political_check"),
])  # fmt: skip
def test_what_is_not_there_is_not_recorded(house: House, subject: str, activity: str) -> None:
    refused(house, NotFound, recording("checker", subject, activity, "record"))


def test_an_act_is_one_of_its_kind_and_a_vote_is_no_record(house: House) -> None:
    (told,) = refused(house, NotAvailable, recording("head", "case:case0", "political_check", "ask"))
    assert (told.rule, told.found) == ("R-TRACE-02", "ask")
    refused(house, NotAvailable, recording("minutes", "case:case0", "committee_decision", "item"))


def test_what_belongs_to_a_later_step_is_not_recorded_yet(house: House) -> None:
    (told,) = refused(house, NotAvailable, recording("leader", "case:case0", "branch_opinion", "ask"))
    assert (told.rule, told.found) == ("R-TRACE-01", "当前步骤是“analysis”")


def test_a_record_is_made_by_its_duty_only(house: House) -> None:
    values = check("analysis")
    (told,) = refused(
        house, NotAuthorised, recording("clerk", "case:case0", "political_check", "record", **values)
    )
    assert told.rule == "R-DUTY-01"


def test_a_malformed_record_is_told_every_fault_at_once(house: House) -> None:
    told = refused(house, BadInput, recording("checker", "case:case0", "political_check", "record"))
    assert len(told) > 1
    assert len({one.found for one in told}) == len(told)


@pytest.mark.parametrize(("meeting", "case", "activity", "error"), [
    ("today", "nix", "committee_decision", NotFound), ("nix", "case0", "committee_decision", NotFound),
    ("today", "case0", "political_check", NotFound), ("today", "case0", "nix", NotFound),
    ("today", "case0", "committee_decision", NotAvailable),
])  # fmt: skip
def test_an_item_is_of_a_known_meeting_case_and_step(
    house: House, meeting: str, case: str, activity: str, error: type[WorkflowError]
) -> None:
    refused(house, error, lambda desk: record_item(
        desk, order("minutes"), meeting, case, activity, item(VOTES)
    ))  # fmt: skip


def test_what_was_never_decided_is_not_declared_void(house: House) -> None:
    values = {"ground": "a", "document_no": "b", "text": "c"}
    refused(house, NotFound, lambda desk: annul(desk, order("upper"), "nix", values))
    refused(house, NotAuthorised, lambda desk: annul(desk, order("head"), "case0", values))


def test_a_refusal_is_kept_with_all_its_reasons_beside_the_journal(house: House) -> None:
    before, one = count(house), order("clerk")
    error = NotAuthorised(reasons=[Reason("R-DUTY-01", "甲", "乙"), Reason("R-AVO-04", "丙", "丁")])
    with house.desk() as desk:
        keep(desk, one, "case:case0", "move begin", error)
    with house.reading() as desk:
        kept = desk.db.execute(select(refused_attempts)).one()
    assert (kept.account, kept.duty, kept.command) == ("clerk", "cadre_clerk", one.id)
    assert (kept.subject, kept.what, kept.message) == ("case:case0", "move begin", "无权办理")
    assert all(word in kept.reasons for word in ("R-DUTY-01", "R-AVO-04", "甲", "丁"))
    assert count(house) == before
