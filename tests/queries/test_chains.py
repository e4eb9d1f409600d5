"""The chain behind an appointment, told from journals alone: every hand, every ground, every vote."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from workflow.definition import read_package
from workflow.dossier import By
from workflow.journal.read import Record
from workflow.queries.trace import trace

EDITION = read_package(Path(__file__).parents[2] / "definitions", "promotion/1")
START = datetime(2026, 1, 12, 1, 0, tzinfo=UTC)
CLERK = By("chen", "陈晓", "cadre_clerk", "dept")
CHIEF = By("zhou", "周岚", "cadre_chief", "dept")
HEAD = By("gu", "顾明成", "organization_head", "dept")
MINUTES = By("song", "宋玉", "meeting_secretary", "city")
VIEWS = [
    {"person": "m0", "present": True, "view": "agree", "order": 2},
    {"person": "m1", "present": True, "view": "postpone", "order": 1},
    {"person": "m2", "present": False},
]


def entry(
    subject: str, seq: int, day: int, kind: str, data: dict[str, Any], by: By = CLERK,
    values: dict[str, Any] | None = None, **body: Any,
) -> Record:  # fmt: skip
    """An entry of that day of the story."""
    at = START + timedelta(days=day)
    told = {"read": {}, "findings": [], "warnings": [], "late_reason": None, "values": [], **body}
    digest = f"{subject}/{seq}"
    return Record(subject, seq, digest, digest, at, at.date(), kind, by, data, told, values or {})


def act(seq: int, day: int, activity: str, name: str, by: By = CLERK, **body: Any) -> Record:
    """An act of an activity in the case's journal."""
    return entry("case:c", seq, day, "record", {"activity": activity, "act": name, "round": 1}, by, **body)


def finding(guard: str, result: str = "met") -> dict[str, Any]:
    """A condition as an entry keeps it."""
    return {"guard": guard, "rules": ["R-GEN-06"], "inputs": {}, "result": result}


CASE = (
    entry("case:c", 1, 1, "open", {"act": "open_case", "set": {
        "state": "analysis", "person": "p", "selection": "s", "edition": EDITION.digest}}),
    act(2, 2, "comparison_note", "record"),
    act(3, 3, "comparison_note", "approve", CHIEF, late_reason="出差"),
    entry("case:c", 4, 4, "move", {
        "move": "start_motion", "from": "analysis", "to": "proposal", "set": {"state": "proposal"},
    }, HEAD, read={"selection:s": 2, "person:p": 4}, findings=[
        finding("comparison_note"), finding("analysis_report"), finding("in_quota", "warn"),
        finding("separation"), finding("gone_since"),
    ], warnings=[{"guard": "in_quota", "reason": "已报上级批准"}]),
    entry("case:c", 5, 5, "record", {
        "activity": "committee_decision", "act": "item", "round": 1, "meeting": "m",
        "item_entry": "meeting:m/2"}, MINUTES),
    act(6, 5, "retired_activity", "record"),
    entry("case:c", 7, 6, "move", {
        "move": "retired_move", "from": "proposal", "to": "appointed", "set": {"state": "appointed"},
    }, HEAD, read={"person:p": 8}),
    entry("case:c", 8, 7, "annul", {"act": "annul", "set": {"annulled": True}}, HEAD,
          read={"person:p": 8}),
    act(9, 8, "comparison_note", "record"),
)  # fmt: skip
SELECTION = (
    entry("selection:s", 1, 0, "open", {"act": "open_selection"}),
    entry("selection:s", 2, 1, "record",
          {"activity": "analysis_report", "act": "record", "round": 1}),
    entry("selection:s", 3, 3, "ballot", {"act": "open_ballot", "for": "meeting_recommendation"}),
    entry("selection:s", 4, 3, "ballot", {"act": "check_ballot", "ballot": "b"}, CHIEF),
    entry("selection:s", 5, 5, "change",
          {"act": "reopen", "case": "c", "reopens": ["analysis_report"]}),
)  # fmt: skip
PERSON = (
    entry("person:p", 1, 0, "open", {"act": "register"}),
    entry("person:p", 2, 0, "record", {"act": "state", "fact": "f1", "fact_kind": "gender"}),
    entry("person:p", 3, 0, "record", {"act": "verify", "fact": "f1"}, CHIEF),
    entry("person:p", 4, 0, "record", {"act": "state", "fact": "f2", "fact_kind": "birth"}),
    entry("person:p", 5, 5, "standing", {"act": "hold", "hold": "h"}, HEAD),
    entry("person:p", 6, 5, "record",
          {"act": "state", "fact": "f3", "fact_kind": "birth", "corrects": "f2"}),
    entry("person:p", 7, 5, "record", {"act": "form"}),
    entry("person:p", 8, 5, "record", {"act": "verify", "fact": "f3"}, CHIEF),
    entry("person:p", 9, 9, "record", {"act": "state", "fact": "f9", "fact_kind": "health"}),
)  # fmt: skip
MEETING = (
    entry("meeting:m", 1, 5, "open", {"act": "convene"}),
    entry("meeting:m", 2, 5, "record", {"act": "item", "case": "c"}, MINUTES, {"views": VIEWS}),
)
FOUND = trace(EDITION, "c", {
    "case:c": CASE, "selection:s": SELECTION, "person:p": PERSON, "meeting:m": MEETING,
})  # fmt: skip


def test_the_chain_goes_from_the_last_decision_back_to_the_opening() -> None:
    told = [(one.title, one.source, one.target, one.record.by.name) for one in FOUND.decisions]
    assert told == [
        ("宣布无效", "", "", "顾明成"), ("retired_move", "初步建议", "正式任职", "顾明成"),
        ("启动动议", "分析研判", "初步建议", "顾明成"), ("列为人选", "", "分析研判", "陈晓"),
    ]  # fmt: skip
    assert [one.record.seq for one in FOUND.since] == [9]


def test_every_deed_stands_before_the_decision_that_followed_it() -> None:
    deeds = {one.title: [(deed.title, deed.act, deed.by.name, deed.late) for deed in one.deeds]
             for one in FOUND.decisions}  # fmt: skip
    audit = EDITION.process.activities["comparison_note"].title
    assert deeds["列为人选"][0] == ("开立批次", "", "陈晓", "")
    vote = EDITION.process.activities["meeting_recommendation"].title
    assert deeds["启动动议"] == [
        (audit, "填报", "陈晓", ""), (audit, "审核", "周岚", "出差"),
        (vote, "开启电子投票", "陈晓", ""), ("核对投票", "核对投票", "周岚", ""),
    ]  # fmt: skip
    assert ("暂缓", "", "顾明成", "") in deeds["retired_move"]
    assert deeds["宣布无效"] == []


def test_a_meeting_tells_who_spoke_in_order_and_who_was_away() -> None:
    (item,) = [one for one in FOUND.decisions[1].deeds if one.views]
    assert [(view.person, view.view) for view in item.views] == [
        ("m1", "postpone"), ("m0", "agree"), ("m2", None),
    ]  # fmt: skip
    assert item.meeting == "m"


def test_a_ground_names_the_entries_it_rested_on_then_and_the_reason_written() -> None:
    grounds = {one.guard: one for one in FOUND.decisions[2].grounds}
    assert [one.record.seq for one in grounds["comparison_note"].rests_on] == [2, 3]
    assert [one.record.subject for one in grounds["analysis_report"].rests_on] == ["selection:s"]
    assert (grounds["in_quota"].result, grounds["in_quota"].reason) == ("warn", "已报上级批准")
    assert grounds["separation"].title == "职责分离"
    assert grounds["gone_since"].rests_on == ()
    assert FOUND.decisions[2].read == {"selection:s": 2, "person:p": 4}


def test_only_the_facts_that_stood_at_the_last_decision_are_told() -> None:
    told = [(one.title, one.stated.seq, one.verified.seq if one.verified else 0)
            for one in FOUND.facts]  # fmt: skip
    assert told == [("性别", 2, 3), ("出生日期", 6, 8)]
