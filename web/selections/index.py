"""The list of selections (批次列表): how many cases of each stand in which stage."""

from typing import Any

from flask import render_template
from flask_login import login_required

from web.acting import actor
from web.house import desk
from web.paging import SIZE, paging
from web.reading import Reader
from web.selections.room import bp
from web.sight import sight
from workflow import authority
from workflow.queries.selections import how_many, progress, selections


@bp.get("/")
@login_required
def index() -> Any:
    """The selections I may see, the last opened first."""
    below = sight()
    page = paging(0 if below is None else how_many(desk(), below))
    rows = [] if below is None else selections(desk(), below, start=page.start, most=SIZE)
    stages = {row.id: desk().edition(row.edition).process.stages for row in rows}
    return render_template(
        "selections/index.html", rows=rows, page=page, reader=Reader(desk()), stages=stages,
        progress=progress(desk(), [row.id for row in rows]),
        may_open=actor().duty in authority.DO["open_selection"],
    )  # fmt: skip
