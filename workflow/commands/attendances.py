"""Attendance of a meeting (会议签到): who came, came late, left or was away, and why; an entry of its own.

Each item still records who was present for it: quorum is counted for every item (R-DEC-04).
"""

from collections.abc import Mapping
from typing import Any

from workflow import authority
from workflow.activities.attendance import check_attendance
from workflow.commands.once import answer, answered, require_dates
from workflow.commands.sittings import place_of, require_held, sitting_of
from workflow.errors import BadInput, Reason
from workflow.journal import Desk, Draft, Order, append, lock
from workflow.journal.write import Entry


def take_attendance(desk: Desk, order: Order, meeting: str, values: Mapping[str, Any]) -> Entry:
    """Record who attended; taken again it is corrected. Raises BadInput with every fault."""
    payload = {"meeting": meeting, "values": dict(values)}
    if known := answered(desk, order, "take_attendance", payload):
        return known
    require_dates(order)
    authority.require(desk, order.actor, "take_attendance", order.today, place_of(desk, meeting))
    lock(desk, [f"meeting:{meeting}"], order.seen)
    require_held(desk, order, meeting)
    sitting = sitting_of(desk, meeting)
    if faults := check_attendance(values, sitting.roster, sitting.chair):
        raise BadInput(
            f"到会情况有误，共{len(faults)}处",
            [Reason("R-DEC-04", one.message, "按签到情况据实登记") for one in faults],
        )
    entry = append(desk, order, Draft(
        f"meeting:{meeting}", "record", {"act": "attendance"}, {"state": "held"}, values,
    ))  # fmt: skip
    return answer(desk, order, "take_attendance", payload, entry)
