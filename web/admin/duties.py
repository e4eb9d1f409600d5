"""Duties of an account (授予与终止岗位职责): given from a day on at an organization, ended on a day."""

from typing import Any

from flask import Blueprint, request
from flask_login import login_required

from web.admin.accounts import about, own_work
from web.admin.asking import ask, choice
from web.codes import duty_state
from web.forms.fields import Choices
from web.house import desk, today
from web.reading import Reader
from web.where import units_below
from workflow.commands.accounts import end_duty, grant_duty
from workflow.edition import Field
from workflow.errors import NotFound
from workflow.queries import choices

bp = Blueprint("duties", __name__, url_prefix="/admin/accounts")

@bp.route("/<id>/duties/new", methods=["GET", "POST"])
@login_required
def grant(id: str) -> Any:
    """Give a duty at an organization, from a day on, and to a day where that is known."""
    found = own_work(id, "grant_duty")
    titles = {name: one.title for name, one in choices.duties(desk()).items()}
    return ask(about(
        found, "授予岗位职责", "授予", {
            "duty": choice("岗位职责", dict(sorted(titles.items(), key=lambda one: one[1]))),
            "organization": Field(type="organization", title="在哪个单位"),
            "from": Field(type="date", title="自何日起"),
            "to": Field(type="date", title="至何日止（当日不再承担）", required=False),
        },
        "grant_duty", lambda at, order, values: grant_duty(at, order, id, values),
        given={"from": today().isoformat()},
        choices=Choices(organizations=units_below("")),
        notes=("岗位职责在该单位及其下级单位范围内有效。系统、安全保密、审计三员分立，且不兼任业务岗位。",),
    ))  # fmt: skip


@bp.route("/<id>/duties/end", methods=["GET", "POST"])
@login_required
def end(id: str) -> Any:
    """End a duty; it counts up to the day before."""
    found = own_work(id, "end_duty")
    reader, day = Reader(desk()), today()
    open_ones = {
        f"{one['duty']}@{one['organization']}":
            f"{reader.duty(one['duty'])}（{reader.organizations.get(one['organization'], '')}）"
        for one in found.duties if duty_state(one, day) != "已终止"
    }  # fmt: skip
    if not open_ones:
        raise NotFound("该账户没有在任的岗位职责")

    def ended(at: Any, order: Any, values: dict[str, Any]) -> object:
        duty, _, place = values["duty"].partition("@")
        return end_duty(at, order, id, duty, place, values["on"])

    return ask(about(
        found, "终止岗位职责", "终止", {
            "duty": choice("终止哪一项", open_ones),
            "on": Field(type="date", title="自何日起不再承担"),
        },
        "end_duty", ended, given={"duty": request.args.get("duty", ""), "on": day.isoformat()},
        notes=("以前以此职责办理的纪实不受影响。",),
    ))  # fmt: skip
