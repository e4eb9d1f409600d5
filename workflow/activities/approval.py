"""Approval by another (审核): after the last record, once, and never by one who did what is approved."""

from collections.abc import Iterator, Sequence

from workflow.activities.fields import check_values
from workflow.activities.kind import ACTS, APPROVAL, Fault, Lack, done_by
from workflow.dossier import Dossier, Round, Values
from workflow.edition import Activity


def approval_faults(
    activity: Activity,
    values: Values,
    present: Round | None,
    dossier: Dossier,
    done: Sequence[str] = ("record",),
) -> Iterator[Fault]:
    """What is wrong with an approval; `done` names the acts whose people may not approve.

    The first of `done` is what is approved. Whoever had a hand in the round may not approve it,
    also when somebody else made the last correction (R-SEP-01).
    """
    yield from check_values(APPROVAL, values)
    if not activity.approve:
        yield Fault(ACTS["approve"], f"“{activity.title}”不须审核")
        return
    last = present.last(done[0]) if present else None
    if present is None or last is None:
        yield Fault(ACTS["approve"], f"“{activity.title}”尚未{ACTS[done[0]]}，不能审核")
        return
    if not approval_lacks(activity, present, done[0]):
        yield Fault(ACTS["approve"], "本次填报已经审核")
    if done_by(dossier.actor, (act for name in done for act in present.of(name))):
        yield Fault(ACTS["approve"], "审核人不得为填报人本人")


def approval_lacks(activity: Activity, present: Round | None, last: str = "record") -> list[Lack]:
    """The lack of an approval by another, after the last record (a correction asks for a new one).

    Empty while nothing is recorded: that is a lack of its own.
    """
    record = present.last(last) if present else None
    if not activity.approve or present is None or record is None:
        return []
    approved = present.last("approve")
    if approved and approved.seq > record.seq:
        return []
    return [Lack(f"“{activity.title}”尚未审核", "由另一人审核", activity.approve)]
