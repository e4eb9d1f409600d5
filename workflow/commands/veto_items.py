"""Items on a veto (一票否决议题): what a meeting did with one proposal, kept whatever came of it.

Nothing says "passed": whether the veto may be confirmed on it is judged when somebody confirms
(`workflow.commands.confirming`).
"""

from collections.abc import Mapping
from typing import Any

from workflow import authority
from workflow.activities.meeting_item import ON_VETO
from workflow.commands.concerned import refuse_kin
from workflow.commands.looking import looked_at_person
from workflow.commands.once import answer, answered, require_dates
from workflow.commands.sittings import place_of, require_held, require_well_formed, sitting_of
from workflow.dossier import Act, ItemFile, MeetingFile
from workflow.errors import BadInput, NotAvailable, NotFound, Reason
from workflow.guards.ballots import tally_faults
from workflow.guards.confirming import RECUSAL_BASE
from workflow.guards.revoting import ungrounded
from workflow.journal import Desk, Draft, Order, append, lock
from workflow.journal.fold import person_file, views_of
from workflow.journal.read import Record, history
from workflow.journal.write import Entry


def record_veto_item(
    desk: Desk, order: Order, meeting: str, person: str, veto: str, values: Mapping[str, Any]
) -> Entry:
    """Record what a meeting did with an open proposal of a veto, in the meeting's journal.

    Raises BadInput for a malformed record, a tally that does not agree with the views or a vote put
    off without its grounds; NotFound and NotAvailable where no such proposal is open; never for a
    vote that carries nothing.
    """
    payload = {"meeting": meeting, "person": person, "veto": veto, "values": dict(values)}
    if known := answered(desk, order, "record_veto_item", payload):
        return known
    require_dates(order)
    authority.require(desk, order.actor, "record_item", order.today, place_of(desk, meeting))
    held = lock(desk, [f"person:{person}", f"meeting:{meeting}"], order.seen)
    refuse_kin(desk, order, person)
    proposed = open_proposal(desk, person, veto)
    require_held(desk, order, meeting)
    sitting = sitting_of(desk, meeting)
    require_well_formed(sitting, values, ON_VETO)
    _require_grounds(values)
    _require_agreeing(order, sitting, values)
    view = looked_at_person(desk, order, person).view
    data = {"act": "item", "activity": "veto", "person": person, "veto": veto,
            "proposal": proposed.digest}  # fmt: skip
    read = {f"person:{person}": held[f"person:{person}"].seq, **_read_body(desk, sitting)}
    entry = append(desk, order, Draft(
        f"meeting:{meeting}", "record", data, {"state": "held"}, values, person, read, view=view,
    ))  # fmt: skip
    return answer(desk, order, "record_veto_item", payload, entry)


def _read_body(desk: Desk, sitting: MeetingFile) -> dict[str, int]:
    subject = f"body:{sitting.body.id}"
    return {subject: history(desk, subject)[-1].seq}


def _require_agreeing(order: Order, sitting: MeetingFile, values: Mapping[str, Any]) -> None:
    """Refuse a tally that the views do not bear out: of a veto nobody is asked about it later."""
    act = Act(f"meeting:{sitting.id}", 0, "item", order.at, order.on, order.actor.by, values)
    item = ItemFile(sitting, "veto", "", act, views_of(values), values)
    wrong = list(tally_faults(item, RECUSAL_BASE))
    if wrong:
        raise BadInput(
            f"票数、人数前后不符，共{len(wrong)}处",
            [Reason("R-REC-02", found, "票数、人数前后相符", ("填报人",)) for found in wrong],
        )


def _require_grounds(values: Mapping[str, Any]) -> None:
    """Refuse a vote put off without saying why, what is to be found out, by whom and when (R-DEC-10)."""
    if missing := ungrounded(values):
        raise BadInput(reasons=[Reason(
            "R-DEC-10", f"暂缓表决未写明{'、'.join(missing)}", "写明分歧或者待查问题、责任人和期限",
            ("meeting_secretary",),
        )])  # fmt: skip


def open_proposal(desk: Desk, person: str, veto: str) -> Record:
    """The proposal, still open: its hold stands until it is confirmed or found to be without ground.

    Raises NotFound, and NotAvailable for one that was settled (also by a veto since lifted).
    """
    records = history(desk, f"person:{person}")
    for one in records:
        proposal = one.kind == "standing" and one.data["act"] == "propose_veto"
        if proposal and one.data["veto"] == veto:
            if veto not in {hold.id for hold in person_file(person, records).holds}:
                raise NotAvailable(reasons=[
                    Reason("R-POL-08", "该项一票否决提议已了结", "有查实的事实的，重新提出")
                ])  # fmt: skip
            return one
    raise NotFound("没有这项一票否决提议")
