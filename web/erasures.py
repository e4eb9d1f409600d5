"""Lawful erasure of a person's values (依法删除个人信息): proposed, approved, declined, by those entitled."""

from typing import Any

from flask import Blueprint
from flask_login import login_required

from web.acting import actor
from web.forms.erasing import ACTS, erasing_now, erasing_sheet
from web.house import desk, today
from web.person_sheet import answer_sheet
from workflow import authority
from workflow.errors import NotFound
from workflow.queries.people import person as person_of

bp = Blueprint("erasures", __name__, url_prefix="/people/<person>/erasure")


@bp.route("/<name>", methods=["GET", "POST"])
@login_required
def act(person: str, name: str) -> Any:
    """An act of an erasure; only those entitled, and only what waits."""
    file, _ = person_of(desk(), person)
    authority.require_sight_of_person(desk(), actor(), file.organization, today())
    known = ACTS.get(name)
    if known is None:
        raise NotFound()
    authority.require(desk(), actor(), known.act, today(), file.organization)
    found = next((one for one in erasing_now(desk(), file) if one.name == name), None)
    if found is None:
        raise NotFound()
    return answer_sheet(
        person, known.title, erasing_sheet(desk(), name, person), known.act,
        lambda at, order, values: known.do(at, order, person, found.target, values),
    )  # fmt: skip
