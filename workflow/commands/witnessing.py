"""The policy of witnessing (见证期限): set by an entry; decisions are refused where it says so."""

from workflow import authority
from workflow.commands.once import answer, answered, require_dates
from workflow.edition import Edition, Move
from workflow.errors import BadInput, Reason
from workflow.journal import Desk, Draft, Order, append
from workflow.journal.write import Entry
from workflow.queries.witnessed import ARTICLE, RULE, SUBJECT, WHO, decides, lateness

LEAST, MOST = 1, 20  # working days: a window of more than a month is none


def set_witness_policy(desk: Desk, order: Order, days: int, refuses: bool, reason: str) -> Entry:
    """Set within how many working days a receipt must come in, and whether decisions wait for it.

    Raises BadInput with every fault, NotAuthorised.
    """
    payload = {"days": days, "refuses": refuses, "reason": reason}
    if known := answered(desk, order, "set_witness_policy", payload):
        return known
    require_dates(order)
    authority.require(desk, order.actor, "set_witness_policy", order.today)
    faults = []
    if not LEAST <= days <= MOST:
        faults.append(Reason(RULE, f"见证期限{days}个工作日", f"{LEAST}至{MOST}个工作日", (), ARTICLE))
    if not reason.strip():
        faults.append(Reason(RULE, "没有设定的理由", "写明理由", (), ARTICLE))
    if faults:
        raise BadInput("见证期限设定有误", faults)
    changes = {"days": days, "refuses": refuses}
    entry = append(desk, order, Draft(
        SUBJECT, "change", {"act": "set_witness_policy", "reason": reason}, changes
    ))  # fmt: skip
    return answer(desk, order, "set_witness_policy", payload, entry)


def late_witness(desk: Desk, order: Order, edition: Edition, move: Move) -> tuple[Reason, ...]:
    """Why a decision has to wait for a receipt; nothing where none is due or the policy only warns."""
    if not decides(edition, move):
        return ()
    told = lateness(desk, order.today)
    if told is None or not told.late or not told.policy.refuses:
        return ()
    who = tuple(map(edition.duty_title, WHO))
    return (Reason(RULE, f"存证逾期未见证：{told.found}", told.needed, who, ARTICLE),)
