"""People and their facts (干部与事实): stated by one, verified by another with a document."""

from collections.abc import Mapping
from typing import Any

from workflow import authority
from workflow.commands.changing import content_of, exists
from workflow.commands.concerned import refuse_oneself
from workflow.commands.once import answer, answered, require_dates
from workflow.commands.refresh import refresh_person
from workflow.commands.roster import keep_name, keep_profile
from workflow.errors import OTHERS, BadInput, NotAvailable, NotFound, Reason, Recused
from workflow.facts import FACTS
from workflow.journal import Desk, Draft, Order, append, lock
from workflow.journal.fold import person_file
from workflow.journal.read import history
from workflow.journal.write import Entry


def register(desk: Desk, order: Order, id: str, name: str, organization: str) -> Entry:
    """Open the file of a person (一人一档). The name is a personal value, not part of the entry."""
    payload = {"person": id, "name": name, "organization": organization}
    if known := answered(desk, order, "register", payload):
        return known
    require_dates(order)
    authority.require(desk, order.actor, "register_person", order.today, organization)
    _require_named(desk, order, name, organization)
    if exists(desk, f"person:{id}"):
        raise NotAvailable(reasons=[Reason("R-TRACE-02", f"{name}已有档案", "一人一档")])
    entry = append(desk, order, Draft(
        f"person:{id}", "open", {"act": "register"},
        {"standing": "clear", "organization": organization}, {"name": name}, id,
    ))  # fmt: skip
    keep_name(desk, id, name, organization)
    return answer(desk, order, "register", payload, entry)


def _require_named(desk: Desk, order: Order, name: str, organization: str) -> None:
    """A person has a name and a unit; only while founding there may be no unit yet."""
    faults = [] if name.strip() else [("没有姓名", "填写姓名")]
    untold = not organization and order.actor.duty == authority.FOUNDING
    if not untold and not exists(desk, f"organization:{organization}"):
        faults.append((f"没有“{organization}”这个单位", "先登记所在单位，再登记干部"))
    if faults:
        raise BadInput(reasons=[Reason("R-TRACE-02", *fault) for fault in faults])


def correct_person(desk: Desk, order: Order, person: str, name: str, organization: str) -> Entry:
    """Correct a person's name, or enter the unit where the person works by now.

    What was decided while the person worked elsewhere stays as it was; open cases are judged afresh.
    """
    payload = {"person": person, "name": name, "organization": organization}
    if known := answered(desk, order, "correct_person", payload):
        return known
    require_dates(order)
    authority.require(desk, order.actor, "register_person", order.today, organization)
    _require_named(desk, order, name, organization)
    require_held(desk, order, "register_person", person)
    now = _file(desk, person)
    authority.require(desk, order.actor, "register_person", order.today, now.organization)
    if (now.name, now.organization) == (name, organization):
        raise NotAvailable(reasons=[Reason("R-TRACE-02", "姓名和工作单位都没有改动", "有改动时再更正")])
    entry = append(desk, order, Draft(
        f"person:{person}", "change", {"act": "correct_person"}, {"organization": organization},
        {"name": name}, person,
    ))  # fmt: skip
    keep_name(desk, person, name, organization)
    refresh_person(desk, order, person)
    return answer(desk, order, "correct_person", payload, entry)


def state_fact(
    desk: Desk, order: Order, person: str, kind: str, values: Mapping[str, Any], corrects: str = ""
) -> Entry:
    """State a fact of a person; it counts only once another has verified it. Its id: the entry's."""
    payload = {"person": person, "kind": kind, "values": dict(values), "corrects": corrects}
    if known := answered(desk, order, "state_fact", payload):
        return known
    _require_well_formed(kind, values)
    require_dates(order)
    require_held(desk, order, "state_fact", person)
    entry = append(desk, order, Draft(
        f"person:{person}", "record",
        {"act": "state", "fact": order.id, "fact_kind": kind, "corrects": corrects},
        values=values, person=person,
    ))  # fmt: skip
    keep_profile(desk, person)
    refresh_person(desk, order, person)
    return answer(desk, order, "state_fact", payload, entry)


def _require_well_formed(kind: str, values: Mapping[str, Any]) -> None:
    if kind not in FACTS:
        raise BadInput(reasons=[Reason("R-TRACE-02", f"没有“{kind}”这种事实", "、".join(FACTS))])
    title, needed, further = FACTS[kind]
    faults = [f"{title}缺少{key}" for key in needed if values.get(key) in (None, "")]
    faults += [f"{title}没有{key}这一项" for key in values if key not in (*needed, *further)]
    if faults:
        raise BadInput(reasons=[Reason("R-TRACE-02", fault, "按事实的栏目填写") for fault in faults])


def require_held(desk: Desk, order: Order, act: str, person: str) -> None:
    """Refuse unless the actor may do `act` on this person's file; its row is locked from here on."""
    unit = content_of(desk, f"person:{person}").get("organization")
    if unit is None:
        raise NotFound("没有此人档案")
    authority.require(desk, order.actor, act, order.today)
    refuse_oneself(order, person)
    lock(desk, [f"person:{person}"], order.seen)


def verify_fact(
    desk: Desk, order: Order, person: str, fact: str, document: Mapping[str, Any]
) -> Entry:
    """Verify a fact with a document; never by the one who stated it."""
    payload = {"person": person, "fact": fact, "document": dict(document)}
    if known := answered(desk, order, "verify_fact", payload):
        return known
    require_dates(order)
    require_held(desk, order, "verify_fact", person)
    stated = {one.id: one for one in _file(desk, person).facts}.get(fact)
    if stated is None:
        raise NotFound("没有这条事实")
    if order.actor.by.is_same(stated.stated_by):
        raise Recused(reasons=[Reason("R-SEP-01", "核实人就是填报人", "由另一人凭材料核实", OTHERS)])
    if not document.get("digest"):
        raise BadInput(reasons=[Reason("R-FTSB-01", "没有佐证材料", "凭材料核实")])
    entry = append(desk, order, Draft(
        f"person:{person}", "record", {"act": "verify", "fact": fact},
        values={"document": dict(document)}, person=person, attachments=(dict(document),),
    ))  # fmt: skip
    keep_profile(desk, person)
    refresh_person(desk, order, person)
    return answer(desk, order, "verify_fact", payload, entry)


def _file(desk: Desk, person: str) -> Any:
    return person_file(person, history(desk, f"person:{person}"))
