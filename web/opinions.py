"""Opinions (征求意见): the one request that an outsider may see, and nothing around it."""

from typing import Any

from flask import Blueprint
from flask_login import login_required

from web.acting import actor
from web.activities import SheetPage, answer_page
from web.house import desk, now
from workflow.authority import path
from workflow.errors import NotFound
from workflow.journal.picture import dossier
from workflow.queries.requests import request_of

bp = Blueprint("opinions", __name__)


@bp.route("/requests/<path:id>", methods=["GET", "POST"])
@login_required
def request_page(id: str) -> Any:
    """Exactly what is asked: the form, and of the candidate name, unit and post; never the case."""
    who, found = actor(), request_of(desk(), id)
    if found is None or found.duty != who.duty or found.act in ("move", "item"):
        raise NotFound()
    mine = path(desk(), who.organization)
    if not mine or not path(desk(), found.organization).startswith(mine):
        raise NotFound()
    if not found.subject.startswith("case:"):
        raise NotFound()
    seen = dossier(desk(), found.subject.partition(":")[2], now())
    activity = seen.edition.process.activities[found.activity]
    subject = f"selection:{seen.selection.id}" if activity.of == "selection" else found.subject
    return answer_page(SheetPage(
        subject, found.activity, found.act, found.organization, narrow=True, asked=found,
        case=seen.case.id,
    ))  # fmt: skip
