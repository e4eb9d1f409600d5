"""The small edition of a candidacy: its checklists, ballots and moves."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from asked import asked_settings
from scene_edition import activity, move

from workflow.edition import Edition, Process

STATES = ("analysis", "proposal", "planning", "recommendation", "shortlisting", "deliberation",
          "discussion", "decided", "pre_appointment", "nomination", "probation",
          "appointed")  # fmt: skip
MOVES = (
    move("conclude_recommendation", "recommendation", "shortlisting",
         needs=("talk_recommendation", "meeting_recommendation")),
    move("confirm_shortlist", "shortlisting", "decided", needs=("shortlist_decision",)),
    move("adopt", "discussion", "decided", needs=("committee_decision",)),
    move("send_nomination", "pre_appointment", "nomination"),
    move("appoint", "nomination", "appointed"),
)  # fmt: skip
MET = {"met": "符合", "not_met": "不符合", "not_applicable": "不适用"}
ABSENT_OR_FOUND = {"absent": "未发现", "found": "发现", "doubtful": "存疑"}
AVOID = {"none": "无", "avoid": "应当回避", "managed": "已处理"}
HIT = {"miss": "未触及", "hit": "触及"}
CLEAR = {"clear": "清楚", "doubtful": "存疑"}


def _items(results: Mapping[str, str], clear: tuple[str, ...], **rules: str | None) -> dict[str, Any]:
    return {
        name: {"title": f"项目{name}", "rule": rule, "results": results, "clear": clear}
        for name, rule in rules.items()
    }


def _checklist(within: tuple[str, ...], items: Mapping[str, Any]) -> Any:
    return activity("checklist", *within, items=items)


REVIEWED = {f"q{n:02}": f"R-QUAL-{n:02}" for n in range(1, 16)}
EXCLUDED = {f"c{n}": f"R-CAND-{n:02}" for n in range(1, 8)}
TRIGGERS = {f"t{n:02}": f"R-PRE-{n:02}" for n in range(1, 12)}


@cache
def _process() -> Process:
    sealed = {"sealed": {"type": "bool", "title": "密封"}}
    return Process.model_validate({
        "process": "promotion", "title": "提拔任职", "edition": 1, "effect": "upward",
        "basis": {"document": "条例", "year": 2019}, "settings": {},
        "stages": {"motion": "研判动议"},
        "states": {name: {"stage": "motion", "title": name, "initial": name == "analysis",
                          "final": name == "appointed"} for name in STATES},
        "activities": {
            "qualification_review": _checklist(
                ("proposal",), _items(MET, ("met", "not_applicable"), **REVIEWED)),
            "exclusion_review": _checklist(
                ("proposal", "shortlisting", "deliberation", "pre_appointment", "probation"),
                _items(ABSENT_OR_FOUND, ("absent",), **EXCLUDED)),
            "avoidance_review": _checklist(
                ("proposal",), _items(AVOID, ("none", "managed"), kin="R-AVO-01",
                                      growth="R-AVO-02", business="R-AVO-03")),
            "prior_report_triggers": _checklist(
                ("proposal",), _items(HIT, ("miss", "hit"), **TRIGGERS, odd=None)),
            "prescreen": _checklist(
                ("proposal",), _items(CLEAR, ("clear",), file=None, matters=None)),
            "talk_recommendation": activity("ballot", "recommendation", fields=sealed),
            "meeting_recommendation": activity("ballot", "recommendation"),
            "democratic_evaluation": activity("ballot", "discussion"),
            "recommendation_report": activity("form", "recommendation"),
            "competition_results": activity("form", "recommendation"),
            "prior_report_reply": activity("opinion", "planning"),
            "joint_manager_opinion": activity("opinion", "deliberation"),
            "branch_opinion": activity("opinion", "deliberation"),
            "shortlist_decision": activity("meeting_item", "shortlisting"),
            "committee_decision": activity("meeting_item", "discussion"),
            "entrant_notice": activity("notice", "shortlisting", conclude_by=("one", "two")),
            "investigation_material": activity(
                "form", "deliberation", applies="inspection_required"),
            "political_assessment": activity("assessment", "deliberation"),
        },
        "moves": MOVES, "gates": {}, "goals": ("appointed",),
    })  # fmt: skip


def edition(settings: Mapping[str, Any] | None = None, without: tuple[str, ...] = ()) -> Edition:
    """The minimal edition, with other settings or without some activities."""
    whole = _process()
    known = {name: one for name, one in whole.activities.items() if name not in without}
    process = whole.model_copy(update={"settings": asked_settings(settings), "activities": known})
    return Edition(process=process, rules={}, duties={}, digest=f"{settings}{without}")
