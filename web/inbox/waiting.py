"""To do (待办): what is asked of my duty, the nearest due day first; signing for it, giving it back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import login_required

from web.acting import actor
from web.cards import state_of
from web.due import Due, due_of
from web.house import desk, house, look_again, now, today
from web.inbox.room import bp, count, tabs
from web.labels import MEETINGS
from web.paging import SIZE, paging
from web.paths import is_own_path, work_page
from web.reading import Reader
from web.sight import sight
from web.sittings import may_see
from workflow.activities.kind import ACTS
from workflow.commands import attention
from workflow.errors import NotFound
from workflow.queries.cards import Card, cards_of
from workflow.queries.meetings import MeetingRow, ahead, seats
from workflow.queries.requests import Request, inbox
from workflow.queries.titles import titles

WORDS = {"move": "流转", "reply": "答复"}  # of acts that no kind of activity has


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the inbox; of a case only what the actor may know of it."""

    request: Request
    act: str
    card: Card | None
    state: str
    batch: str
    due: Due | None
    duty: str
    url: str


@bp.get("/")
@login_required
def show() -> Any:
    """What is asked of me."""
    page = paging(count())
    return render_template(
        "inbox/show.html", tabs=tabs(), page=page, tasks=list(_tasks(page.start)),
        whole=sight() is not None, me_account=actor().account, sittings=_sittings(),
        kinds=MEETINGS,
    )  # fmt: skip


def _sittings() -> list[MeetingRow]:
    """The meetings ahead of the bodies in which I sit, as far as I may see them."""
    mine = actor().person
    below = sight()
    if below is None or not mine:
        return []
    bodies = [one.id for one in seats(desk(), below) if mine in one.members and may_see(one.organization)]
    return ahead(desk(), today(), bodies) if bodies else []


def _tasks(start: int) -> Iterator[Task]:
    who, reader, whole = actor(), Reader(desk()), sight() is not None
    asked = inbox(desk(), who.duty, who.organization, start=start, most=SIZE)
    cards = cards_of(desk(), {_id(one.subject) for one in asked if one.subject.startswith("case:")})
    batches = titles(desk(), {_matter(one) for one in asked}, "") if whole else {}
    for one in asked:
        card = cards.get(_id(one.subject))
        batch = card.selection_title if card and whole else ""
        yield Task(
            one, WORDS.get(one.act) or ACTS.get(one.act, one.act),
            None if one.shared else card, state_of(card).title if card and whole else "",
            batch or (batches[_matter(one)].name if _matter(one) in batches else ""),
            due_of(desk().calendar, one.due_on, today()), reader.duty(one.from_duty),
            work_page(one, _matter(one), whole=whole),
        )  # fmt: skip


def _id(subject: str) -> str:
    return subject.partition(":")[2]


def _matter(one: Request) -> str:
    """In whose journal it is done: what a selection is asked, in its own."""
    return one.task.partition("/")[0] if one.shared else one.subject


@bp.post("/claim")
@login_required
def claim() -> Any:
    """Sign for what is asked of several."""
    return _attended(attention.claim, "已签收；其他有权办理的人仍可办理。")


@bp.post("/give-back")
@login_required
def give_back() -> Any:
    """Give back what I have signed for."""
    return _attended(attention.give_back, "已退回签收。")


def _attended(command: Callable[..., None], told: str) -> Any:
    task = request.form.get("task", "")
    if not task.isprintable():  # a NUL is a fault to one database and nothing to the other
        raise NotFound("没有这项待办")
    with house().desk() as writing:
        command(writing, actor(), task, now())
    look_again()
    flash(told)
    return redirect(back(url_for(".show")), 303)


def back(home: str) -> str:
    """The page of this site that a small form was on."""
    wanted = request.form.get("back", "")
    return wanted if is_own_path(wanted) else home
