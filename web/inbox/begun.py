"""Set going (我发起): selections and cases I opened, holds and vetoes I proposed, opinions I asked for."""

from dataclasses import dataclass
from typing import Any

from flask import render_template
from flask_login import login_required

from web.acting import actor
from web.cards import state_of
from web.due import Due, due_of
from web.house import desk, today
from web.inbox.done import Deed, deeds
from web.inbox.room import bp, tabs
from web.paging import SIZE, paging
from workflow.journal.read import Record
from workflow.queries.board import Card, cards_of
from workflow.queries.done import begun as entries_begun
from workflow.queries.outcomes import PENDING, Answered, answers_now, proposals_now
from workflow.queries.selections import Progress, progress


@dataclass(frozen=True, slots=True)
class Begun:
    """One line of what I set going: one of the four is there, by the kind of subject and act."""

    deed: Deed
    card: Card | None = None
    state: str = ""
    progress: Progress | None = None
    proposal: str = ""
    answered: Answered | None = None
    due: Due | None = None


@bp.get("/begun")
@login_required
def begun() -> Any:
    """What I set going, and where it stands."""
    lists, who = tabs(), actor()
    page = paging(lists[2].count)
    records = entries_begun(desk(), who.account, who.duty, start=page.start, most=SIZE)
    return render_template("inbox/begun.html", tabs=lists, page=page, rows=_stand(records))


def _stand(records: tuple[Record, ...]) -> list[Begun]:
    """Each with where it stands; of what is out of sight by now, nothing more is told."""
    subjects: dict[str, set[str]] = {}
    for one in records:
        kind, _, id = one.subject.partition(":")
        subjects.setdefault(kind, set()).add(id)
    cards = cards_of(desk(), subjects.get("case", ()))
    stages = progress(desk(), subjects.get("selection", ()))
    proposed = proposals_now(desk(), subjects.get("person", ()))
    answers = answers_now(desk(), {one.subject for one in records if one.data["act"] == "ask"})
    found = []
    for deed in deeds(records):
        record = deed.told.record
        kind, _, id = record.subject.partition(":")
        if deed.title is None:
            found.append(Begun(deed))
        elif record.data["act"] == "ask":
            key = (record.subject, record.data["activity"], record.data["round"])
            asked = answers.get(key)
            due = due_of(desk().calendar, asked.due_on if asked else "", today())
            found.append(Begun(deed, answered=asked, due=due))
        elif kind == "case":
            card = cards[id]
            found.append(Begun(deed, card, state_of(card).title))
        elif kind == "selection":
            found.append(Begun(deed, progress=stages.get(id, Progress({}, 0))))
        else:
            named = record.data.get("hold") or record.data.get("veto", "")
            found.append(Begun(deed, proposal=proposed.get(named, PENDING)))
    return found
