"""Asking for opinions (征求意见): whom, by when, and what of the candidate is told.

The addressees, the due day and the words of what is released are the engine's, not the clerk's.
"""

from collections.abc import Mapping
from typing import Any

from workflow.activities.fields import is_empty
from workflow.activities.released import TITLES, not_on_file, release
from workflow.addressees import ADDRESSEES
from workflow.dossier import Dossier
from workflow.edition import Activity
from workflow.errors import BadInput
from workflow.journal import Order
from workflow.workdays import CalendarMissing

ORDERED = ("only", "due_on", "due_reason", "release", "released")  # said otherwise in the entry


def request(
    seen: Dossier, order: Order, activity: Activity, values: Mapping[str, Any]
) -> dict[str, Any]:
    """The values of a request as they are recorded. Raises BadInput with the reason."""
    rest = {key: value for key, value in values.items() if key not in ORDERED}
    asks = _asks(seen, order, activity, values)
    if not seen.case.id:  # for a whole selection nobody in particular is spoken of
        return {"asks": asks, **rest}
    chosen = values.get("release")
    missing = "、".join(not_on_file(seen, chosen or ()))
    if missing:
        raise _unfit(
            seen, activity, f"没有经核实的{missing}，不能向征求对象提供",
            f"先登记并核实，或者不提供；可以提供的有{'、'.join(TITLES.values())}",
        )
    return {"asks": asks, "released": release(seen, chosen), **rest}


def _asks(
    seen: Dossier, order: Order, activity: Activity, values: Mapping[str, Any]
) -> list[dict[str, Any]]:
    only = values.get("only")
    _require_due_reason(seen, activity, values)
    due = values.get("due_on") or _due_on(seen, order, activity)
    asks = [
        {"ask": ask, "organization": organization, "due_on": due,
         **({"due_reason": values["due_reason"]} if values.get("due_reason") else {})}
        for ask in activity.ask
        for organization in ADDRESSEES[ask](seen)
        if only is None or organization in only
    ]  # fmt: skip
    if not asks:
        raise _unfit(
            seen, activity, f"没有可以征求“{activity.title}”的单位",
            "先登记并核实有关单位（党组织关系等）",
        )
    return asks


def _require_due_reason(seen: Dossier, activity: Activity, values: Mapping[str, Any]) -> None:
    """Where a term is set, another due day has its reason; where none is, the clerk sets it freely."""
    due = values.get("due_on")
    if activity.due is not None and due and is_empty(values.get("due_reason")):
        raise _unfit(
            seen, activity, f"另定“{activity.title}”的办理期限{due}，没有说明理由",
            "写明另定期限的理由；不填期限则按规定推算",
        )


def _due_on(seen: Dossier, order: Order, activity: Activity) -> str:
    """The due day in working days; "" where none is set. An unknown year is refused, not guessed."""
    if activity.due is None:
        return ""
    days = activity.due.workdays
    count = days if isinstance(days, int) else int(str(seen.setting(days)))
    try:
        return seen.calendar.add_workdays(order.on, count).isoformat()
    except CalendarMissing as error:
        raise BadInput(reasons=[
            seen.edition.reason("R-APT-03", str(error), "填写办理期限并说明理由")
        ]) from error  # fmt: skip


def _unfit(seen: Dossier, activity: Activity, found: str, needed: str) -> BadInput:
    rule = activity.rules[0] if activity.rules else "R-TRACE-02"
    return BadInput(reasons=[seen.edition.reason(rule, found, needed)])
