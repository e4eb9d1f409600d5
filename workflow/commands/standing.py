"""The standing of a person (暂缓、一票否决、复核): over all the person's cases (L2, L3).

An allegation holds and never vetoes. A veto is proposed by one and confirmed by another on
confirmed facts, after the person was heard; only a review of other people lifts it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from workflow import authority
from workflow.commands.changing import content_of, require_days
from workflow.commands.concerned import refuse_oneself
from workflow.commands.confirming import (
    ASSESSED,
    apart,
    assessors,
    cases_of,
    require_carried,
    seqs,
)
from workflow.commands.incumbents import AFTER_VETO, open_adjustment, posts_held
from workflow.commands.listed_points import with_point
from workflow.commands.looking import NO_VIEW, Before, looked_at_person
from workflow.commands.once import answer, answered, require_dates
from workflow.commands.refresh import open_cases, refresh_person
from workflow.commands.veto_items import open_proposal
from workflow.dossier import By, PersonFile
from workflow.errors import OTHERS, BadInput, NotAvailable, NotFound, Reason, Recused
from workflow.guards.standing import REVIEWERS
from workflow.journal import Desk, Draft, Order, append, lock
from workflow.journal.fold import item_words, person_file
from workflow.journal.read import Record, history
from workflow.journal.write import Entry
from workflow.shown import STANDING

OUTCOMES = {"unfounded": "不实", "handled": "已处理不影响使用", "to_veto": "转否决程序"}


def hold(desk: Desk, order: Order, person: str, values: Mapping[str, Any]) -> Entry:
    """Hold a person (暂缓): no case of theirs moves forward until another person ends it."""
    payload = {"person": person, "values": dict(values)}
    if known := answered(desk, order, "hold", payload):
        return known
    _require_values(values, ["reason", "source", "to_verify", "due_on"], "R-POL-08")
    require_days(values, ["due_on"])
    _open(desk, order, person, "hold")
    entry = open_hold(desk, order, person, values)
    refresh_person(desk, order, person)
    return answer(desk, order, "hold", payload, entry)


def open_hold(desk: Desk, order: Order, person: str, values: Mapping[str, Any]) -> Entry:
    """The entry of a hold, also as it follows from a clue in a stage check; its id: the command's."""
    standing = _file(desk, person).standing
    return _write(
        desk, order, person, {"act": "hold", "hold": order.id}, values,
        "held" if standing == "clear" else standing,
    )  # fmt: skip


def end_hold(
    desk: Desk, order: Order, person: str, hold_id: str, values: Mapping[str, Any]
) -> Entry:
    """End a hold with a finding and a document; never by the one who opened it."""
    payload = {"person": person, "hold": hold_id, "values": dict(values)}
    if known := answered(desk, order, "end_hold", payload):
        return known
    _require_values(values, ["outcome", "finding", "document"], "R-POL-08")
    if values["outcome"] not in OUTCOMES:
        raise _bad("R-POL-08", f"没有“{values['outcome']}”这种结论", "、".join(OUTCOMES.values()))
    before = _open(desk, order, person, "end_hold")
    now = _file(desk, person)
    opened = next((one for one in now.holds if one.id == hold_id), None)
    if opened is None:
        raise NotFound("没有这项暂缓")
    _require_other(order, [opened.opened_by], "暂缓由同一人提出")
    standing = "vetoed" if now.veto else "held" if len(now.holds) > 1 else "clear"
    data = {"act": "end_hold", "hold": hold_id}
    entry = _write(desk, order, person, data, values, standing, before)
    refresh_person(desk, order, person)
    return answer(desk, order, "end_hold", payload, entry)


def propose_veto(desk: Desk, order: Order, person: str, values: Mapping[str, Any]) -> Entry:
    """Propose a veto on confirmed facts with documents, the person heard. Its id: the command's.

    A person under proposal is held from the same moment.
    """
    payload = {"person": person, "values": dict(values)}
    if known := answered(desk, order, "propose_veto", payload):
        return known
    _require_values(
        values,
        ["item", "list_version", "facts", "finding_body", "documents", "heard_on", "reason"],
        "R-POL-08",
    )
    if not values.get("statement") and not values.get("refused_witness"):
        raise _bad("R-POL-08", "没有本人说明，也没有拒绝说明的见证", "听取本人说明或由见证人签字")
    require_days(values, ["heard_on"])
    if values["heard_on"] > order.today.isoformat():
        raise _bad("R-POL-08", "听取本人说明的日期在将来", "先听取本人说明")
    before = _open(desk, order, person, "propose_veto")
    values = with_point(desk, person, values)
    if _file(desk, person).veto:
        raise NotAvailable(reasons=[Reason("R-POL-05", "已有一票否决", "经复核撤销后再议", REVIEWERS)])
    open_hold(desk, order, person, {
        "reason": "一票否决程序", "source": values["finding_body"], "to_verify": item_words(values),
        "due_on": None,
    })  # fmt: skip
    data = {"act": "propose_veto", "veto": order.id}
    entry = _write(desk, order, person, data, values, _file(desk, person).standing, before)
    refresh_person(desk, order, person)
    return answer(desk, order, "propose_veto", payload, entry)


def confirm_veto(
    desk: Desk, order: Order, person: str, veto_id: str, values: Mapping[str, Any]
) -> Entry:
    """Confirm a veto by another, on a counted meeting; every open case stops but a downward one.

    `meeting`: id of the sitting whose vote on this very proposal carries it (`require_carried`).
    For an incumbent of a leading post an adjustment case opens in the same transaction (R-POL-07).
    """
    payload = {"person": person, "veto": veto_id, "values": dict(values)}
    if known := answered(desk, order, "confirm_veto", payload):
        return known
    _require_values(values, ["meeting", "reason"], "R-POL-08")
    meeting = f"meeting:{values['meeting']}"
    before = _open(desk, order, person, "confirm_veto", cases=True, also=[meeting])
    if _file(desk, person).veto:
        raise NotAvailable(reasons=[Reason("R-POL-05", "已有一票否决", "不重复确认", REVIEWERS)])
    proposed = open_proposal(desk, person, veto_id)
    carried = require_carried(desk, order, person, proposed, values["meeting"])
    data = {"act": "confirm_veto", "veto": veto_id, "proposal": proposed.digest,
            "meeting": carried.meeting, "item_entry": carried.entry}  # fmt: skip
    entry = _write(desk, order, person, data, values, "vetoed", before.and_read(carried.read))
    _stop(desk, order, person, veto_id, entry)
    open_adjustment(desk, order, person, posts_held(desk, person), AFTER_VETO, veto_id)
    refresh_person(desk, order, person)
    return answer(desk, order, "confirm_veto", payload, entry)


def _stop(desk: Desk, order: Order, person: str, veto_id: str, entry: Entry) -> None:
    """Every open case of the person says where it stopped; a downward one does not stop (L2)."""
    for case in open_cases(desk, person=person):
        said = content_of(desk, f"case:{case}")
        if desk.edition(said["edition"]).process.effect == "downward":
            continue
        data = {"act": "stopped", "veto": veto_id, "stood_in": said["state"],
                "person_entry": entry.digest}  # fmt: skip
        read = {f"person:{person}": entry.seq}
        append(desk, order, Draft(f"case:{case}", "standing", data, read=read))


def tell_veto(
    desk: Desk, order: Order, person: str, veto_id: str, values: Mapping[str, Any]
) -> Entry:
    """Record that the person was told; the review period runs from this day."""
    return _on_veto(desk, order, person, veto_id, "tell_veto", values, ["document"], "vetoed")


def request_review(
    desk: Desk, order: Order, person: str, veto_id: str, values: Mapping[str, Any]
) -> Entry:
    """Ask for a review of the veto: new facts or a flaw, with a document."""
    needed = ["by", "grounds", "document"]
    return _on_veto(desk, order, person, veto_id, "request_review", values, needed, "vetoed")


def review(
    desk: Desk, order: Order, person: str, veto_id: str, values: Mapping[str, Any]
) -> Entry:
    """Review a veto: two people of two duties, none of whom proposed, confirmed or assessed it.

    The first one's opinion is kept; when the second agrees, the outcome (upheld or lifted) stands.
    Lifting leaves each case where it stood, to be judged afresh (L2).
    """
    payload = {"person": person, "veto": veto_id, "values": dict(values)}
    if known := answered(desk, order, "review", payload):
        return known
    _require_values(values, ["outcome", "finding", "document"], "R-POL-08")
    if values["outcome"] not in ("upheld", "lifted"):
        raise _bad("R-POL-08", f"没有“{values['outcome']}”这种结论", "维持或者撤销")
    before = _open(desk, order, person, "review_veto", cases=True)
    now, records = _file(desk, person), history(desk, f"person:{person}")
    if now.veto is None or now.veto.id != veto_id or not now.veto.review_open:
        raise NotAvailable(reasons=[
            Reason("R-POL-08", "没有待办的复核申请", "先提出复核申请", authority.DO["request_review"])
        ])  # fmt: skip
    cases = cases_of(desk, person)
    if involved := apart(order.actor, {
        "参与过原决定": [now.veto.proposed_by, now.veto.confirmed_by], ASSESSED: assessors(cases),
    }):  # fmt: skip
        raise Recused(reasons=involved)
    first = _first_opinion(records, veto_id)
    act, data = "review_opinion", {"veto": veto_id, "outcome": values["outcome"]}
    standing = "vetoed"
    if first is not None:
        _require_second(order, first)
        if first.data["outcome"] == values["outcome"]:
            act, data = "review", {**data, "first": first.digest}
            standing = _after(now, values["outcome"])
    before = before.and_read(seqs(cases))
    entry = _write(desk, order, person, {"act": act, **data}, values, standing, before)
    refresh_person(desk, order, person)
    return answer(desk, order, "review", payload, entry)


def _after(now: PersonFile, outcome: str) -> str:
    if outcome == "upheld":
        return "vetoed"
    return "held" if now.holds else "clear"


def _first_opinion(records: Sequence[Record], veto_id: str) -> Record | None:
    """The last opinion given since the review was asked for."""
    found = None
    for one in records:
        if one.kind == "standing" and one.data.get("veto") == veto_id:
            if one.data["act"] == "request_review":
                found = None
            elif one.data["act"] == "review_opinion":
                found = one
    return found


def _require_second(order: Order, first: Record) -> None:
    _require_other(order, [first.by], "另一份复核意见由同一人出具")
    if first.by.duty == order.actor.duty:
        raise Recused(reasons=[Reason("R-POL-08", "两份复核意见出自同一岗位",
                                      "由纪检监察机关和上级组织部门分别复核", OTHERS)])  # fmt: skip


def _on_veto(
    desk: Desk, order: Order, person: str, veto_id: str, act: str, values: Mapping[str, Any],
    needed: Sequence[str], standing: str,
) -> Entry:  # fmt: skip
    payload = {"person": person, "veto": veto_id, "values": dict(values)}
    if known := answered(desk, order, act, payload):
        return known
    _require_values(values, needed, "R-POL-08")
    _open(desk, order, person, act)
    veto = _file(desk, person).veto
    if veto is None or veto.id != veto_id:
        raise NotFound("没有这项一票否决")
    entry = _write(desk, order, person, {"act": act, "veto": veto_id}, values, standing)
    refresh_person(desk, order, person)
    return answer(desk, order, act, payload, entry)


def _open(
    desk: Desk, order: Order, person: str, act: str, *, cases: bool = False,
    also: Sequence[str] = (),
) -> Before:  # fmt: skip
    """Entitled, dated, and the person locked; the cases too where they are written to, and `also`."""
    if not content_of(desk, f"person:{person}"):
        raise NotFound("没有此人档案")
    require_dates(order)
    authority.require(desk, order.actor, act, order.today)
    refuse_oneself(order, person)
    stopped = [f"case:{one}" for one in open_cases(desk, person=person)] if cases else []
    lock(desk, [f"person:{person}", *also, *stopped], order.seen)
    return looked_at_person(desk, order, person) if act in STANDING else NO_VIEW


def _write(
    desk: Desk, order: Order, person: str, data: Mapping[str, Any], values: Mapping[str, Any],
    standing: str, before: Before = NO_VIEW,
) -> Entry:  # fmt: skip
    return append(desk, order, Draft(
        f"person:{person}", "standing", data, {"standing": standing}, values, person, before.read,
        attachments=tuple(_documents(values)), view=before.view,
    ))  # fmt: skip


def _documents(values: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    one = values.get("document")
    return [*values.get("documents", ()), *([one] if isinstance(one, Mapping) else [])]


def _file(desk: Desk, person: str) -> PersonFile:
    return person_file(person, history(desk, f"person:{person}"))


def _require_other(order: Order, others: Sequence[By], found: str) -> None:
    """Another person, not only another account."""
    if involved := apart(order.actor, {found: others}):
        raise Recused(reasons=involved)


def _require_values(values: Mapping[str, Any], needed: Sequence[str], rule: str) -> None:
    missing = [key for key in needed if not values.get(key)]
    if missing:
        raise BadInput(reasons=[
            Reason(rule, f"缺少{key}", "事实、文书、听取本人、理由齐全") for key in missing
        ])  # fmt: skip


def _bad(rule: str, found: str, needed: str) -> BadInput:
    return BadInput(reasons=[Reason(rule, found, needed)])
