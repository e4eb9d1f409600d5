"""A case at its meeting, and how it differs for each guard of the meeting to be concerned at all."""

from collections.abc import Mapping
from typing import Any

from recorded import RECORDED
from scene import (
    BODY,
    DEPARTMENT,
    ITEMS,
    PLENUM,
    STEPS,
    dossier,
    item,
)

from workflow.dossier import Dossier, ItemFile
from workflow.guards import appointment, branch, decision, investigation
from workflow.guards.verdict import Guard

GUARDS: Mapping[str, Guard] = {
    **decision.TABLE,
    "department_decided": investigation.TABLE["department_decided"],
    "probation_decided": appointment.TABLE["probation_decided"],
    "objection_read": branch.TABLE["objection_read"],
}
ABOVE = {"managed_by": "province", "deciding_body": "city", "filing": True}
CHIEF = {"body_kind": "local_team", "position": "chief", "organ": "committee"}
# How the scene differs for a guard to be concerned at all.
SCENES: Mapping[str, Mapping[str, Any]] = {
    "majority_missed": {"items": {**ITEMS, "committee_decision": item(agree=5)}},
    "package_complete": {"profile": ABOVE},
    "upper_approved": {"profile": ABOVE},
    "filed_in_time": {"profile": ABOVE},
    "plenary_voted": {"profile": CHIEF},
    "plenary_figures": {"profile": CHIEF},
    "reconsideration_allowed": {"made": "reconsider", "steps": STEPS},
    "notice_not_issued": {"values": {}},
}


ONE = {"committee_decision": ITEMS["committee_decision"]}


def scene(guard: str, **more: Any) -> Dossier:
    told = {"state": "deliberation", "made": "adopt", **SCENES.get(guard, {}), **more}
    return dossier(told.pop("values", RECORDED), **told)


def rules(guard: str, seen: Dossier) -> list[str]:
    return [gap.rule for gap in GUARDS[guard].judge(seen).gaps]


def at(name: str = "committee_decision", **told: Any) -> dict[str, ItemFile]:
    body = {"department_decision": DEPARTMENT, "plenary_ballot": PLENUM}.get(name, BODY)
    usual: dict[str, Any] = {"name": name, "body": body, "held_on": ITEMS[name].meeting.held_on}
    return {**ITEMS, name: item(**{**usual, **told})}
