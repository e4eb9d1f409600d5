"""Logging in (登录): password, a session row on the server, and the duty one acts under."""

import hashlib
import secrets
from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from web.forms.base import PageForm
from web.forms.texts import visible
from web.house import desk, house, local, look_again, narrow, now, today
from web.passwords import NOBODY, matches
from web.paths import is_own_path
from workflow.authority import ADMINISTRATORS, net
from workflow.commands import logins as commands
from workflow.errors import NotFound
from workflow.journal import Actor
from workflow.queries import logins as queries

bp = Blueprint("login", __name__)
manager = LoginManager()
manager.login_view = "login.enter"
manager.login_message = "请先登录。"
manager.login_message_category = "asked"  # nothing was done: shown without the mark of a deed
manager.session_protection = "strong"

LASTS = timedelta(hours=10)  # a session ends by itself after a working day
IDLE = timedelta(minutes=30)  # and after so long without a page, unless the site is told otherwise
SEEN = "seen"  # when the last page was asked for, in the signed cookie: looking writes nothing
WINDOW = timedelta(minutes=15)
MOST_BY_LOGIN, MOST_BY_ADDRESS = 5, 50  # failures within the window


class User(UserMixin):  # type: ignore[misc]  # flask_login has no types
    """An open session as Flask-Login sees it; the cookie holds the token, the table its digest."""

    def __init__(self, token: str, found: queries.Session) -> None:
        self.token = token
        self.session = found

    def get_id(self) -> str:
        """The token; never an account's id, which would be accepted after logging out."""
        return self.token


class LoginForm(PageForm):
    """Login name and password."""

    login = StringField("登录名", validators=[InputRequired("请填写登录名"), Length(max=100), visible],
                        render_kw={"autocomplete": "username"})
    password = PasswordField("口令", validators=[InputRequired("请填写口令"), Length(max=200)],
                             render_kw={"autocomplete": "current-password"})


@manager.user_loader  # type: ignore[untyped-decorator]  # flask_login has no types
def load(token: str) -> User | None:
    """The open session of a cookie's token; None when closed, retired or past its time."""
    found = queries.session_of(desk(), digest(token), today())
    if found is None or now() - found.opened_at > LASTS or _idle(found):
        return None
    if (found.duty, found.organization) not in found.duties:
        # The duty has ended since: under it nothing is asked any more; which other, people say.
        found = replace(found, duty="", organization="")
    who = Actor(found.account, found.name, found.duty, found.organization)
    narrow(net(desk(), who, today()))
    return User(token, found)


def _idle(found: queries.Session) -> bool:
    """Whether no page was asked for too long; else notes this one, to the minute."""
    this = int(now().timestamp())
    seen = int(session.get(SEEN, int(found.opened_at.timestamp())))
    if this - seen > current_app.config["SESSION_IDLE"].total_seconds():
        return True
    if this - seen >= 60 or SEEN not in session:
        session[SEEN] = this
    return False


def digest(token: str) -> str:
    """What the table keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@bp.route("/login", methods=["GET", "POST"])
def enter() -> Any:
    """The login page, and logging in."""
    form = LoginForm()
    status = 200
    if form.validate_on_submit():
        account, fault, status = attempt(form.login.data or "", form.password.data or "")
        if account is not None:
            found = opened(account)
            _tell_before(found)
            return redirect(_next(found), 303)
        form.password.errors = (fault,)
    elif form.is_submitted():
        status = 422
    return render_template("login/enter.html", form=form), status


def attempt(login: str, password: str) -> tuple[str | None, str, int]:
    """The account that a login name and its password open; else what is wrong, and the status.

    Every attempt is noted, so that guessing is slowed and seen.
    """
    address = request.remote_addr or ""
    if too_often(login, address):
        return None, "失败次数过多，请15分钟后再试", 429
    account = proved(login, password)
    with house().desk() as writing:
        commands.note_attempt(writing, login, address, now(), succeeded=account is not None)
    look_again()
    return (account, "", 200) if account else (None, "登录名或者口令不对", 401)


def too_often(login: str, address: str) -> bool:
    """Whether so many failed lately, for this name or from there, that nobody may try again yet."""
    since = now() - WINDOW
    return (
        queries.failures(desk(), since, login=login) >= MOST_BY_LOGIN
        or queries.failures(desk(), since, address=address) >= MOST_BY_ADDRESS
    )


def proved(login: str, password: str) -> str | None:
    """The account of an active login name whose password this is; None otherwise."""
    known = queries.credential(desk(), login)
    right = matches(known.hashed if known else NOBODY, password)
    return known.account if known and right else None


def opened(account: str, wanted: tuple[str, str] = ("", "")) -> queries.Session:
    """Open a session under the duty `wanted`, or the first, where it is not the account's any more.

    A new token each time: what a browser held before logging in opens nothing afterwards.
    """
    session.clear()
    token = secrets.token_urlsafe(32)
    with house().desk() as writing:
        duties = queries.duties_of(writing, account, today())
        duty = wanted if wanted in duties else duties[0] if duties else ("", "")
        commands.open_session(writing, digest(token), account, duty, now())
    look_again()
    found = queries.session_of(desk(), digest(token), today())
    if found is None:
        raise NotFound("账户已停用")
    login_user(User(token, found))
    return found


def _tell_before(found: queries.Session) -> None:
    """Say when this account was in before, so that its holder sees what was not his."""
    told = queries.before(desk(), found.account, found.login, now())
    if told is not None:
        failed = f"，其后登录失败{told.failed}次，不是本人的请告知安全保密管理员" if told.failed else ""
        flash(f"上次登录：{local(told.at)}，来自{told.address or '（未记录）'}{failed}。", "asked")


def _next(found: queries.Session) -> str:
    """Where the login page was asked from, only a path of this site; else where one's work lies."""
    wanted = request.args.get("next", "")
    if is_own_path(wanted):
        return wanted
    return url_for("admin.index" if found.duty in ADMINISTRATORS else "inbox.show")


@bp.post("/logout")
def leave() -> Response:
    """Close the session on the server, then forget the cookie."""
    if current_user.is_authenticated:
        with house().desk() as writing:
            commands.close_session(writing, current_user.session.id, now())
    logout_user()
    session.clear()
    return redirect(url_for("login.enter"), 303)  # type: ignore[return-value]


@bp.post("/duty")
def switch() -> Any:
    """Act from now on under another of one's duties; who is no longer logged in logs in first."""
    if not current_user.is_authenticated:
        return redirect(url_for("login.enter"), 303)
    duty, _, organization = request.form.get("duty", "").partition("@")
    if (duty, organization) not in current_user.session.duties:
        raise NotFound("没有这项岗位职责")
    with house().desk() as writing:
        commands.switch_duty(writing, current_user.session.id, (duty, organization), now())
    flash("已切换岗位职责。")
    return redirect(url_for("inbox.show"), 303)
