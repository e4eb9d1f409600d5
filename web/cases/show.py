"""The page of a case (事项页): why it cannot go on yet, what may be recorded, the last entries."""

from typing import Any

from flask import render_template
from flask_login import login_required

from web.acting import actor
from web.cases import picture
from web.cases.reminding import asked
from web.cases.room import bp, seen_case, view_of, ways
from web.doing import doings
from web.history import own_work, told
from web.house import desk
from web.reading import Reader
from workflow.definition.layout import COLUMNS
from workflow.dossier import Dossier
from workflow.edition import Move
from workflow.journal.read import history

WIDE = 8  # boxes beside each other on a wide screen; on paper as many as everywhere
LATEST = 12  # entries beside the conditions


@bp.get("/<case>")
@login_required
def show(case: str) -> Any:
    """The case: head, picture, why it cannot go on yet, what may be recorded, the last entries."""
    seen, who = seen_case(case), actor()
    reader = Reader(desk())
    moves = [view_of(seen, one) for one in seen.edition.moves_from(seen.case.state)]
    forward = [one for one in moves if one.move.direction == "forward"]
    subject, states = f"case:{case}", (seen.case.state,)
    marked = picture.marks(seen, forward)
    return render_template(
        "cases/show.html", seen=seen, reader=reader, who=who, subject=subject,
        steps=list(picture.stages(seen)), picture=picture.drawn(seen, marked, WIDE),
        printed=picture.drawn(seen, marked, COLUMNS),
        stands=list(picture.stands(seen, marked)), forward=forward,
        others=[one for one in moves if one.move.direction != "forward"],
        effect=lambda move: effect(seen, move), asked=asked(seen),
        own=list(doings(seen, subject, "case", who, states)),
        shared=list(doings(seen, f"selection:{seen.selection.id}", "selection", who, states)),
        entries=told(
            desk(), reader, own_work(history(desk(), subject))[: -LATEST - 1 : -1], briefly=True
        ),
        **ways(seen),
    )  # fmt: skip


def effect(seen: Dossier, move: Move) -> str:
    """What a move that does not lead onwards does, in plain words."""
    process = seen.edition.process
    target = process.states[move.target].title
    if move.direction == "end":
        return f"事项办结，转为“{target}”；已登记的内容全部保留。"
    again = [process.activities[one].title for one in move.reopens if one in process.activities]
    if move.reopens_chosen:
        again.append("办理时选定的内容")
    redo = f"须重新办理：{'、'.join(again)}；" if again else ""
    return f"回到“{target}”；{redo}其余已登记的内容继续有效。"
