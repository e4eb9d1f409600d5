"""What the pages of a case share (事项页): the blueprint, the dossier, how a move stands."""

from dataclasses import replace
from typing import Any

from flask import Blueprint

from web.acting import actor
from web.evidence import evidence
from web.house import desk, now, today
from web.paths import supplier
from workflow import authority
from workflow.dossier import Dossier
from workflow.edition import Move
from workflow.journal.picture import dossier
from workflow.queries.cases import MoveView, move_view

bp = Blueprint("cases", __name__, url_prefix="/cases")


def seen_case(id: str) -> Dossier:
    """The dossier of a case that the actor may see; raises NotFound."""
    seen = dossier(desk(), id, now())
    authority.require_sight(desk(), actor(), seen.selection.department, today())
    return seen


def view_of(seen: Dossier, spec: Move) -> MoveView:
    """How a move stands; with the separation of duties where the actor could make it."""
    who = actor()
    return move_view(replace(seen, actor=who.by) if who.duty in spec.by else seen, spec)


def ways(seen: Dossier) -> dict[str, Any]:
    """What the table of conditions asks: who can supply one, what one that is met rests on."""
    duty = actor().duty
    return {
        "supplier": lambda finding: supplier(seen, finding, duty),
        "evidence": lambda finding: list(evidence(seen, finding)),
    }  # fmt: skip
