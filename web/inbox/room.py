"""What the four lists share (工作台): the blueprint, and the tabs with their counts."""

from dataclasses import dataclass

from flask import Blueprint

from web.acting import actor
from web.house import desk
from web.sight import sight, viewer
from workflow.queries.board import Scope, tallies
from workflow.queries.done import times_begun, times_done
from workflow.queries.requests import waiting

bp = Blueprint("inbox", __name__)
FOLLOWED = frozenset(("followed",))


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the four lists, with how much lies in it."""

    title: str
    endpoint: str
    count: int


def count() -> int:
    """How much waits for me, for the navigation."""
    who = actor()
    what = ("waiting", who.duty, who.organization)
    return desk().look(what, lambda: waiting(desk(), who.duty, who.organization))


def tabs() -> list[Tab]:
    """The four lists."""
    who, below = actor(), sight()
    followed = 0
    if below is not None:
        followed = tallies(desk(), viewer(), Scope(below), FOLLOWED).chips["followed"]
    return [
        Tab("待办", "inbox.show", count()),
        Tab("已办", "inbox.done", times_done(desk(), who.account, who.duty)),
        Tab("我发起", "inbox.begun", times_begun(desk(), who.account, who.duty)),
        Tab("关注", "inbox.followed", followed),
    ]
