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
from workflow.queries.cards import Card, cards_of
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
    known = _Known(records)
    return render_template(
        "inbox/begun.html", tabs=lists, page=page, rows=[known.stand(one) for one in deeds(records)],
    )  # fmt: skip


class _Known:
    """Where everything on one page stands, each kind of it read once."""

    def __init__(self, records: tuple[Record, ...]) -> None:
        ids: dict[str, set[str]] = {}
        for one in records:
            kind, _, id = one.subject.partition(":")
            ids.setdefault(kind, set()).add(id)
        asks = {one.subject for one in records if one.data["act"] == "ask"}
        self._cards = cards_of(desk(), ids.get("case", ()))
        self._stages = progress(desk(), ids.get("selection", ()))
        self._proposals = proposals_now(desk(), ids.get("person", ()))
        self._answers = answers_now(desk(), asks)

    def stand(self, deed: Deed) -> Begun:
        """One line; of what is out of sight by now, nothing more is told."""
        record = deed.told.record
        kind, _, id = record.subject.partition(":")
        if deed.title is None:
            return Begun(deed)
        if record.data["act"] == "ask":
            asked = self._answers.get((record.subject, record.data["activity"], record.data["round"]))
            due = due_of(desk().calendar, asked.due_on if asked else "", today())
            return Begun(deed, answered=asked, due=due)
        if kind == "case":
            return Begun(deed, self._cards[id], state_of(self._cards[id]).title)
        if kind == "selection":
            return Begun(deed, progress=self._stages.get(id, Progress({}, 0)))
        named = record.data.get("hold") or record.data["veto"]
        return Begun(deed, proposal=self._proposals.get(named, PENDING))
