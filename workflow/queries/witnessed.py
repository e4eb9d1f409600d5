"""How long ago a witness saw the log (见证期限): the policy of the instance, and whether it is overdue.

What was recorded after the last receipt can be written anew by whoever holds server, key and signer;
so the receipts are to come in often, and an instance may refuse decisions while they do not.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, exists, func, select

from workflow.canonical import reread
from workflow.edition import Edition, Move
from workflow.journal import Desk
from workflow.journal.read import moment
from workflow.models import TABLES, checkpoints, receipts
from workflow.models.prepared import Prepared
from workflow.workdays import CalendarMissing, local_day

SUBJECT = "ledger:witness"
RULE, ARTICLE = "R-TRACE-02", "全程纪实有关规定；本系统存证办法（见证期限）"
USUAL = 1  # working days, where nothing else was set
WHO = ("audit_admin", "audit_reader")  # who has it witnessed, and the receipt kept


@dataclass(frozen=True, slots=True)
class Policy:
    """Within how many working days a receipt must come in; whether decisions are refused without."""

    days: int = USUAL
    refuses: bool = False


@dataclass(frozen=True, slots=True)
class Lateness:
    """The policy, when a witness saw the log last (None: never), and the last day that is in time.

    `due`: None where the calendar does not reach so far.
    """

    policy: Policy
    last: date | None
    due: date | None
    today: date

    @property
    def late(self) -> bool:
        """Whether the receipt is overdue; a year without a calendar is no excuse."""
        return self.due is None or self.today > self.due

    @property
    def found(self) -> str:
        """How it stands, in words."""
        seen = f"最近一次见证回执是{self.last}" if self.last else "签署以来还没有见证回执"
        return f"{seen}，{f'应于{self.due}前' if self.due else '应当'}取得新的回执"

    @property
    def needed(self) -> str:
        """What is to be done, in words."""
        return f"安排见证并收存回执（{self.policy.days}个工作日内一次）以后再办理"


_SAID = TABLES["ledger"].c
_POLICY = Prepared(select(_SAID.content).where(_SAID.id == SUBJECT.partition(":")[2]))
_FIRST_HEAD = select(func.min(checkpoints.c.at)).scalar_subquery()
_LAST_RECEIPT = (
    select(func.max(receipts.c.at)).where(receipts.c.at < bindparam("before")).scalar_subquery()
)
_SEEN = Prepared(
    select(_LAST_RECEIPT, func.coalesce(_LAST_RECEIPT, _FIRST_HEAD))
    .where(exists(select(checkpoints.c.size)))
)  # fmt: skip


def policy(desk: Desk) -> Policy:
    """The policy in force."""
    (told,) = _POLICY.row(desk.db) or (None,)
    said = reread(told) if told else {}
    return Policy(said.get("days", USUAL), said.get("refuses", False))


def lateness(desk: Desk, today: date) -> Lateness | None:
    """How the witness's receipts stand; None before the first signed head, when nothing can be seen.

    A receipt that claims a later day than today does not count.
    """
    seen = _SEEN.row(desk.db, before=f"{today}T24")
    if seen is None:
        return None
    last, since = seen
    force, begun = policy(desk), local_day(moment(str(since)))
    try:
        due = desk.calendar.add_workdays(begun, force.days)
    except CalendarMissing:
        due = None
    return Lateness(force, begun if last else None, due, today)


def decides(edition: Edition, move: Move) -> bool:
    """Whether a move is a decision: it rests on a collective one, or somebody takes or leaves a post."""
    activities = edition.process.activities
    rests = any(activities[one].kind == "meeting_item" for one in move.needs)
    return move.direction == "forward" and (rests or move.target in edition.process.goals)
