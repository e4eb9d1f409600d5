"""What follows from a sitting (会议之后的办理): the moves that rest on its items, as they stand now."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from workflow.dossier import Dossier
from workflow.edition import Activity, Edition, Move
from workflow.guards import GUARDS
from workflow.journal import Actor, Desk
from workflow.journal.picture import dossier
from workflow.queries.cases import MoveView, move_view
from workflow.queries.meetings import Sitting

PUT_OFF = "no_vote_taken"  # asked of the move by which a vote is put off, which needs no vote


@dataclass(frozen=True, slots=True)
class Following:
    """One case that a sitting took up, and how each move that its item may lead to stands."""

    activity: str
    seen: Dossier
    views: tuple[MoveView, ...]

    @property
    def open(self) -> tuple[MoveView, ...]:
        """The moves that nothing blocks: an edition lets a vote lead one way only."""
        return tuple(one for one in self.views if not one.blocked)

    @property
    def way(self) -> MoveView | None:
        """The one move that can be made beside others; None where more is to be chosen or filled in."""
        told = self.open
        return told[0] if len(told) == 1 and not is_asking(told[0].move) else None


def is_asking(move: Move) -> bool:
    """Whether whoever makes the move fills something in besides reasons."""
    return bool(move.fields or move.reopens_chosen)


def rests_on(move: Move, activity: str) -> bool:
    """Whether a move is judged by what a meeting did in this activity."""
    reads = {one for guard in move.guards for one in GUARDS[guard].reads}
    return activity in move.needs or activity in reads or PUT_OFF in move.guards


def ways(edition: Edition, activity: str, state: str, duty: str) -> list[Move]:
    """The moves of a duty to which an item on a case in that state may lead."""
    spec: Activity | None = edition.process.activities.get(activity)
    if spec is None or state not in spec.within:
        return []
    return [one for one in edition.moves_from(state)
            if duty in one.by and rests_on(one, activity)]  # fmt: skip


def followings(
    desk: Desk, sitting: Sitting, actor: Actor, cases: Collection[str], at: datetime
) -> Iterator[Following]:
    """What the actor has to do with these cases after the sitting, in the order of its items.

    Not where another meeting took the case up since, or where it has left that step.
    """
    last = {one.matter: one for one in sitting.items}
    for item in last.values():
        if item.case not in cases:
            continue
        seen = dossier(desk, item.case, at)
        present = seen.item(item.activity)
        moves = ways(seen.edition, item.activity, seen.case.state, actor.duty)
        if moves and present is not None and present.act.digest == item.act.digest:
            judged = replace(seen, actor=actor.by)
            yield Following(item.activity, seen, tuple(move_view(judged, one) for one in moves))
