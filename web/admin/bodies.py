"""Bodies (领导班子): who belongs to which from when to when; the roster of any day."""

from datetime import date
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_login import login_required

from web.acting import actor
from web.admin.asking import Asked, Values, ask, choice, made, rows_of
from web.admin.posts import below
from web.codes import BODIES, ROLES
from web.forms.fields import Choices
from web.house import desk, today
from web.reading import Reader
from web.records.words import readable
from web.where import units_below
from web.whom import around, people_around
from workflow import authority
from workflow.commands.organizations import enter_body
from workflow.dossier import BodyFile
from workflow.edition import Field
from workflow.errors import BadInput
from workflow.journal import Desk, Order
from workflow.queries.naming import naming
from workflow.queries.places import bodies, body

bp = Blueprint("bodies", __name__, url_prefix="/bodies")
FIELDS = {
    "name": Field(type="text", title="名称"),
    "kind": choice("类别", BODIES),
    "organization": Field(type="organization", title="所属单位"),
    "members": rows_of("成员", {
        "person": Field(type="person", title="姓名"), "role": choice("身份", ROLES),
        "from": Field(type="date", title="自何日起"),
        "to": Field(type="date", title="至何日止", required=False),
    }),
}  # fmt: skip
HERE = "领导班子"


@bp.get("/")
@login_required
def index() -> Any:
    """The bodies that I may see."""
    today_ = today().isoformat()
    return render_template(
        "admin/bodies.html", rows=bodies(desk(), below()), kinds=BODIES, today=today_,
        may=actor().duty in authority.DO["enter_body"],
    )  # fmt: skip


@bp.get("/<id>")
@login_required
def show(id: str) -> Any:
    """One body with its roster of a day (`day`, else today) and everybody who ever belonged to it."""
    found, records = body(desk(), id)
    authority.require_sight(desk(), actor(), found.organization, today())
    day, reader = day_asked(), Reader(desk())
    return render_template(
        "admin/body.html", one=found, day=day, roster=found.roster(day), kinds=BODIES, roles=ROLES,
        reader=reader, may=actor().duty in authority.DO["enter_body"],
        entries=list(reversed(readable(desk(), reader, records))),
    )  # fmt: skip


def day_asked() -> date:
    """The day in the address, else today; raises BadInput for what is none."""
    told = request.args.get("day", "")
    try:
        return date.fromisoformat(told) if told else today()
    except ValueError as wrong:
        raise BadInput(f"“{told[:20]}”不是日期，应写作 {today()}") from wrong


@bp.route("/new", methods=["GET", "POST"])
@login_required
def new() -> Any:
    """Enter a body with its members."""
    authority.require(desk(), actor(), "enter_body", today())
    return ask(Asked(
        "登记班子", "登记", ((url_for(".index"), HERE),), FIELDS, "body:new", "enter_body",
        lambda at, order, values: _entered(at, order, made("b", order), values),
        url_for(".index"), "已登记班子。", choices=_choices(), dated=True,
    ))  # fmt: skip


@bp.route("/<id>/change", methods=["GET", "POST"])
@login_required
def change(id: str) -> Any:
    """Members who came or left; whoever left keeps the days of his membership."""
    found, records = body(desk(), id)
    authority.require_sight(desk(), actor(), found.organization, today())
    authority.require(desk(), actor(), "enter_body", today(), found.organization)
    back = url_for(".show", id=id)
    return ask(Asked(
        f"变更班子：{found.name}", "变更", ((url_for(".index"), HERE), (back, found.name)),
        FIELDS, f"body:{id}", "enter_body",
        lambda at, order, values: _entered(at, order, id, values), back, "已变更班子。",
        given=_given(found), choices=_choices(found.organization), seen={f"body:{id}": records[-1].seq}, dated=True,
        notes=("成员离任的，填写“至何日止”，不要删去这一行：以前的会议按当日名单核对应到人数。",),
    ))  # fmt: skip


def _given(found: BodyFile) -> Values:
    return {
        "name": found.name, "kind": found.kind, "organization": found.organization,
        "members": [
            {"person": one.person, "role": one.role, "from": one.joined_on.isoformat(),
             "to": one.left_on.isoformat() if one.left_on else None}
            for one in found.members
        ],
    }  # fmt: skip


def _entered(at: Desk, order: Order, id: str, values: Values) -> object:
    """The members with the names they go by now: a roster speaks for itself later on."""
    names = naming(at).people
    rows = [{**one, "name": names[one["person"]]} for one in values.get("members", [])]
    return enter_body(at, order, id, {**values, "members": rows})


def _choices(given: object = ()) -> Choices:
    return Choices(organizations=units_below(around(), given), people=people_around())
