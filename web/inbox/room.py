"""What the four lists share (工作台): the blueprint, and the tabs with their counts."""

from dataclasses import dataclass

from flask import Blueprint

from web.acting import actor
from web.house import desk
from web.sight import sight
from workflow.queries.attention import times_followed
from workflow.queries.done import times
from workflow.queries.requests import waiting

bp = Blueprint("inbox", __name__)


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
    did, begun = times(desk(), who.account, who.duty)
    followed = 0 if below is None else times_followed(desk(), who.account, below)
    return [
        Tab("待办", "inbox.show", count()), Tab("已办", "inbox.done", did),
        Tab("我发起", "inbox.begun", begun), Tab("关注", "inbox.followed", followed),
    ]  # fmt: skip
