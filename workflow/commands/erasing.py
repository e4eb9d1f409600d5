"""Lawful erasure (依法删除个人信息): proposed by one, approved by two others, then carried out (L4).

The fact of every act stays; what a person filed or was filed of a person is emptied and the
person's key destroyed, in the transaction of the second approval. What lay in files and free
pages of the database is cleared afterwards (`workflow.scrubbing`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update

from workflow import authority
from workflow.commands.changing import content_of
from workflow.commands.concerned import refuse_oneself
from workflow.commands.erasing_refused import require_erasable
from workflow.commands.erasing_words import borne_by, shared_values, words_beside
from workflow.commands.looking import looked_at_person
from workflow.commands.once import answer, answered, require_dates
from workflow.commands.roster import forget
from workflow.errors import OTHERS, BadInput, NotAvailable, NotFound, Reason, Recused
from workflow.journal import Desk, Draft, Order, append, lock
from workflow.journal.fold import names_borne
from workflow.journal.read import Record, history
from workflow.journal.seal import AT_ONCE
from workflow.journal.write import Entry
from workflow.models import erased, exports, personal_keys, personal_values, refused_attempts
from workflow.queries.orphans import forgotten, orphans

BASES: Mapping[str, str] = {
    "purpose": "《个人信息保护法》第四十七条第一款第一项：处理目的已实现、无法实现或者不再必要",
    "expired": "《个人信息保护法》第四十七条第一款第二项：保存期限已届满",
    "consent": "《个人信息保护法》第四十七条第一款第三项：个人撤回同意",
    "unlawful": "《个人信息保护法》第四十七条第一款第四项：违反规定处理，含误登记",
    "law": "《个人信息保护法》第四十七条第一款第五项：法律、行政法规规定的其他情形",
}
NEEDED = 2  # approvals, by two people of two duties


@dataclass(frozen=True, slots=True)
class Erasure:
    """An erasure under way: its proposal, and the approvals so far."""

    proposed: Record
    approved: tuple[Record, ...]

    @property
    def id(self) -> str:
        """Under which id it was proposed: that of the command."""
        return str(self.proposed.data["erasure"])


def propose_erasure(desk: Desk, order: Order, person: str, basis: str, reason: str) -> Entry:
    """Propose to erase what is filed of a person, on a legal basis. Its id: the command's."""
    payload = {"person": person, "basis": basis, "reason": reason}
    if known := answered(desk, order, "propose_erasure", payload):
        return known
    if basis not in BASES or not reason.strip():
        raise BadInput(reasons=[Reason("R-TRACE-02", "没有法定依据或者理由",
                                       f"写明理由；依据为{'、'.join(BASES)}之一")])  # fmt: skip
    _open(desk, order, person, "propose_erasure")
    if pending(desk, person):
        raise NotAvailable(reasons=[Reason("R-TRACE-02", "已有待审批的删除", "先审批原来的提请", OTHERS)])
    require_erasable(desk, order, person)
    data = {"act": "propose_erasure", "erasure": order.id, "basis": basis, "article": BASES[basis]}
    entry = append(desk, order, Draft(f"person:{person}", "erase", data, values={"reason": reason}))
    return answer(desk, order, "propose_erasure", payload, entry)


def decline_erasure(desk: Desk, order: Order, person: str, erasure: str, reason: str) -> Entry:
    """Decline a proposal; it is closed, and nothing is erased."""
    payload = {"person": person, "erasure": erasure, "reason": reason}
    if known := answered(desk, order, "decline_erasure", payload):
        return known
    _open(desk, order, person, "approve_erasure")
    _pending(desk, person, erasure)
    before = looked_at_person(desk, order, person)
    data = {"act": "decline_erasure", "erasure": erasure}
    entry = append(desk, order, Draft(
        f"person:{person}", "erase", data, values={"reason": reason}, read=before.read,
        view=before.view,
    ))  # fmt: skip
    return answer(desk, order, "decline_erasure", payload, entry)


def approve_erasure(desk: Desk, order: Order, person: str, erasure: str) -> Entry:
    """Approve a proposal; the second approval carries it out and answers with the erasure itself."""
    payload = {"person": person, "erasure": erasure}
    if known := answered(desk, order, "approve_erasure", payload):
        return known
    _open(desk, order, person, "approve_erasure")
    found = _pending(desk, person, erasure)
    _require_apart(order, found)
    require_erasable(desk, order, person)
    before = looked_at_person(desk, order, person)
    data = {"act": "approve_erasure", "erasure": erasure}
    entry = append(desk, order, Draft(
        f"person:{person}", "erase", data, read=before.read, view=before.view
    ))  # fmt: skip
    if len(found.approved) + 1 >= NEEDED:
        first = found.approved[0].digest
        entry = carry_out(desk, order, person, {**found.proposed.data, "approved": [first, entry.digest]})
    return answer(desk, order, "approve_erasure", payload, entry)


def pending(desk: Desk, person: str) -> Erasure | None:
    """The erasure of a person that waits for approval, if any."""
    found: Erasure | None = None
    for record in history(desk, f"person:{person}"):
        match record.data.get("act") if record.kind == "erase" else None:
            case "propose_erasure":
                found = Erasure(record, ())
            case "approve_erasure" if found:
                found = Erasure(found.proposed, (*found.approved, record))
            case "decline_erasure" | "erase":
                found = None
    return found


def _open(desk: Desk, order: Order, person: str, act: str) -> None:
    """Entitled over the person's unit, dated, and the person locked."""
    said = content_of(desk, f"person:{person}")
    if not said:
        raise NotFound("没有此人档案")
    require_dates(order)
    authority.require(desk, order.actor, act, order.today, said.get("organization", ""))
    refuse_oneself(order, person)
    lock(desk, [f"person:{person}"], order.seen)


def _pending(desk: Desk, person: str, erasure: str) -> Erasure:
    found = pending(desk, person)
    if found is None or found.id != erasure:
        raise NotFound("没有这项待审批的删除")
    return found


def _require_apart(order: Order, found: Erasure) -> None:
    """Proposer and approvers are three people, the approvers of two duties (R-SEP-01)."""
    before = (found.proposed, *found.approved)
    if any(order.actor.by.is_same(one.by) for one in before):
        raise Recused(reasons=[Reason("R-SEP-01", "审批人已提请或者审批过这项删除", "由另一人审批", OTHERS)])
    if any(order.actor.duty == one.by.duty for one in found.approved):
        raise Recused(reasons=[Reason("R-SEP-01", "两次审批出自同一岗位", "由另一岗位审批",
                                      authority.DO["approve_erasure"])])  # fmt: skip


def carry_out(desk: Desk, order: Order, person: str, proposed: Mapping[str, Any]) -> Entry:
    """The entry that names all that is erased, then the erasing itself."""
    told = personal_values.c
    borne = borne_by(desk, person, names_borne(history(desk, f"person:{person}")))
    own = desk.db.scalars(select(told.commitment).where(told.person == person)).all()
    marks = sorted({*own, *shared_values(desk, person, borne)})
    words = words_beside(desk, borne)
    files = [f"file:{one}" for one in orphans(desk, {person, *forgotten(desk)})]
    data = {**proposed, "act": "erase", "commitments": marks, "key": f"person:{person}",
            "beside": sorted(words), "files": files}  # fmt: skip
    changes = {"erased_on": order.today.isoformat()}
    entry = append(desk, order, Draft(f"person:{person}", "erase", data, changes))
    known = set(desk.db.scalars(select(erased.c.mark)))  # what an earlier erasure shared with this
    every = {*marks, f"person:{person}", *words, *files} - known
    desk.db.execute(insert(erased), [{"mark": one, "entry": entry.id} for one in sorted(every)])
    for start in range(0, len(marks), AT_ONCE):
        part = told.commitment.in_(marks[start : start + AT_ONCE])
        desk.db.execute(update(personal_values).where(part).values(sealed=b""))
    desk.db.execute(
        update(personal_keys).where(personal_keys.c.person == person).values(wrapped=b"")
    )
    for mark, emptied in words.items():
        table = exports if mark.startswith("export:") else refused_attempts
        desk.db.execute(
            update(table).where(table.c.id == mark.partition(":")[2]).values(**emptied)
        )
    forget(desk, person)
    desk.kept.pop(f"person:{person}", None)
    return entry
