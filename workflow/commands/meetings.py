"""Meetings (会议与议题): convened with a day and a chair; one item is one case, voted by itself."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from workflow import authority
from workflow.commands.activities import round_number
from workflow.commands.changing import content_of, exists, require_days, require_keys
from workflow.commands.looking import looked_at
from workflow.commands.once import answer, answered, require_dates
from workflow.commands.refresh import refresh_case
from workflow.commands.sittings import place_of, require_held, require_well_formed, sitting_of
from workflow.dossier import Dossier
from workflow.errors import BadInput, NotAvailable, NotFound, Reason
from workflow.journal import Desk, Draft, Order, append, lock
from workflow.journal.picture import dossier
from workflow.journal.write import Entry
from workflow.shown import shown

KINDS = ("committee", "standing_committee", "full_committee", "department")


def convene(desk: Desk, order: Order, id: str, values: Mapping[str, Any]) -> Entry:
    """Register a sitting of a body: day, chair; day of the notice, place and hour where told.

    A 书记办公会 or a circulation is no sitting and is refused by name (R-GEN-07).
    """
    payload = {"id": id, "values": dict(values)}
    if known := answered(desk, order, "convene", payload):
        return known
    require_keys(values, ["body", "kind", "held_on", "chair"])
    require_days(values, ["held_on", "notice_on"])
    if values["kind"] not in KINDS:
        raise BadInput(reasons=[Reason(
            "R-GEN-07", f"“{values['kind']}”不是集体讨论决定的会议",
            "书记办公会、传阅圈阅不能代替党委（党组）会议", ("讨论决定机构",),
        )])  # fmt: skip
    require_dates(order)
    body = content_of(desk, f"body:{values['body']}")
    if not body:
        raise NotFound("班子不存在")
    authority.require(desk, order.actor, "convene", order.today, body["organization"])
    if exists(desk, f"meeting:{id}"):
        raise NotAvailable(reasons=[Reason("R-TRACE-02", "会议编号已有", "另取编号")])
    changes = {
        "body": values["body"], "kind": values["kind"],
        "held_on": values["held_on"], "chair": values["chair"],
        "notice_on": values.get("notice_on"), "state": "planned",
        **{key: values[key] for key in ("place", "starts_at") if values.get(key)},
    }  # fmt: skip
    entry = append(desk, order, Draft(f"meeting:{id}", "open", {"act": "convene"}, changes))
    return answer(desk, order, "convene", payload, entry)


def record_item(
    desk: Desk, order: Order, meeting: str, case: str, activity: str, values: Mapping[str, Any]
) -> Entry:
    """Record one item in the meeting's journal and name it in the case's; nothing says "passed".

    Recorded even when a hold arrived meanwhile: the vote took place. Raises BadInput for a
    malformed record, never for figures that break a rule.
    """
    payload = {"meeting": meeting, "case": case, "activity": activity, "values": dict(values)}
    if known := answered(desk, order, "record_item", payload):
        return known
    lock(desk, [f"meeting:{meeting}", f"case:{case}"], order.seen)
    drawn = dossier(desk, case, order.at)
    seen = replace(drawn, today=order.on)
    spec = seen.edition.process.activities.get(activity)
    if spec is None or spec.kind != "meeting_item":
        raise NotFound("该流程没有这项会议议题")
    require_dates(order, int(str(seen.setting("backdate_tolerance_days"))))
    # A meeting of the own house is no leave to decide on a case of another one.
    authority.require_sight(desk, order.actor, seen.selection.department, order.today)
    authority.require_act(desk, order.actor, seen, spec.record, (place_of(desk, meeting),))
    if seen.case.state not in spec.within:
        titles = "、".join(seen.edition.process.states[one].title for one in spec.within)
        raise NotAvailable(reasons=[seen.edition.reason(
            spec.rules[0] if spec.rules else "R-DEC-01", "本事项不在该步骤", f"在“{titles}”步骤提交会议",
        )])  # fmt: skip
    require_held(desk, order, meeting)
    require_well_formed(sitting_of(desk, meeting), values, spec.fields)
    view = looked_at(order, shown(drawn))
    entry = append(desk, order, Draft(
        f"meeting:{meeting}", "record", {"act": "item", "activity": activity, "case": case},
        {"state": "held"}, values, seen.person.id, read=seen.read, edition=seen.edition.digest,
        view=view,
    ))  # fmt: skip
    named = append(desk, order, _naming(seen, meeting, activity, case, entry))
    refresh_case(desk, order, case)
    return answer(desk, order, "record_item", payload, named)


def _naming(seen: Dossier, meeting: str, activity: str, case: str, entry: Entry) -> Draft:
    return Draft(
        f"case:{case}", "record",
        {"activity": activity, "act": "item", "round": round_number(seen, activity, "item"),
         "meeting": meeting, "item_entry": entry.digest},
        values={"meeting": meeting, "item_entry": entry.digest}, person=seen.person.id,
        read={**seen.read, f"meeting:{meeting}": entry.seq}, edition=seen.edition.digest,
    )  # fmt: skip
