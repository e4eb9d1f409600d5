"""What is filled in for each thing that the small process asks (办理内容的填报), lawful unless changed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from minuted import minuted
from trial_house import DOCUMENT, MEMBERS
from trial_process import STAGES

HOLD = {"reason": "有反映", "source": "信访", "to_verify": "反映的情况", "due_on": "2026-12-31"}
ENDED = {"outcome": "unfounded", "finding": "反映不实", "document": DOCUMENT}
ASKED = {"by": "本人", "grounds": "新的证据", "document": DOCUMENT}
TOLD = {"document": DOCUMENT}


def proposal(today: date) -> dict[str, Any]:
    """A veto proposed on facts, with a document, the person heard."""
    return {
        "item": "对党不忠诚、不老实", "list_version": "2026", "facts": "经查实",
        "finding_body": "纪委监委", "documents": [DOCUMENT], "heard_on": today.isoformat(),
        "statement": "本人说明", "reason": "属实",
    }  # fmt: skip


def confirmed(meeting: str) -> dict[str, Any]:
    """The confirmation of a veto on the vote of a meeting."""
    return {"meeting": meeting, "reason": "集体研究"}


def reviewed(outcome: str) -> dict[str, Any]:
    """One reviewer's opinion."""
    return {"outcome": outcome, "finding": "经复核", "document": DOCUMENT}


def recorded(activity: str, act: str, state: str, today: date) -> dict[str, Any]:
    """The values of one act of one activity, as a careful person fills them in."""
    day = today.isoformat()
    table: Mapping[tuple[str, str], dict[str, Any]] = {
        ("quota_snapshot", "record"): {"posts": [
            {"post": one, "quota": 3, "filled": 0, "leaving": 0, "as_of": day}
            for one in ("post0", "post1")
        ]},
        ("political_check", "record"): check(state),
        ("branch_opinion", "answer"): {
            "organization": "branch", "stance": "support", "signer": "p-branch",
            "conduct": "好", "organizational_life": "按时", "problems": "无",
        },
        ("branch_route", "record"): {
            "reason": "非中共党员", "unit_party_opinion": "同意", "united_front_asked_on": day,
        },
        ("publicity_notice", "post"): {
            "posted_on": day, "channel": "网站", "range": "全市", "text": "公示内容",
        },
        ("publicity_notice", "conclude"): {"text": "公示结果不影响任职"},
    }  # fmt: skip
    return table.get((activity, act), {})


def check(state: str, finding: str = "no_problem") -> dict[str, Any]:
    """The political check of the stage that a state lies in."""
    return {"stage": STAGES.get(state, "motion"), "sources": ["petitions"], "finding": finding,
            "basis": "查阅有关材料"}  # fmt: skip


def item(votes: Sequence[str]) -> dict[str, Any]:
    """An item of the committee: one word a member, "absent" or a view; the chair (first) speaks last."""
    return minuted(MEMBERS, votes)
