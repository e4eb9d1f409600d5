"""Accounts (账户): the list, one account with its duties by day, opening, correcting, retiring."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_login import login_required

from web.acting import actor
from web.admin.asking import REASON, Asked, Values, ask, made
from web.codes import STATES, duty_state
from web.forms.fields import Choices
from web.house import desk, today
from web.passwords import hashed, one_time
from web.reading import Reader
from web.records.words import readable
from web.whom import people_around
from workflow import authority
from workflow.commands.accounts import correct_account, retire_account
from workflow.commands.entrance import close_sessions, open_with_password, reset_password
from workflow.edition import Field
from workflow.journal import Desk, Order
from workflow.journal.read import history
from workflow.queries.accounts import AccountRow, account, accounts
from workflow.queries.narrowing import PAGE

bp = Blueprint("accounts", __name__, url_prefix="/admin/accounts")
NAME = Field(type="text", title="姓名")
PERSON = Field(type="person", title="对应的干部", required=False)
NOTES = ("对应的干部用于回避和职责分离的判断；同一人的几个账户按同一人对待。",)


@bp.get("/")
@login_required
def index() -> Any:
    """Every account with its duties, when it was in last, when its password was changed."""
    authority.require_look(desk(), actor(), "accounts", today())
    wanted, state = request.args.get("q", "").strip(), request.args.get("state", "")
    page = max(1, request.args.get("page", 1, int))
    rows = accounts(desk(), wanted=wanted, state=state if state in STATES else "", page=page)
    return render_template(
        "admin/accounts.html", rows=rows[:PAGE], more=len(rows) > PAGE, page=page, wanted=wanted,
        state=state, states=STATES, reader=Reader(desk()), standing=duty_state, today=today(),
        may=_may(),
    )  # fmt: skip


@bp.get("/<id>")
@login_required
def show(id: str) -> Any:
    """One account: duties with dates and places, logins, every change."""
    authority.require_look(desk(), actor(), "accounts", today())
    found, reader = account(desk(), id), Reader(desk())
    entries = readable(desk(), reader, history(desk(), f"account:{id}"))
    return render_template(
        "admin/account.html", row=found, reader=reader, states=STATES, standing=duty_state,
        today=today(), may=_may(), entries=list(reversed(entries)),
    )  # fmt: skip


def _may() -> bool:
    return actor().duty in authority.DO["open_account"]


@bp.route("/new", methods=["GET", "POST"])
@login_required
def new() -> Any:
    """Open an account; its first password is shown once and must be changed at the first login."""
    authority.require(desk(), actor(), "open_account", today())
    password = one_time()

    def opened(at: Desk, order: Order, values: Values) -> object:
        return open_with_password(at, order, made("a", order), values, hashed(password))

    return ask(Asked(
        "开立账户", "开立", ((url_for(".index"), "账户与岗位职责"),),
        {"login": Field(type="text", title="登录名"), "name": NAME, "person": PERSON},
        "account:new", "open_account", opened, url_for(".index"), "",
        notes=(*NOTES, "登录名开立后不能更改；开立后再授予岗位职责。"),
        choices=_people(), done=lambda: _shown(request.form["s0_login"], password, "账户已开立"),
    ))  # fmt: skip


def _people() -> Choices:
    return Choices(people=people_around())


def _shown(login: str, password: str, title: str) -> Any:
    """The one time that a password is shown; the page stays in no browser's store."""
    return render_template("admin/password.html", login=login, password=password, title=title)


@bp.route("/<id>/correct", methods=["GET", "POST"])
@login_required
def correct(id: str) -> Any:
    """Correct the name, or the person behind the account; what it said before stays on record."""
    found = own_work(id, "correct_account")
    return ask(about(
        found, "更正账户", "更正", {"name": NAME, "person": PERSON, "reason": REASON},
        "correct_account",
        lambda at, order, values: correct_account(at, order, id, values, values["reason"]),
        given={"name": found.name, "person": found.person}, choices=_people(), notes=NOTES,
    ))  # fmt: skip


@bp.route("/<id>/password", methods=["GET", "POST"])
@login_required
def reset(id: str) -> Any:
    """Give a password that must be changed at the next login; the account's sessions end."""
    found, password = own_work(id, "reset_password"), one_time()
    return ask(about(
        found, "重置口令", "重置", {"reason": REASON}, "reset_password",
        lambda at, order, values: reset_password(
            at, order, id, hashed(password), values["reason"]
        ),
        notes=("核对本人身份后再重置；该账户现有的登录全部结束，首次登录必须更改口令。",),
        done=lambda: _shown(found.login, password, "口令已重置"),
    ))  # fmt: skip


@bp.route("/<id>/sessions", methods=["GET", "POST"])
@login_required
def sessions(id: str) -> Any:
    """End all sessions of an account."""
    found = own_work(id, "close_sessions")
    return ask(about(
        found, "结束全部登录", "结束登录", {"reason": REASON}, "close_sessions",
        lambda at, order, values: close_sessions(at, order, id, values["reason"]),
        notes=(f"该账户现有{found.open_sessions}处登录没有退出；结束后可以重新登录。",),
    ))  # fmt: skip


@bp.route("/<id>/retire", methods=["GET", "POST"])
@login_required
def retire(id: str) -> Any:
    """Retire an account: it cannot log in any more, and stays in the record."""
    found = own_work(id, "retire_account")
    return ask(about(
        found, "停用账户", "停用", {}, "retire_account",
        lambda at, order, values: retire_account(at, order, id),
        notes=("停用后不能再登录；以前办理的纪实仍署其名。账户永不删除。",),
    ))  # fmt: skip


def own_work(id: str, act: str) -> AccountRow:
    """The account, for who may do this; raises NotFound or NotAuthorised."""
    authority.require_look(desk(), actor(), "accounts", today())
    found = account(desk(), id)
    authority.require(desk(), actor(), act, today())
    return found


def about(found: AccountRow, title: str, button: str, fields: dict[str, Field], what: str,
          command: Any, **more: Any) -> Asked:  # fmt: skip
    """A form about one account; it leads back to its page."""
    back = url_for("accounts.show", id=found.id)
    return Asked(
        f"{title}：{found.name}", button,
        ((url_for("accounts.index"), "账户与岗位职责"), (back, found.name)), fields,
        f"account:{found.id}", what, command, back, f"已办理：{title}。",
        seen={f"account:{found.id}": found.seq}, **more,
    )  # fmt: skip
