"""Moving a case (事项流转): locked in the fixed order, judged whole, written once."""

from collections.abc import Mapping
from typing import Any

from workflow import authority, machine
from workflow.activities.fields import check_values
from workflow.activities.places import place_in
from workflow.commands.activities import documents, round_number
from workflow.commands.changing import content_of
from workflow.commands.impact import state_impact
from workflow.commands.incumbents import VOID_ORDER, open_adjustment
from workflow.commands.looking import Before, earlier, looked_at
from workflow.commands.once import answer, answered, claim, claimed, require_dates
from workflow.commands.refresh import ask_requests, refresh_case, refresh_person, refresh_selection
from workflow.commands.witnessing import late_witness
from workflow.dossier import Dossier
from workflow.edition import Move
from workflow.errors import BadInput, NotFound, Reason
from workflow.guards.applies import APPLIES
from workflow.journal import Desk, Draft, Order, append, lock
from workflow.journal.ahead import ask_ahead
from workflow.journal.locking import ask_around, lock_around
from workflow.journal.picture import dossier
from workflow.journal.write import Entry, new_id
from workflow.machine import Finding
from workflow.shown import shown

SEATED = ("probation", "appointed")  # states in which the person holds the post
ADJUSTED = "adjusted"  # the state in which the person has left it


def move(
    desk: Desk,
    order: Order,
    case: str,
    name: str,
    given: Mapping[str, Any] | None = None,
    reasons: Mapping[str, str] | None = None,
    looked: Before | None = None,
) -> Entry:
    """Make a move; `given` are the move's own fields, `reasons` the written answers to warnings.

    `looked`: what lay before the actor, where the same act has moved other cases since. Raises
    NotFound, NotAuthorised, Recused, NotAvailable, ConditionsUnmet (with every reason) or CaseMoved;
    then nothing has changed.
    """
    given, reasons = dict(given or {}), dict(reasons or {})
    payload = {"case": case, "move": name, "given": given, "reasons": reasons}
    identity = new_id(desk, order)
    mine = claim(desk, order, "move", payload, identity)
    ask_around(desk, case)
    ask_ahead(desk, case, order.actor.account)
    ask_requests(desk, case)
    if known := claimed(desk, order, mine):
        return known
    lock_around(desk, case, order.seen)
    drawn = dossier(desk, case, order.at, account=order.actor.account)
    seen = drawn.altered(actor=order.actor.by, given=given, reasons=reasons, today=order.on)
    spec = seen.edition.move(name)
    if spec is None:
        raise NotFound("该流程没有这项流转")
    require_dates(order, int(str(seen.setting("backdate_tolerance_days"))))
    authority.require_act(desk, order.actor, seen, spec.by)
    _require_fields(spec, given)
    _require_in_order(seen, spec, order)
    stands = {} if looked else machine.conditions_ahead(drawn)
    had = looked or Before(drawn.read, looked_at(order, shown(drawn, stands)))
    late = late_witness(desk, order, seen.edition, spec)
    alike = not given and seen.today == drawn.today  # then the conditions see the very same
    found = machine.fire(seen, spec, reasons, late, stands.get(name) if alike else None)
    for activity in machine.inapplicable(seen, spec):
        append(desk, order, _not_applicable(seen, activity))
    entry = append(desk, order, _draft(seen, spec, found, given, reasons, had), identity)
    _follow(desk, order, seen, spec, given)
    return entry


def _require_in_order(seen: Dossier, spec: Move, order: Order) -> None:
    """A move is judged as of its business day, so it may not be dated before what it rests on."""
    rounds = (seen.round(name) for name in spec.needs)
    acts = (act.on for present in rounds if present for act in present.acts)
    latest = max((seen.case.steps[-1].on, *acts))
    if order.on < latest:
        raise BadInput(reasons=[seen.edition.reason(
            "R-TRACE-01", f"办理日期{order.on}早于上一步骤或者所依据材料的日期{latest}",
            "按实际办理的先后填写日期",
        )])  # fmt: skip


def _require_fields(spec: Move, given: Mapping[str, Any]) -> None:
    faults = check_values(spec.fields, given)
    if faults:
        raise BadInput(
            f"“{spec.title}”填报有误",
            [
                Reason("R-TRACE-02", f"{place_in(spec.fields, one.path)}：{one.message}", "按栏目要求填写")
                for one in faults
            ],
        )


def _not_applicable(seen: Dossier, activity: str) -> Draft:
    """The entry that stands where a conditional activity does not apply: never silence."""
    condition = APPLIES[seen.edition.process.activities[activity].applies or ""]
    return Draft(
        f"case:{seen.case.id}", "record",
        {"activity": activity, "act": "not_applicable",
         "round": round_number(seen, activity, "not_applicable"),
         "reason": f"不属于“{condition.title}”"},
        values={
            "condition": condition.title,
            "facts": machine.plain(condition.facts(seen) if condition.facts else {}),
        },
        person=seen.person.id, read=seen.read, edition=seen.edition.digest,
    )  # fmt: skip


def _draft(
    seen: Dossier,
    spec: Move,
    found: tuple[Finding, ...],
    given: Mapping[str, Any],
    reasons: Mapping[str, str],
    had: Before,
) -> Draft:
    target = seen.edition.process.states[spec.target]
    return Draft(
        f"case:{seen.case.id}", "move",
        {"move": spec.name, "from": seen.case.state, "to": spec.target,
         "given": _decided(seen), "reopens": _reopened(spec, given), **earlier(had, seen.read)},
        {"state": spec.target, "stage": target.stage or content_stage(seen)},
        values=given, person=seen.person.id, read=seen.read,
        findings=tuple(
            {"guard": one.guard, "rules": list(one.rules), "inputs": machine.plain(one.inputs),
             "result": one.severity}
            for one in found
        ),
        warnings=tuple(machine.taken(found, reasons)), edition=seen.edition.digest,
        attachments=tuple(documents(given)), view=had.view,
    )  # fmt: skip


def _reopened(spec: Move, given: Mapping[str, Any]) -> list[str]:
    """What a backward move asks anew: what it says itself and what its maker chose."""
    return [*spec.reopens, *(given.get(spec.reopens_chosen, ()) if spec.reopens_chosen else ())]


def content_stage(seen: Dossier) -> str | None:
    """The stage a case keeps in a state that has none of its own (终止)."""
    return seen.stage_of(seen.case.state)


def _decided(seen: Dossier) -> dict[str, Any]:
    """The meeting's entry that this move rests on, so that a later change of it shows."""
    for name, activity in seen.edition.process.activities.items():
        if activity.kind == "meeting_item" and seen.case.state in activity.within:
            item = seen.item(name)
            if item is not None:
                return {"activity": name, "meeting": item.meeting.id,
                        "item_entry": item.act.digest}  # fmt: skip
    return {}


def _follow(
    desk: Desk, order: Order, seen: Dossier, spec: Move, given: Mapping[str, Any]
) -> None:
    """What a move brings with it: reopened work, the post filled or vacated, an impact period."""
    activities = seen.edition.process.activities
    shared = [one for one in _reopened(spec, given) if activities[one].of == "selection"]
    if shared:
        append(desk, order, Draft(
            f"selection:{seen.selection.id}", "change",
            {"act": "reopen", "case": seen.case.id, "move": spec.name, "reopens": shared},
            edition=seen.edition.digest,
        ))  # fmt: skip
    holders = _holders(seen, spec)
    if holders is not None:
        append(desk, order, Draft(
            f"post:{seen.post.id}", "change", {"act": "fill", "case": seen.case.id}, holders
        ))
    if spec.target == ADJUSTED:
        state_impact(desk, order, seen)
        refresh_person(desk, order, seen.person.id)
    if shared or holders is not None:
        refresh_selection(desk, order, seen.selection.id)
    refresh_case(desk, order, seen.case.id)


def _holders(seen: Dossier, spec: Move) -> dict[str, list[str]] | None:
    """What the post says after the move; None where it says the same."""
    holders, person = list(seen.post.holders), seen.person.id
    leaving = [one for one in seen.post.leaving if one != person]
    if seen.edition.process.effect == "downward":
        if spec.target == ADJUSTED and person in holders:
            return {"holders": [one for one in holders if one != person], "leaving": leaving}
    elif spec.target in SEATED and person not in holders:
        return {"holders": [*holders, person], "leaving": list(seen.post.leaving)}
    elif seen.case.state == "probation" and spec.target not in SEATED and person in holders:
        return {"holders": [one for one in holders if one != person], "leaving": leaving}
    return None


def annul(desk: Desk, order: Order, case: str, values: Mapping[str, Any]) -> Entry:
    """Declare a final appointment void (R-EXC-11): an entry on the case, not a move."""
    payload = {"case": case, "values": dict(values)}
    if known := answered(desk, order, "annul", payload):
        return known
    said = content_of(desk, f"case:{case}")
    if not said:
        raise NotFound("选拔任用事项不存在")
    lock(desk, [f"post:{said['post']}", f"person:{said['person']}", f"case:{case}"], order.seen)
    drawn = dossier(desk, case, order.at)
    seen = drawn.altered(actor=order.actor.by)
    authority.require_act(desk, order.actor, seen, authority.DO["annul"])
    require_dates(order)
    missing = [key for key in ("ground", "document_no", "text") if not values.get(key)]
    if missing or seen.case.state != "appointed" or seen.case.annulled:
        raise BadInput(reasons=[seen.edition.reason(
            "R-EXC-11", "、".join(missing) or "本事项未正式任职或已宣布无效",
            "由上级组织部门以决定文书宣布，写明依据和理由", authority.DO["annul"],
        )])  # fmt: skip
    view = looked_at(order, shown(drawn))
    entry = append(desk, order, Draft(
        f"case:{case}", "annul", {"act": "annul"}, {"annulled": True}, values, seen.person.id,
        read=seen.read, edition=seen.edition.digest, view=view,
    ))  # fmt: skip
    posts = [seen.post.id]
    for opened in open_adjustment(desk, order, seen.person.id, posts, VOID_ORDER, entry.digest):
        refresh_case(desk, order, opened)
    return answer(desk, order, "annul", payload, entry)
