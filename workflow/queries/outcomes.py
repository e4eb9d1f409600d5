"""What became of what was set going (目前情况): of holds and vetoes proposed, of opinions asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import case, func, select

from workflow.journal import Desk
from workflow.journal.read import chosen
from workflow.models import entries, inquiries

# What a later act makes of a hold or of a proposal; which of them it names, is in its data.
ENDED, CONFIRMED, LIFTED, PENDING = "ended", "confirmed", "lifted", "pending"


@dataclass(frozen=True, slots=True)
class Answered:
    """One request for opinions in one round: of how many asked, and the nearest due day left."""

    asked: int
    answered: int
    due_on: str  # "" where none is set, or all have answered


def proposals_now(desk: Desk, people: Iterable[str]) -> Mapping[str, str]:
    """How every hold and every proposed veto of some people stands, by its id; one statement."""
    wanted = tuple(f"person:{one}" for one in people)
    if not wanted:
        return {}
    query = (
        select(entries.c.digest, entries.c.body)
        .where(entries.c.subject.in_(wanted), entries.c.kind == "standing")
        .order_by(entries.c.subject, entries.c.seq)
    )
    found: dict[str, str] = {}
    for record in chosen(desk, query, sealed=True):
        data = record.data
        match data["act"]:
            case "hold" | "propose_veto":
                found[data.get("hold") or data["veto"]] = PENDING
            case "end_hold":
                found[data["hold"]] = ENDED
            case "confirm_veto":
                found[data["veto"]] = CONFIRMED
            case "review" if data["outcome"] == "lifted":
                found[data["veto"]] = LIFTED
    return found


def answers_now(desk: Desk, subjects: Iterable[str]) -> Mapping[tuple[str, str, int], Answered]:
    """How the requests of some subjects stand, by subject, activity and round; one statement."""
    wanted, own = tuple(subjects), inquiries.c
    if not wanted:
        return {}
    answered = func.sum(case((own.answered_on != "", 1), else_=0))
    due = func.min(case((own.answered_on == "", func.nullif(own.due_on, ""))))
    query = (
        select(
            own.subject, own.activity, own.round, func.count().label("asked"),
            answered.label("answered"), due.label("due_on"),
        )
        .where(own.subject.in_(wanted))
        .group_by(own.subject, own.activity, own.round)
    )  # fmt: skip
    return {
        (row.subject, row.activity, row.round): Answered(row.asked, row.answered, row.due_on or "")
        for row in desk.db.execute(query)
    }
