"""Recording an activity (办理内容登记): checked by authority, by `in`, `applies` and the kind itself.

A fact that breaks a rule is recorded as handed in and judged at the move; only what is malformed,
undated or done by somebody not entitled is refused here.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workflow import authority
from workflow.activities import KINDS
from workflow.activities.kind import ACTS, Fault, Kind
from workflow.activities.places import place_of_fault
from workflow.commands.asking import request
from workflow.commands.ballot_papers import require_as_counted
from workflow.commands.changing import content_of
from workflow.commands.listing import list_rounds
from workflow.commands.looking import looked_at
from workflow.commands.once import answer, answered, require_dates
from workflow.commands.refresh import (
    open_cases,
    refresh_case,
    refresh_person,
    refresh_selection,
)
from workflow.commands.standing import open_hold
from workflow.dossier import Dossier
from workflow.edition import Activity
from workflow.errors import BadInput, NotAvailable, NotFound, Reason
from workflow.guards.applies import APPLIES
from workflow.journal import Desk, Draft, Order, append, lock
from workflow.journal.picture import dossier, selection_dossier
from workflow.journal.write import Entry
from workflow.shown import DECIDING, shown
from workflow.workdays import CalendarMissing

ANSWERS = ("answer",)  # acts that answer a request addressed to an organization
REPORTS = ("complain", "resolve")  # what people report after a notice, and what came of it


def record(
    desk: Desk, order: Order, subject: str, name: str, act: str, values: Mapping[str, Any]
) -> Entry:
    """Record one act of an activity in the journal of a case or of a selection.

    Raises NotFound, NotAvailable, NotAuthorised, Recused, BadInput or CaseMoved, with all reasons.
    """
    payload = {"subject": subject, "activity": name, "act": act, "values": dict(values)}
    if known := answered(desk, order, "record", payload):
        return known
    lock(desk, _written_to(desk, subject, values), order.seen)
    seen = drawn_up(desk, order, subject)
    activity, kind = activity_of(seen, name, subject)
    require_dates(order, int(str(seen.setting("backdate_tolerance_days"))))
    _require_begun(seen, order, subject)
    _require_act(kind, activity, act)
    authority.require_act(
        desk, order.actor, seen, _duties(kind, activity, act), _places(act, values)
    )
    require_place(desk, seen, name, activity, subject, act)
    full = values
    if activity.kind == "opinion" and act == "ask":
        full = request(seen, order, activity, values)
    _require_well_formed(kind, activity, act, full, name, seen)
    if activity.kind == "ballot" and act == "record":
        require_as_counted(desk, seen, subject, name, full)
    view = None
    if act in DECIDING:  # pictured as of today, as a page shows it, whatever day is stated
        view = looked_at(order, shown(seen.altered(today=order.today)))
    entry = append(desk, order, _draft(seen, order, subject, name, act, full, view))
    _follow(desk, order, seen, subject, activity, full, act)
    return answer(desk, order, "record", payload, entry)


def _written_to(desk: Desk, subject: str, values: Mapping[str, Any]) -> Iterator[str]:
    """What the record changes: its subject; with a clue the person too, and every case it holds."""
    kind = subject.partition(":")[0]
    if kind not in ("case", "selection"):
        raise NotFound()
    yield subject
    if kind == "case" and values.get("finding") == "clue":
        person = content_of(desk, subject).get("person", "")
        yield f"person:{person}"
        yield from (f"case:{one}" for one in open_cases(desk, person=person))


def drawn_up(desk: Desk, order: Order, subject: str) -> Dossier:
    """What the record is judged on, as of its business day."""
    kind, _, id = subject.partition(":")
    draw_up = dossier if kind == "case" else selection_dossier
    return draw_up(desk, id, order.at).altered(actor=order.actor.by, today=order.on)


def _require_begun(seen: Dossier, order: Order, subject: str) -> None:
    """Nothing was done of a case before it was opened, whatever reason a late entry gives."""
    opened = seen.case.opened_on if subject.startswith("case:") else seen.selection.opened_on
    if opened is not None and order.on < opened:
        raise BadInput(reasons=[seen.edition.reason(
            "R-TRACE-01", f"办理日期{order.on}早于立项日期{opened}", "按实际办理的先后填写日期",
        )])  # fmt: skip


def activity_of(seen: Dossier, name: str, subject: str) -> tuple[Activity, Kind]:
    """An activity of the dossier's edition and its kind; raises NotFound."""
    activity = seen.edition.process.activities.get(name)
    if activity is None or (activity.of == "selection") != subject.startswith("selection:"):
        raise NotFound("该流程没有这项办理内容")
    return activity, KINDS[activity.kind]


def _require_act(kind: Kind, activity: Activity, act: str) -> None:
    if act not in kind.acts or act == "item":
        raise NotAvailable(
            f"“{activity.title}”没有这一办理动作",
            [Reason("R-TRACE-02", act, "、".join(kind.acts))],
        )


def _duties(kind: Kind, activity: Activity, act: str) -> Sequence[str]:
    """The duties by the definition; who checks an item may differ from who records the rest."""
    duties = kind.duties(activity, act)
    checkers = tuple(one for item in activity.items.values() for one in item.checker)
    return (*duties, *checkers) if act == "record" else duties


def _places(act: str, values: Mapping[str, Any]) -> tuple[str, ...]:
    return (values["organization"],) if act in ANSWERS and values.get("organization") else ()


def require_place(
    desk: Desk, seen: Dossier, name: str, activity: Activity, subject: str, act: str
) -> None:
    """The state must be one of `in` (also for one case of a selection), the condition must hold."""
    states = {seen.case.state}
    if subject.startswith("selection:"):
        cases = open_cases(desk, selection=seen.selection.id)
        states = {content_of(desk, f"case:{one}")["state"] for one in cases} or states
    # An answer may still come while its request is open, a report after a notice that none concludes.
    later = act in ANSWERS or (act in REPORTS and not activity.conclude_by)
    if not states & set(activity.within) and not (seen.round(name) and later):
        titles = "、".join(seen.edition.process.states[one].title for one in activity.within)
        now = "、".join(sorted(seen.edition.process.states[one].title for one in states))
        raise NotAvailable(reasons=[seen.edition.reason(
            "R-TRACE-01", f"当前步骤是“{now}”", f"在“{titles}”步骤登记“{activity.title}”",
        )])  # fmt: skip
    if activity.applies and subject.startswith("case:") and not APPLIES[activity.applies].holds(
        seen
    ):
        condition = APPLIES[activity.applies].title
        raise NotAvailable(reasons=[seen.edition.reason(
            activity.rules[0] if activity.rules else "R-TRACE-02",
            f"不属于“{condition}”", f"“{activity.title}”仅适用于“{condition}”",
        )])  # fmt: skip


def _require_well_formed(
    kind: Kind, activity: Activity, act: str, values: Mapping[str, Any], name: str, seen: Dossier
) -> None:
    faults = kind.check(activity, act, values, seen.round(name), seen)
    if faults:
        rule = activity.rules[0] if activity.rules else "R-TRACE-02"
        raise BadInput(
            f"“{activity.title}”填报有误，共{len(faults)}处",
            [_reason(kind, activity, act, rule, one, seen) for one in faults],
        )


def _reason(
    kind: Kind, activity: Activity, act: str, rule: str, fault: Fault, seen: Dossier
) -> Reason:
    """Why it is malformed, with the field in words; what no field is to blame for, others may do."""
    if fault.path == ACTS[act]:
        who = kind.duties(activity, act)
        return seen.edition.reason(rule, fault.message, "由符合条件的人在具备条件后办理", who)
    place = place_of_fault(kind, activity, act, fault.path)
    return seen.edition.reason(rule, f"{place}：{fault.message}", "按栏目要求填写")


def _draft(
    seen: Dossier, order: Order, subject: str, name: str, act: str, values: Mapping[str, Any],
    view: str | None,
) -> Draft:  # fmt: skip
    proof = {"proved": order.proved} if order.proved else {}
    return Draft(
        subject, "record",
        {"activity": name, "act": act, "round": round_number(seen, name, act), **proof},
        values=values, person=seen.person.id, read=seen.read, edition=seen.edition.digest,
        attachments=tuple(documents(values)), view=view,
    )  # fmt: skip


def round_number(seen: Dossier, name: str, act: str) -> int:
    """The round an act belongs to: the present one, or a new one where the kind or a 退回 asks."""
    rounds = seen.rounds.get(name, ())
    if not rounds:
        return 1
    present = seen.round(name)
    activity = seen.edition.process.activities[name]
    if present is None or KINDS[activity.kind].starts_round(activity, act, present, seen):
        return rounds[-1].number + 1
    return present.number


def documents(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every attachment that values name."""
    if isinstance(value, Mapping):
        if {"digest", "name", "size"} <= value.keys():
            yield {key: value[key] for key in ("digest", "name", "size")}
        else:
            for one in value.values():
                yield from documents(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from documents(one)


def _follow(
    desk: Desk, order: Order, seen: Dossier, subject: str, activity: Activity,
    values: Mapping[str, Any], act: str,
) -> None:  # fmt: skip
    """What a record brings with it: a clue holds the person; boards and inboxes are shown anew."""
    if subject.startswith("selection:"):
        refresh_selection(desk, order, seen.selection.id)
        if activity.kind == "opinion":
            list_rounds(desk, subject, selection_dossier(desk, seen.selection.id, order.at))
    elif activity.mode == "check" and act == "record" and values.get("finding") == "clue":
        open_hold(desk, order, seen.person.id, {
            "reason": values.get("basis", ""), "source": activity.title,
            "to_verify": values.get("basis", ""), "due_on": _hold_due(seen, order),
        })  # fmt: skip
        refresh_person(desk, order, seen.person.id)
    else:
        refresh_case(desk, order, seen.case.id)


def _hold_due(seen: Dossier, order: Order) -> str | None:
    """When the hold should be settled; with no calendar for that year it holds without a due day."""
    days = int(str(seen.setting("hold_confirm_workdays")))
    try:
        return seen.calendar.add_workdays(order.today, days).isoformat()
    except CalendarMissing:
        return None
