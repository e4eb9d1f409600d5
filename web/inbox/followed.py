"""Followed (关注): the cases I keep an eye on; following one and leaving off."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_login import login_required

from web.acting import actor
from web.cards import shown
from web.house import desk, house, look_again, now
from web.inbox.room import bp, tabs
from web.inbox.waiting import back
from web.paging import SIZE, paging
from web.sight import sight, viewer
from workflow.commands import attention
from workflow.queries.attention import is_followed
from workflow.queries.cards import Scope, rows

FOLLOWED = frozenset(("followed",))


@bp.get("/followed")
@login_required
def followed() -> Any:
    """The cases I follow, as far as I still may see them."""
    lists, below = tabs(), sight()
    page = paging(lists[3].count)
    found = [] if below is None else rows(
        desk(), viewer(), Scope(below), FOLLOWED, "due", start=page.start, most=SIZE
    )  # fmt: skip
    return render_template(
        "inbox/followed.html", tabs=lists, page=page, cards=[shown(one) for one in found],
        whole=below is not None,
    )  # fmt: skip


@bp.post("/cases/<case>/follow")
@login_required
def follow(case: str) -> Any:
    """Put a case on my list."""
    with house().desk() as writing:
        attention.follow(writing, actor(), case, now())
    look_again()
    flash("已关注。")
    return redirect(back(url_for("cases.show", case=case)), 303)


@bp.post("/cases/<case>/unfollow")
@login_required
def unfollow(case: str) -> Any:
    """Take a case off my list."""
    with house().desk() as writing:
        attention.unfollow(writing, actor(), case)
    look_again()
    flash("已取消关注。")
    return redirect(back(url_for(".followed")), 303)


@bp.app_template_global()
def follows(case: str) -> bool:
    """Whether I follow a case, for the button beside it."""
    return is_followed(desk(), actor().account, case)
