"""Recording interference (打招呼登记): whoever was asked a favour says by whom, how and about what.

The register lies in journals of its own: who owns the case neither sees nor removes it, and a
correction leaves what was recorded first (R-TRACE-05).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from workflow import authority
from workflow.commands.changing import content_of, require_days
from workflow.commands.once import answer, answered, require_dates
from workflow.errors import BadInput, NotFound, Reason
from workflow.journal import Actor, Desk, Draft, Order, append, lock
from workflow.journal.write import Entry
from workflow.queries.interference import interference
from workflow.queries.sight import require_sight_of

HOW: Mapping[str, str] = {
    "in_person": "当面", "phone": "电话", "message": "短信、微信等", "paper": "信件、批条",
    "through": "托人转达", "occasion": "饭局、聚会等场合", "other": "其他",
}  # fmt: skip
NEEDED: Mapping[str, str] = {
    "happened_on": "发生日期", "intervener": "打招呼的人", "intervener_post": "其职务",
    "intervener_unit": "其单位", "how": "方式", "about": "涉及的人和事", "content": "所提要求",
    "response": "如何答复",
}  # fmt: skip
FURTHER: Mapping[str, str] = {"witnesses": "在场人员"}
KINDS = ("case", "selection", "person", "post")  # what it can be about
RULE = "R-TRACE-05"


def record_interference(
    desk: Desk, order: Order, id: str, values: Mapping[str, Any], concerns: str = ""
) -> Entry:
    """Record that somebody interfered; any duty may. `concerns`: a subject that the actor sees.

    Raises BadInput for what is missing, NotFound for a subject that the actor may not know of.
    """
    payload = {"id": id, "values": dict(values), "concerns": concerns}
    if known := answered(desk, order, "record_interference", payload):
        return known
    require_dates(order)
    authority.require(desk, order.actor, "record_interference", order.today)
    _require_whole(values, order.today)
    if concerns:
        require_concerned(desk, order.actor, concerns, order.today)
    changes = {
        "concerns": concerns, "organization": order.actor.organization,
        "recorder": order.actor.account, "state": "recorded",
    }  # fmt: skip
    entry = append(desk, order, Draft(
        f"interference:{id}", "open", {"act": "record_interference"}, changes, dict(values)
    ))  # fmt: skip
    return answer(desk, order, "record_interference", payload, entry)


def correct_interference(
    desk: Desk, order: Order, id: str, values: Mapping[str, Any], reason: str
) -> Entry:
    """Tell it otherwise, by whoever recorded it; the earlier entry stays. Raises NotFound for others."""
    payload = {"id": id, "values": dict(values), "reason": reason}
    if known := answered(desk, order, "correct_interference", payload):
        return known
    require_dates(order)
    authority.require(desk, order.actor, "correct_interference", order.today)
    if content_of(desk, f"interference:{id}").get("recorder") != order.actor.account:
        raise NotFound()
    _require_whole({**values, "reason": reason}, order.today, {"reason": "更正理由"})
    lock(desk, [f"interference:{id}"], order.seen)
    entry = append(desk, order, Draft(
        f"interference:{id}", "record", {"act": "correct_interference"},
        values={**values, "reason": reason},
    ))  # fmt: skip
    return answer(desk, order, "correct_interference", payload, entry)


def handle_interference(
    desk: Desk, order: Order, id: str, finding: str, concerns: str = ""
) -> Entry:
    """Say what discipline found and did; `concerns` ties a line that names no subject to one.

    Raises NotFound where the actor may not read the line, BadInput without a finding.
    """
    payload = {"id": id, "finding": finding, "concerns": concerns}
    if known := answered(desk, order, "handle_interference", payload):
        return known
    require_dates(order)
    one, whole = interference(desk, order.actor, order.today, id)
    if not whole:
        raise NotFound()
    authority.require(desk, order.actor, "handle_interference", order.today, one.organization)
    if not finding.strip():
        raise _untold("核查处理情况")
    changes = {"state": "handled"}
    if concerns:
        require_concerned(desk, order.actor, concerns, order.today)
        changes["concerns"] = concerns
    lock(desk, [f"interference:{id}"], order.seen)
    entry = append(desk, order, Draft(
        f"interference:{id}", "record", {"act": "handle_interference"}, changes,
        {"finding": finding},
    ))  # fmt: skip
    return answer(desk, order, "handle_interference", payload, entry)


def require_concerned(desk: Desk, actor: Actor, subject: str, day: date) -> None:
    """NotFound unless the subject is one that can be meant, and the actor may know of it."""
    kind, _, id = subject.partition(":")
    if kind not in KINDS:
        raise NotFound()
    if kind == "person":
        unit = content_of(desk, subject).get("organization")
        if unit is None:
            raise NotFound()
        authority.require_sight_of_person(desk, actor, unit, day)
        return
    require_sight_of(desk, actor, f"{kind}:{id}", day)


def _require_whole(
    values: Mapping[str, Any], today: date, further: Mapping[str, str] = FURTHER
) -> None:
    """Everything that is needed is told, nothing else, and of no day to come."""
    needed = {**NEEDED, **(further if further is not FURTHER else {})}
    missing = [title for key, title in needed.items() if not str(values.get(key) or "").strip()]
    if missing:
        raise _untold("、".join(missing))
    unknown = set(values) - {*needed, *FURTHER}
    if unknown or values["how"] not in HOW:
        raise BadInput(reasons=[Reason(RULE, "栏目或者方式不在登记表内", "按登记表填写")])
    require_days(values, ["happened_on"])
    if date.fromisoformat(values["happened_on"]) > today:
        raise BadInput(reasons=[
            Reason(RULE, f"发生日期{values['happened_on']}晚于今天{today}", "不得填写将来的日期")
        ])  # fmt: skip


def _untold(what: str) -> BadInput:
    return BadInput(reasons=[Reason(RULE, f"没有写明{what}", "如实写明何人、何时、何方式、何要求")])
