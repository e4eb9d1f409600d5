"""What the pages of selections share (批次): the blueprint, and one selection that may be seen."""

from flask import Blueprint

from web.acting import actor
from web.house import desk, today
from workflow import authority
from workflow.queries.selections import SelectionRow, selection

bp = Blueprint("selections", __name__, url_prefix="/selections")


def seen(id: str) -> SelectionRow:
    """A selection that the actor may see; raises NotFound."""
    row = selection(desk(), id)
    authority.require_sight(desk(), actor(), row.department, today())
    return row
