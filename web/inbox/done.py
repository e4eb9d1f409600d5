"""Done (已办): what I did under my present duty, the latest first."""

from dataclasses import dataclass
from typing import Any

from flask import render_template
from flask_login import login_required

from web.acting import actor
from web.history import Told, told
from web.house import desk
from web.inbox.room import bp, tabs
from web.paging import SIZE, paging
from web.paths import page_of
from web.reading import Reader
from web.sight import sight
from workflow.journal.read import Record
from workflow.queries.done import done as entries_done
from workflow.queries.titles import Title, titles

PAGES = ("case", "selection", "person", "meeting")


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of what was done: the entry, and the subject as far as it may be known."""

    told: Told
    title: Title | None
    url: str


@bp.get("/done")
@login_required
def done() -> Any:
    """What I did."""
    lists, who = tabs(), actor()
    page = paging(lists[1].count)
    records = entries_done(desk(), who.account, who.duty, start=page.start, most=SIZE)
    return render_template("inbox/done.html", tabs=lists, page=page, deeds=deeds(records))


def deeds(records: tuple[Record, ...]) -> list[Deed]:
    """Entries with their subjects; who sees no case knows only what he did at his own place."""
    whole, here = sight() is not None, actor().organization
    subjects = {one.subject for one in records if whole or one.by.organization == here}
    known = titles(desk(), subjects, sight() or "")
    return [
        Deed(one, known.get(one.record.subject), _page(one.record.subject, known, whole))
        for one in told(desk(), Reader(desk()), records)
    ]


def _page(subject: str, known: dict[str, Title], whole: bool) -> str:
    shown = whole and subject in known and subject.partition(":")[0] in PAGES
    return page_of(subject) if shown else ""
