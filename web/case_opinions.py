"""Opinions asked in one case (事项征求意见): each round, who answered what, who is late, reminding."""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import login_required
from wtforms import StringField
from wtforms.validators import Length, Optional

from web.acting import actor, tried
from web.days import left_words
from web.errors import refused
from web.forms.base import OrderForm
from web.forms.texts import visible
from web.house import desk, now, today
from web.labels import ASKS
from web.reading import Reader
from web.rounds import Asked, asked_rounds
from workflow import authority
from workflow.commands.activities import record
from workflow.dossier import Dossier
from workflow.errors import BadInput, NotFound
from workflow.journal import Desk, Order
from workflow.journal.picture import dossier

bp = Blueprint("case_opinions", __name__)


class RemindForm(OrderForm):
    """A reminder (催办) to one or to all who still owe an answer."""

    text = StringField("催办内容（可不填）", validators=[Optional(), Length(max=500), visible])


def _seen(id: str) -> Dossier:
    seen = dossier(desk(), id, now())
    authority.require_sight(desk(), actor(), seen.selection.department, today())
    return seen


@bp.get("/cases/<id>/opinions")
@login_required
def show(id: str) -> Any:
    """Every round of every request of a case, with what can be done about it."""
    return _shown(id, RemindForm())


def _shown(id: str, form: RemindForm) -> str:
    seen, who = _seen(id), actor()
    form.renew({f"case:{id}": seen.read[f"case:{id}"]})
    return render_template(
        "opinions/case.html", seen=seen, rounds=list(asked_rounds(seen)), reader=Reader(desk()),
        form=form, who=who, asks=ASKS, words=left_words, may_ask=_askable(seen, who.duty),
    )  # fmt: skip


def _askable(seen: Dossier, duty: str) -> dict[str, str]:
    """The opinions that this duty could ask for in the present state and that nobody asked for yet."""
    return {
        name: activity.title for name, activity in seen.edition.process.activities.items()
        if activity.kind == "opinion" and activity.of == "case" and duty in activity.ask_by
        and seen.case.state in activity.within and seen.round(name) is None
    }  # fmt: skip


@bp.post("/cases/<id>/opinions/<name>/remind")
@login_required
def remind(id: str, name: str) -> Any:
    """Remind one organization, or all that still owe an answer; each reminder is an entry."""
    seen, form = _seen(id), RemindForm()
    found = next((one for one in asked_rounds(seen) if one.name == name and one.present), None)
    if found is None:
        raise NotFound()
    authority.require_act(desk(), actor(), seen, found.activity.ask_by)
    if not form.validate_on_submit():
        return _shown(id, form), 422
    subject = f"selection:{seen.selection.id}" if found.activity.of == "selection" else f"case:{id}"
    wanted = _wanted(found)
    error = tried(form, subject, f"remind {name}", lambda at, order: _remind(
        at, order, subject, name, wanted, (form.text.data or "").strip()
    ))  # fmt: skip
    if error is not None:
        return refused(error)
    flash(f"已催办{len(wanted)}个单位：{found.activity.title}。")
    return redirect(url_for(".show", id=id), 303)


def _wanted(found: Asked) -> list[str]:
    """Whom the button named, else everybody who still owes an answer. Raises BadInput for nobody."""
    waiting = list(dict.fromkeys(one.organization for one in found.waiting))
    only = request.form.get("only", "")
    if not waiting or (only and only not in waiting):
        raise BadInput("没有需要催办的单位：都已答复，或者不在本轮征求范围。")
    return [only] if only else waiting


def _remind(
    desk: Desk, order: Order, subject: str, name: str, wanted: Iterable[str], text: str
) -> None:
    """One entry an organization; each has a command id of its own, made from that of the form."""
    for place in wanted:
        one = replace(order, id=str(uuid.uuid5(uuid.UUID(order.id), place)))
        told = {"organization": place, **({"text": text} if text else {})}
        record(desk, one, subject, name, "remind", told)
        order = replace(order, seen={})  # what was on the screen was so before the first of them
