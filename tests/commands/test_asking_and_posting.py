"""Asking for opinions and posting notices: what is recorded of it, and who finds it in which list."""

import uuid
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete
from trial_acts import check, recorded
from trial_house import BY_NAME, SECURITY, START, found_trial
from trial_script import carried

from workflow.authority import may_read_complaints
from workflow.commands.accounts import end_duty
from workflow.commands.activities import record
from workflow.commands.cases import move
from workflow.errors import BadInput, NotFound
from workflow.journal import Desk, House, Order
from workflow.journal.read import history
from workflow.models import inquiries as table
from workflow.queries import inquiries, notices
from workflow.workdays import local_day

TODAY = local_day(START)
CASE = "case:case0"


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """Three cases in the initial state."""
    return found_trial(url, tmp_path)


def order(who: str, at: datetime = START, **more: Any) -> Order:
    return Order(uuid.uuid4().hex, BY_NAME[who], at, **more)


def asked(house: House, **values: Any) -> None:
    """Case0 stands in the investigation and the branch is asked."""
    with house.desk() as desk:
        play(desk, "analysis")
        record(desk, order("leader"), CASE, "branch_opinion", "ask", values)


def play(desk: Desk, state: str, at: datetime = START) -> None:
    for who, _, call in carried("case0", state, "", local_day(at)):
        call(desk, order(who, at))


def said(desk: Desk) -> Any:
    return history(desk, CASE)[-1]


def answer(desk: Desk, stance: str = "support", **more: Any) -> None:
    values = {**recorded("branch_opinion", "answer", "", TODAY), "stance": stance}
    record(desk, order("branch", **more), CASE, "branch_opinion", "answer", values)


def test_what_is_released_is_recorded_word_for_word_and_nothing_else(house: House) -> None:
    name = {"fact": "name", "text": "人选p0"}
    asked(house, release=["politics"])
    with house.desk() as desk:
        assert said(desk).values["released"] == [name, {"fact": "politics", "text": "中共党员"}]
        assert "中共党员" not in str(said(desk).body)  # the entry holds a commitment only
        record(desk, order("leader"), CASE, "branch_opinion", "ask", {})
        assert [one["fact"] for one in said(desk).values["released"]] == ["name", "planned_post"]
        typed = {"released": [{"fact": "birth", "text": "编造"}], "release": []}
        record(desk, order("leader"), CASE, "branch_opinion", "ask", typed)
        assert said(desk).values["released"] == [name]
        with pytest.raises(BadInput) as refusal:
            record(desk, order("leader"), CASE, "branch_opinion", "ask", {"release": ["birth"]})
    (told,) = refusal.value.reasons
    assert "出生年月" in told.found and told.rule == "R-BRANCH-01"


def listed(desk: Desk, who: str, stage: str, day: date = TODAY) -> list[str]:
    return [one.organization for one in inquiries.outgoing(desk, BY_NAME[who], day, stage)]


def test_a_request_is_listed_while_it_waits_is_late_is_answered_and_unheeded(house: House) -> None:
    asked(house)
    late = TODAY + timedelta(days=30)
    with house.reading() as desk:
        (one,) = inquiries.outgoing(desk, BY_NAME["chief"], TODAY, "waiting")
        assert (one.name, one.organization_name, one.case_id) == ("人选p0", "branch", "case0")
        assert one.request("branch_secretary") == (
            "case:case0/branch_opinion/answer/branch_secretary/branch"
        )
        assert listed(desk, "chief", "late") == [] and listed(desk, "chief", "late", late)
        counts = inquiries.counted(desk, BY_NAME["chief"], late)
    assert counts == {"waiting": 1, "late": 1, "unheeded": 0, "answered": 0, "all": 1}
    with house.desk() as desk:
        record(desk, order("leader"), CASE, "branch_opinion", "remind", {"organization": "branch"})
        assert "proved" not in said(desk).data
        answer(desk, "object", proved="password")
        assert said(desk).data["proved"] == "password"
        assert [listed(desk, "chief", one) for one in inquiries.stages(TODAY)] == [
            [], [], ["branch"], ["branch"], ["branch"],
        ]  # fmt: skip
        (one,) = inquiries.incoming(desk, BY_NAME["branch"], TODAY, answered=True)
        assert (one.stance_title, one.reminded, one.waiting) == ("不同意", 1, False)
        values = {"organization": "branch", "text": "已说明"}
        record(desk, order("chief"), CASE, "branch_opinion", "respond", values)
        assert listed(desk, "chief", "unheeded") == []


def test_who_is_asked_finds_the_request_and_nobody_elses(house: House) -> None:
    asked(house)
    with house.desk() as desk:
        (mine,) = inquiries.incoming(desk, BY_NAME["branch"], TODAY, answered=False)
        assert inquiries.inquiry(desk, BY_NAME["branch"], TODAY, mine.id) == mine
        assert inquiries.takes_part(desk, BY_NAME["branch"], TODAY) == (False, True)
        assert listed(desk, "branch", "all") == []
        assert not inquiries.sees_case(desk, BY_NAME["branch"], TODAY, mine)
        assert inquiries.sees_case(desk, BY_NAME["chief"], TODAY, mine)
        assert inquiries.takes_part(desk, BY_NAME["chief"], TODAY) == (True, False)
        for other in ("discipline", "upper2"):
            assert inquiries.incoming(desk, BY_NAME[other], TODAY, answered=False) == []
        with pytest.raises(NotFound):
            inquiries.inquiry(desk, BY_NAME["discipline"], TODAY, mine.id)
        security = Order(uuid.uuid4().hex, SECURITY, START)
        end_duty(desk, security, "branch", "branch_secretary", "branch", TODAY.isoformat())
        with pytest.raises(NotFound):
            inquiries.inquiry(desk, BY_NAME["branch"], TODAY, mine.id)


def test_lists_are_no_evidence_and_a_case_that_went_on_waits_for_nobody(house: House) -> None:
    asked(house)
    with house.desk() as desk:
        before = inquiries.outgoing(desk, BY_NAME["chief"], TODAY, "waiting")
        desk.db.execute(delete(table))
        record(desk, order("checker"), CASE, "political_check", "record", check("investigation"))
        assert inquiries.outgoing(desk, BY_NAME["chief"], TODAY, "waiting") == before != []
        move(desk, order("head"), "case0", "close")
        assert listed(desk, "chief", "waiting") == [] and listed(desk, "chief", "all") == ["branch"]


def posted(house: House) -> None:
    """Case0 is decided and waits to be publicised."""
    with house.desk() as desk:
        for state in ("analysis", "investigation", "discussion"):
            for who, _, call in carried("case0", state, "sitting", TODAY):
                call(desk, order(who))


def test_a_notice_waits_runs_is_over_and_is_done(house: House) -> None:
    posted(house)
    chief, later = BY_NAME["chief"], START + timedelta(days=10)
    with house.desk() as desk:
        (waiting,) = notices.to_post(desk, chief, TODAY)
        assert (waiting.case_id, waiting.activity, waiting.name) == ("case0", "publicity_notice", "人选p0")
        values = {**recorded("publicity_notice", "post", "", TODAY), "phone": "12380"}
        record(desk, order("chief"), CASE, "publicity_notice", "post", values)
        assert notices.to_post(desk, chief, TODAY) == []
        (one,) = notices.posted(desk, chief, TODAY, "running")
        assert (one.ends_on, one.post, one.stage(TODAY)) == ("2026-03-09", "职位", "running")
        complaint = {"no": "信1", "received_on": TODAY.isoformat(), "signed": True,
                     "concrete": True, "content": "反映"}  # fmt: skip
        record(desk, order("supervision"), CASE, "publicity_notice", "complain", complaint)
        day = local_day(later)
        told = {who: may_read_complaints(BY_NAME[who], ("supervision_officer",))
                for who in ("supervision", "clerk")}  # fmt: skip
        assert told == {"supervision": True, "clerk": False}
        (one,) = notices.posted(desk, chief, day, "over")
        assert (one.complaints, one.unresolved, one.stage(day)) == (1, 1, "over")
        assert notices.counted(desk, chief, day) == {"running": 0, "over": 1, "done": 0, "all": 1}
        assert notices.counted(desk, BY_NAME["branch"], day)["all"] == 0
        assert notices.posted(desk, BY_NAME["branch"], day, "all") == []
    with house.desk() as desk:
        done = {"no": "信1", "finding": "不实", "outcome": "unfounded", "closed_on": "2026-03-11"}
        record(desk, order("supervision", later), CASE, "publicity_notice", "resolve", done)
        for who in ("supervision", "head"):
            record(desk, order(who, later), CASE, "publicity_notice", "conclude", {"text": "不影响"})
        (one,) = notices.posted(desk, chief, day, "done")
        assert (one.concluded, one.unresolved, one.stage(day)) == (True, 0, "done")
