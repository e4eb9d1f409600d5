"""Organizations (单位): the tree, one unit with its offices, entering and correcting."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_login import login_required

from web.acting import actor
from web.admin.asking import REASON, Asked, Values, ask, choice, made
from web.codes import LINKS, ORGANIZATIONS
from web.forms.fields import Choices
from web.house import desk, today
from web.reading import Reader
from web.records.words import readable
from web.where import units_below
from workflow import authority
from workflow.commands.organizations import correct_organization, enter_organization
from workflow.edition import Field
from workflow.errors import NotFound
from workflow.journal import Desk, Order
from workflow.queries.choices import FOUND, named_below
from workflow.queries.levels import above, level
from workflow.queries.places import holding, place, places, some_places

bp = Blueprint("organizations", __name__, url_prefix="/admin/organizations")
NAME = Field(type="text", title="名称")
OFFICES = {
    key: Field(type="organization", title=title, required=False) for key, title in LINKS.items()
}
HERE = "单位"
TREE = 500  # units of a tree that is shown whole


@bp.get("/")
@login_required
def index() -> Any:
    """The tree of organizations; of a large one a level, or what is called by a name."""
    authority.require_look(desk(), actor(), "organizations", today())
    wanted = request.args.get("q", "").strip()
    tree = places(desk(), many=TREE + 1)
    told = _part(wanted) if len(tree) > TREE else {"rows": [one for one in tree if wanted in one.name]}
    return render_template(
        "admin/organizations.html", wanted=wanted, kinds=ORGANIZATIONS, may=_may(), **told
    )


def _part(wanted: str) -> dict[str, Any]:
    """The first units that have the words in their name; without words those right below the one chosen."""
    if wanted:
        ids = named_below(desk(), "", wanted)
        return {"rows": some_places(desk(), ids), "cut": len(ids) >= FOUND}
    unit = request.args.get("unit", "")
    within = authority.path(desk(), unit) if unit else ""
    if unit and not within:
        raise NotFound()
    shown = level(desk(), within, request.args.get("after", ""))
    return {
        "rows": some_places(desk(), shown.named), "level": shown, "unit": unit, "most": TREE,
        "above": above(desk(), within, ""), "holding": holding(desk(), shown.named),
        "at": lambda one: url_for(".index", unit=one or None),
    }  # fmt: skip


@bp.get("/<id>")
@login_required
def show(id: str) -> Any:
    """One organization: its offices and everything that was entered about it."""
    authority.require_look(desk(), actor(), "organizations", today())
    found, records = place(desk(), id)
    reader = Reader(desk())
    return render_template(
        "admin/organization.html", one=found, kinds=ORGANIZATIONS, links=LINKS, reader=reader,
        may=_may(), entries=list(reversed(readable(desk(), reader, records))),
    )  # fmt: skip


def _may() -> bool:
    return actor().duty in authority.DO["enter_organization"]


@bp.route("/new", methods=["GET", "POST"])
@login_required
def new() -> Any:
    """Enter an organization below another one."""
    authority.require(desk(), actor(), "enter_organization", today())
    above = request.args.get("parent", "")

    def entered(at: Desk, order: Order, values: Values) -> object:
        offices = {key: values[key] for key in LINKS if key in values}
        told = {key: values.get(key) for key in ("name", "kind", "parent")}
        return enter_organization(at, order, made("o", order), {**told, "links": offices})

    return ask(Asked(
        "登记单位", "登记", ((url_for(".index"), HERE),),
        {"name": NAME, "kind": choice("种类", ORGANIZATIONS),
         "parent": Field(type="organization", title="上级"), **OFFICES},
        "organization:new", "enter_organization", entered, url_for(".index"), "已登记单位。",
        given={"parent": above}, choices=_organizations(above),
        notes=("上级登记后不能改变。有关机构供征求意见时确定送达单位，可以以后补填。",),
    ))  # fmt: skip


@bp.route("/<id>/correct", methods=["GET", "POST"])
@login_required
def correct(id: str) -> Any:
    """Another name, or other offices; the earlier entry stays."""
    authority.require_look(desk(), actor(), "organizations", today())
    found, records = place(desk(), id)
    authority.require(desk(), actor(), "correct_organization", today())
    back = url_for(".show", id=id)

    def corrected(at: Desk, order: Order, values: Values) -> object:
        told = {"name": values["name"], "links": {key: values.get(key) for key in LINKS}}
        return correct_organization(at, order, id, told, values["reason"])

    return ask(Asked(
        f"更正单位：{found.name}", "更正", ((url_for(".index"), HERE), (back, found.name)),
        {"name": NAME, **OFFICES, "reason": REASON}, f"organization:{id}", "correct_organization",
        corrected, back, "已更正单位；更正前的登记仍在纪实中。",
        given={"name": found.name, **found.links}, choices=_organizations(found.links),
        seen={f"organization:{id}": records[-1].seq},
    ))  # fmt: skip


def _organizations(given: object) -> Choices:
    return Choices(organizations=units_below("", given))
