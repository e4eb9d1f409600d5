"""Acts on a person's standing (暂缓、一票否决、复核): the forms, for those entitled."""

from typing import Any

from flask import Blueprint, request
from flask_login import login_required

from web.acting import actor
from web.forms.standing import ACTS, Standing, act_sheet, current
from web.house import desk, today
from web.person_sheet import answer_sheet
from workflow import authority
from workflow.errors import NotFound
from workflow.queries.people import person as person_of

bp = Blueprint("standings", __name__, url_prefix="/people/<person>/standing")


@bp.route("/<name>", methods=["GET", "POST"])
@login_required
def act(person: str, name: str) -> Any:
    """An act on the person's standing: hold, veto, review; only those entitled."""
    file, records = person_of(desk(), person)
    authority.require_sight_of_person(desk(), actor(), file.organization, today())
    known = ACTS.get(name)
    if known is None:
        raise NotFound()
    authority.require(desk(), actor(), known.act, today())
    found: Standing | None = next(
        (one for one in current(file, records) if one.name == name), None
    )
    if found is None and request.method == "GET":
        raise NotFound()
    target = found.target if found else request.form.get("target", "")
    return answer_sheet(
        person, known.title, act_sheet(desk(), name, person, target), name,
        lambda at, order, values: known.do(at, order, person, target, values),
    )  # fmt: skip
