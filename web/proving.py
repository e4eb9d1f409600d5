"""Proving again who one is (再次验证口令): before a signature counts, with the throttle of logging in."""

from flask import request
from flask_login import current_user
from wtforms import PasswordField

from web.house import desk, house, look_again, now
from web.login import proved, too_often
from workflow.authority import account_content
from workflow.commands.logins import note_attempt

OK = 200
PASSWORD = "password"  # the field, and what is recorded of the proof
LONGEST = 200  # characters: no longer one is worth the reckoning
TOO_OFTEN = "失败次数过多，请15分钟后再试；已填写的内容没有登记。"
WRONG = "口令不对；已填写的内容没有登记，请重新输入口令。"
MISSING = "请输入本人登录口令，以证明系本人签署。"


class ProofField(PasswordField):
    """The password typed again; never shown back and never recorded."""

    def __init__(self, label: str = "本人登录口令（签署）", **kwargs: object) -> None:
        super().__init__(label, render_kw={"autocomplete": "current-password"}, **kwargs)


def prove(field: ProofField) -> int:
    """OK when the password of whoever is logged in was typed, else the status of the answer.

    What is wrong stands beside the field then. Every attempt is noted, so that guessing is slowed.
    """
    login, address = _login(), request.remote_addr or ""
    if not field.data:
        return _blame(field, MISSING, 422)
    if too_often(login, address):
        return _blame(field, TOO_OFTEN, 429)
    found = proved(login, field.data) if len(field.data) <= LONGEST else None
    right = found == current_user.session.account
    with house().desk() as writing:
        note_attempt(writing, login, address, now(), succeeded=right)
    look_again()
    return OK if right else _blame(field, WRONG, 422)


def _login() -> str:
    return str(account_content(desk(), current_user.session.account).get("login", ""))


def _blame(field: ProofField, message: str, status: int) -> int:
    field.errors = (message,)
    return status
