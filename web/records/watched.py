"""What supervision knows of a case (监督情况): for auditors, never for who handles it."""

from collections.abc import Mapping
from typing import Any

from flask import render_template
from flask_login import login_required

from web.acting import actor
from web.codes import SUBJECTS
from web.house import desk, today
from web.paths import page_of
from web.reading import Reader
from web.records.case import bp, called
from web.records.refused import in_words
from workflow.authority import require_look
from workflow.commands.changing import content_of
from workflow.commands.interference import HOW
from workflow.errors import NotFound
from workflow.queries.interference import register
from workflow.queries.narrowing import PAGE
from workflow.queries.titles import titles
from workflow.queries.watch import readings, refusals

AROUND = ("selection", "person", "post")  # of a case: what is about these concerns it too


@bp.get("/<case>/watched")
@login_required
def watched(case: str) -> Any:
    """Favours asked, attempts refused, papers read: of the case and of what it is about."""
    require_look(desk(), actor(), "watch", today())
    said = content_of(desk(), f"case:{case}")
    if not said:
        raise NotFound()
    subjects = [f"case:{case}", *_around(said)]
    names, reader = titles(desk(), subjects, ""), Reader(desk())
    refused = refusals(desk(), subjects=subjects)
    read = readings(desk(), subjects=subjects)
    return render_template(
        "records/watched.html", case=case, name=called(names[subjects[0]]), reader=reader, how=HOW,
        favours=register(desk(), actor(), today(), concerns=subjects)[:PAGE],
        refused=refused[:PAGE], more_refused=len(refused) > PAGE, what=in_words(reader),
        read=read[:PAGE], more_read=len(read) > PAGE, kinds=SUBJECTS, page_of=page_of,
        names=names,
    )  # fmt: skip


def _around(said: Mapping[str, Any]) -> list[str]:
    return [f"{kind}:{said[kind]}" for kind in AROUND]
