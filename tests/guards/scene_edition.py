"""The small edition of the scene: its states, activities and moves."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from asked import asked_settings

from workflow.edition import Activity, Edition, Item, Move, Process

STATES: Mapping[str, str | None] = {
    "planning": "motion", "recommendation": "inspection", "preparation": "inspection",
    "investigation": "inspection", "department_meeting": "inspection",
    "deliberation": "decision", "discussion": "decision", "deferred": "decision",
    "not_adopted": "decision", "decided": "decision", "publicity": "appointment",
    "pre_appointment": "appointment", "probation": "appointment", "appointed": "appointment",
    "closed": None, "voided": None,
}  # fmt: skip
FINAL = ("appointed", "closed", "voided")


def activity(kind: str, *within: str, **more: Any) -> Activity:
    return Activity.model_validate(
        {"kind": kind, "title": "办理内容", "of": "case", "in": within, **more}
    )


def move(name: str, source: str, target: str, direction: str = "forward", **more: Any) -> Move:
    told = {"name": name, "title": name, "from": (source,), "to": target, "direction": direction}
    return Move.model_validate({**told, "by": ("organization_head",), **more})


MOVES = (
    move("start_recommendation", "planning", "recommendation"),
    move("begin_investigation", "preparation", "investigation"),
    move("return_to_preparation", "investigation", "preparation", "back"),
    move("submit_for_deliberation", "department_meeting", "deliberation",
         needs=("department_decision",)),
    move("adopt", "discussion", "decided", needs=("committee_decision", "plenary_ballot")),
    move("defer", "discussion", "deferred", "back"),
    move("decline", "discussion", "not_adopted", "end"),
    move("reconsider", "decided", "deliberation", "back"),
    move("terminate", "discussion", "closed", "end"),
    move("terminate_decided", "decided", "closed", "end"),
    move("begin_probation", "pre_appointment", "probation"),
    move("appoint", "pre_appointment", "appointed"),
    move("send_on", "publicity", "pre_appointment"),
    move("confirm_appointment", "probation", "appointed"),
)  # fmt: skip


@cache
def _process() -> Process:
    titled = {"title": "件", "results": {"clear": "齐"}, "clear": ("clear",)}
    items = {f"part{n}": Item.model_validate({**titled, "title": f"材料{n}"}) for n in range(1, 7)}
    recheck = {"petitions": Item.model_validate({**titled, "title": "信访举报"})}
    results = {"clear": "清楚", "resolved": "已认定", "not_applicable": "不适用", "doubtful": "存疑"}
    checked = {
        name: Item.model_validate({"title": name, "rule": rule, "results": results,
                                   "clear": ("clear", "resolved", "not_applicable")})
        for name, rule in (("file_birth", "R-FTSB-01"), ("file_party", "R-FTSB-01"),
                           ("discipline", "R-FTSB-03"), ("petitions", "R-FTSB-04"))
    }  # fmt: skip
    return Process.model_validate({
        "process": "promotion", "title": "提拔任职", "edition": 1, "effect": "upward",
        "basis": {"document": "条例", "year": 2019}, "settings": {},
        "stages": {"motion": "研判动议", "inspection": "推荐考察", "decision": "讨论决定",
                   "appointment": "任职"},
        "states": {
            name: {"stage": stage, "title": name, "initial": name == "planning",
                   "final": name in FINAL}
            for name, stage in STATES.items()
        },
        "activities": {
            "probation_period": activity(
                "period", "probation", length={"years": 1, "starts": "appointment_notice.notice_on"}
            ),
            "committee_decision": activity("meeting_item", "discussion", body="deciding_body"),
            "plenary_ballot": activity("meeting_item", "discussion", body="full_committee"),
            "department_decision": activity("meeting_item", "department_meeting"),
            "branch_opinion": activity("opinion", "investigation", "probation"),
            "four_checks": activity("checklist", "investigation", items=checked),
            "submission_package": activity("checklist", "decided", items=items),
            "final_recheck": activity("checklist", "pre_appointment", items=recheck),
            "publicity_notice": activity(
                "notice", "publicity", conclude_by=("supervision_officer", "organization_head")
            ),
        },
        "moves": MOVES, "gates": {}, "goals": ("appointed", "probation"),
    })  # fmt: skip


def edition(settings: Mapping[str, Any] | None = None) -> Edition:
    process = _process().model_copy(update={"settings": asked_settings(settings)})
    return Edition(process=process, rules={}, duties={}, digest=repr(settings))
