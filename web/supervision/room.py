"""The room of supervision (监督): what of it is mine to record, to answer, to read."""

from typing import Any

from flask import Blueprint, render_template
from flask_login import login_required

from web.acting import actor
from web.house import desk, today
from web.reading import Reader
from workflow import authority
from workflow.queries.interference import recorded_by
from workflow.queries.prompts import prompts

bp = Blueprint("supervision", __name__, url_prefix="/supervision")
SHOWN = 20  # lines of a list on the first page


@bp.get("/")
@login_required
def index() -> Any:
    """What I recorded, the prompts that concern me, and where the rest is."""
    who = actor()
    own = recorded_by(desk(), who.account)
    return render_template(
        "supervision/index.html", own=own[:SHOWN], reader=Reader(desk()), today=today(),
        prompts=prompts(desk(), who, today())[:SHOWN],
        reads_register=who.duty in authority.LOOK["interference"],
        issues=who.duty in authority.DO["issue_prompt"],
        asked=who.duty in authority.DO["reply_prompt"], watches=who.duty in authority.READERS,
        reports=who.duty in authority.SEES_CASE,
    )  # fmt: skip
