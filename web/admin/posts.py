"""Posts (职位与职数): how many of each may be filled, who fills them; entered by the section chief."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask_login import login_required

from web.acting import actor
from web.admin.asking import Asked, Values, ask, choice, made, rows_of
from web.codes import POSITIONS
from web.forms.fields import Choices
from web.house import desk, today
from web.reading import Reader
from web.records.words import readable
from web.where import units_below
from web.whom import around, people_around
from workflow import authority
from workflow.commands.organizations import enter_post
from workflow.dossier import PostFile
from workflow.edition import Field
from workflow.errors import NotFound
from workflow.facts import LEVELS
from workflow.journal import Desk, Order
from workflow.queries.places import post, posts

bp = Blueprint("posts", __name__, url_prefix="/posts")
LEVEL_TITLES = {name: title for name, (_, title, _) in LEVELS.items()}
FIELDS = {
    "organization": Field(type="organization", title="单位"),
    "title": Field(type="text", title="职位名称"),
    "level": choice("职务层次", LEVEL_TITLES),
    "position": choice("正副职", POSITIONS),
    "quota": Field(type="int", title="核定职数"),
    "holders": rows_of("在任人员", {
        "person": Field(type="person", title="姓名"),
        "leaving": Field(type="bool", title="已决定免职、离任", required=False),
    }),
}  # fmt: skip
HERE = "职位与职数"


@bp.get("/")
@login_required
def index() -> Any:
    """The posts that I may see, with quota and holders."""
    reader = Reader(desk())
    return render_template(
        "admin/posts.html", rows=posts(desk(), below()), reader=reader, levels=LEVEL_TITLES,
        positions=POSITIONS, may=_may(),
    )  # fmt: skip


def below() -> str:
    """The path below which I see posts and bodies; raises NotFound for who sees none."""
    mine = authority.overlooked(desk(), actor(), today())
    if mine is None:
        raise NotFound()
    return mine


def _may() -> bool:
    return actor().duty in authority.DO["enter_post"]


@bp.get("/<id>")
@login_required
def show(id: str) -> Any:
    """One post and everything that was entered about it."""
    found, records = post(desk(), id)
    authority.require_sight(desk(), actor(), found.organization, today())
    reader = Reader(desk())
    return render_template(
        "admin/post.html", one=found, reader=reader, levels=LEVEL_TITLES, positions=POSITIONS,
        may=_may(), entries=list(reversed(readable(desk(), reader, records))),
    )  # fmt: skip


@bp.route("/new", methods=["GET", "POST"])
@login_required
def new() -> Any:
    """Enter a post."""
    authority.require(desk(), actor(), "enter_post", today())
    return ask(Asked(
        "登记职位", "登记", ((url_for(".index"), HERE),), FIELDS, "post:new", "enter_post",
        lambda at, order, values: _entered(at, order, made("z", order), values),
        url_for(".index"), "已登记职位。", choices=_choices(), dated=True,
    ))  # fmt: skip


@bp.route("/<id>/change", methods=["GET", "POST"])
@login_required
def change(id: str) -> Any:
    """Another quota, or who fills the post; appointments fill it by themselves."""
    found, records = post(desk(), id)
    authority.require_sight(desk(), actor(), found.organization, today())
    authority.require(desk(), actor(), "enter_post", today(), found.organization)
    back = url_for(".show", id=id)
    return ask(Asked(
        f"变更职位：{found.title}", "变更", ((url_for(".index"), HERE), (back, found.title)),
        FIELDS, f"post:{id}", "enter_post",
        lambda at, order, values: _entered(at, order, id, values), back, "已变更职位。",
        given=_given(found), choices=_choices(found.organization), seen={f"post:{id}": records[-1].seq}, dated=True,
        notes=("经本系统任免的，任职、离任自动登记，不必在此变更。",),
    ))  # fmt: skip


def _given(found: PostFile) -> Values:
    return {
        "organization": found.organization, "title": found.title, "level": found.level,
        "position": found.position, "quota": found.quota,
        "holders": [{"person": one, "leaving": one in found.leaving} for one in found.holders],
    }  # fmt: skip


def _entered(at: Desk, order: Order, id: str, values: Values) -> object:
    rows = values.get("holders", [])
    people = [one["person"] for one in rows]
    leaving = [one["person"] for one in rows if one.get("leaving")]
    return enter_post(at, order, id, {**values, "holders": people, "leaving": leaving})


def _choices(given: object = ()) -> Choices:
    return Choices(organizations=units_below(around(), given), people=people_around())
