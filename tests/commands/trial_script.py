"""How the right people carry a case of the small process on, one state at a time (依次办理)."""

from collections.abc import Callable, Iterator
from datetime import date

from trial_acts import item, recorded

from workflow.commands.activities import record
from workflow.commands.cases import move
from workflow.commands.meetings import convene, record_item
from workflow.journal import Desk, Order
from workflow.journal.write import Entry

Call = Callable[[Desk, Order], Entry]
Step = tuple[str, int, Call]  # who, after how many days, does what
FOR_ALL = ("agree", "agree", "agree", "agree", "absent")


def carried(case: str, state: str, meeting: str, today: date) -> Iterator[Step]:
    """What is done in a state, and the move that leads on; nothing in a final state."""
    match state:
        case "analysis":
            yield from _both(case, "quota_snapshot", state, today, "clerk", "chief")
        case "investigation":
            yield from _branch(case, today)
        case "discussion":
            yield from _committee(case, meeting, today)
        case "publicity":
            yield from _publicity(case, today)
    leads = {"analysis": "begin", "investigation": "submit", "discussion": "adopt",
             "publicity": "try_out", "probation": "confirm"}  # fmt: skip
    if state in leads:
        yield from _both(case, "political_check", state, today, "checker", "checker2")
        name = leads[state]
        yield (
            "minutes" if name == "adopt" else "head", 0,
            lambda desk, order: move(desk, order, case, name),
        )  # fmt: skip


def _record(case: str, activity: str, act: str, state: str, today: date) -> Call:
    subject = "selection:sel" if activity == "quota_snapshot" else f"case:{case}"
    values = recorded(activity, act, state, today)
    return lambda desk, order: record(desk, order, subject, activity, act, values)


def _both(
    case: str, activity: str, state: str, today: date, first: str, second: str
) -> Iterator[Step]:
    yield first, 0, _record(case, activity, "record", state, today)
    yield second, 0, _record(case, activity, "approve", state, today)


def _branch(case: str, today: date) -> Iterator[Step]:
    """Members are asked after at their branch; for others the route is recorded."""
    if case == "case1":
        yield from _both(case, "branch_route", "", today, "leader", "chief")
    else:
        yield "leader", 0, _record(case, "branch_opinion", "ask", "", today)
        yield "branch", 0, _record(case, "branch_opinion", "answer", "", today)


def _committee(case: str, meeting: str, today: date) -> Iterator[Step]:
    sitting = {"body": "body", "kind": "committee", "held_on": today.isoformat(), "chair": "m0"}
    yield "minutes", 0, lambda desk, order: convene(desk, order, meeting, sitting)
    yield "minutes", 0, lambda desk, order: record_item(
        desk, order, meeting, case, "committee_decision", item(FOR_ALL)
    )


def _publicity(case: str, today: date) -> Iterator[Step]:
    yield "chief", 0, _record(case, "publicity_notice", "post", "", today)
    yield "head", 0, _record(case, "publicity_notice", "approve", "", today)
    yield "supervision", 14, _record(case, "publicity_notice", "conclude", "", today)
    yield "head2", 0, _record(case, "publicity_notice", "conclude", "", today)
