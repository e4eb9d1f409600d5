"""Who may see and run a ballot (电子投票的权限): who sees its case sees it, who records its figures runs it."""

from dataclasses import dataclass, replace

from web.acting import actor
from web.house import desk, now, today
from workflow import authority
from workflow.activities import KINDS
from workflow.commands.ballot_papers import is_voted_on
from workflow.dossier import Dossier
from workflow.edition import Activity
from workflow.errors import NotAuthorised, NotFound
from workflow.journal.picture import dossier, selection_dossier
from workflow.queries.ballots import Ballot, ballot


@dataclass(frozen=True, slots=True)
class Page:
    """What a page of a ballot is about."""

    seen: Dossier
    activity: Activity


@dataclass(frozen=True, slots=True)
class Running(Page):
    """A ballot that was opened; `mine`: whether the actor runs it."""

    known: Ballot
    mine: bool


def entitled(subject: str, name: str) -> Page:
    """The activity that a ballot is to be opened for; raises NotFound, NotAuthorised."""
    page = _page(subject, name)
    _require(page)
    return page


def running(id: str, *, act: bool = False) -> Running:
    """A ballot that the actor may see, or may run where it is to `act`."""
    known = ballot(desk(), id)
    page = _page(known.subject, known.activity)
    mine = True
    try:
        _require(page)
    except NotAuthorised:
        if act:
            raise
        mine = False
    return Running(page.seen, page.activity, known, mine)


def _page(subject: str, name: str) -> Page:
    kind, _, id = subject.partition(":")
    seen = (dossier if kind == "case" else selection_dossier)(desk(), id, now())
    authority.require_sight(desk(), actor(), seen.selection.department, today())
    activity = seen.edition.process.activities.get(name)
    if activity is None or not is_voted_on(activity) or activity.of != kind:
        raise NotFound()
    return Page(replace(seen, actor=actor().by), activity)


def _require(page: Page) -> None:
    duties = KINDS[page.activity.kind].duties(page.activity, "record")
    authority.require_act(desk(), actor(), page.seen, duties)
