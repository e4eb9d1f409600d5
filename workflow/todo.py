"""What is to be done next on a case (待办): a pure function of its dossier."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workflow.activities import KINDS
from workflow.dossier import Dossier, Round
from workflow.edition import Activity, Edition, Move
from workflow.guards import GUARDS
from workflow.guards.applies import APPLIES
from workflow.machine import conditions, lacking


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing asked of a duty; `organization` is "" where the duty's usual place is meant."""

    activity: str  # or the name of the move
    act: str  # an act of the activity, or "move"
    title: str
    duty: str
    organization: str = ""
    due_on: str = ""


@dataclass(frozen=True, slots=True)
class Outlook:
    """How the next forward move stands: how many conditions block it, how many ask for a reason."""

    move: str
    blocked: int
    warned: int


def is_shared(dossier: Dossier, one: Todo) -> bool:
    """Whether it is asked once for the whole selection."""
    return one.act != "move" and dossier.edition.process.activities[one.activity].of == "selection"


def needed(edition: Edition, state: str) -> set[str]:
    """The activities that the moves onwards from a state need; where there is none, any move's.

    What is only for the exception (复议, 撤销, 宣布无效) is thus not shown as lacking.
    """
    moves = list(edition.moves_from(state))
    forward = [one for one in moves if one.direction == "forward"] or moves
    names = {name for one in forward for name in one.needs}
    for one in forward:
        for guard in one.guards:
            names.update(GUARDS[guard].reads)
    return names


def todos(dossier: Dossier, stands: Sequence[Outlook] | None = None) -> Iterator[Todo]:
    """Everything that people may supply now, and the forward moves that nothing blocks.

    `stands` is `ahead` of the same dossier, where the caller has judged it already.
    """
    for name, activity in dossier.edition.process.activities.items():
        if dossier.case.state in activity.within and applicable(dossier, activity):
            yield from _of_activity(dossier, name, activity)
    for one in ahead(dossier) if stands is None else stands:
        move = dossier.edition.move(one.move)
        if move is not None and one.blocked == 0:
            for duty in move.by:
                yield Todo(move.name, "move", move.title, duty)


def applicable(dossier: Dossier, activity: Activity) -> bool:
    """Whether the activity's condition holds on this dossier."""
    return activity.applies is None or APPLIES[activity.applies].holds(dossier)


def _of_activity(dossier: Dossier, name: str, activity: Activity) -> Iterator[Todo]:
    kind = KINDS[activity.kind]
    present = dossier.round(name)
    lacks = lacking(dossier, name)
    if present is not None and is_due_anew(dossier, name, activity, present):
        present, lacks = None, kind.lacks(activity, None, dossier)
    if not lacks:
        return
    if activity.kind == "opinion" and present is not None:
        yield from _answers(name, activity, present)
    act = next_act(activity, present)
    if act:
        for duty in kind.asked(activity, act, present, dossier):
            yield Todo(name, act, activity.title, duty)


def is_due_anew(dossier: Dossier, name: str, activity: Activity, present: Round) -> bool:
    """Whether what was done in an earlier state must be done again here, for the way onwards.

    The round itself is complete; it is a guard that looks for one of this state (R-CAND-01).
    """
    kind = KINDS[activity.kind]
    if not kind.starts_round(activity, kind.acts[0], present, dossier):
        return False
    onwards = (one for one in dossier.edition.moves_from(dossier.case.state)
               if one.direction == "forward")  # fmt: skip
    return any(name in GUARDS[guard].reads for one in onwards for guard in one.guards)


def _answers(name: str, activity: Activity, present: Round) -> Iterator[Todo]:
    answered = {(one["organization"], one["ask"]) for one in present.values.get("answers", ())}
    for asked in present.values.get("asked", ()):
        if (asked["organization"], asked["ask"]) not in answered:
            for duty in activity.record:
                yield Todo(
                    name, "answer", activity.title, duty, asked["organization"],
                    asked.get("due_on") or "",
                )  # fmt: skip


def next_act(activity: Activity, present: Round | None) -> str:
    """The act that comes next in an activity; "" when it waits for others (answers, a meeting)."""
    first = {"opinion": "ask", "signatures": "sign", "notice": "post", "meeting_item": "item",
             "period": ""}.get(activity.kind, "record")  # fmt: skip
    if present is None or not present.acts:
        return first
    if activity.kind in ("opinion", "meeting_item", "period"):
        return "respond" if activity.on_objection and present.of("answer") else ""
    if activity.mode == "full" and not _follows(present, "sign", "record"):
        return "sign"
    done = "sign" if activity.mode == "full" else first
    if activity.kind != "signatures" and activity.approve and not _follows(present, "approve", done):
        return "approve"
    return "conclude" if activity.kind == "notice" else first


def _follows(present: Round, act: str, done: str) -> bool:
    """Whether the last `act` came after the last `done`: a correction asks for a new one."""
    later, earlier = present.last(act), present.last(done)
    return later is not None and (earlier is None or later.seq > earlier.seq)


def outlook_of(dossier: Dossier, move: Move) -> Outlook:
    """How one move stands now, whoever would make it."""
    needs, guards = conditions(dossier, move)
    told = [one.severity for one in (*needs, *guards)]
    return Outlook(move.name, told.count("block"), told.count("warn"))


def ahead(dossier: Dossier) -> tuple[Outlook, ...]:
    """How each forward move stands from the present state."""
    return tuple(
        outlook_of(dossier, move)
        for move in dossier.edition.moves_from(dossier.case.state)
        if move.direction == "forward"
    )


def outlook(stands: Sequence[Outlook]) -> Outlook | None:
    """How the nearest of the forward moves stands; None where there is none."""
    return min(stands, key=lambda one: (one.blocked, one.warned), default=None)
