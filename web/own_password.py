"""One's own password (本人口令): changed by proving the old one; one given by others opens only this page.

No entry is written: it alters nobody's duties, and what it was is nobody's to know. When it was
changed is kept beside the record and seen by administrators.
"""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user, login_required
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired, Length

from web.forms.base import PageForm
from web.house import house, look_again, now
from web.passwords import hashed, weaknesses
from web.proving import ProofField, prove
from workflow.commands.logins import set_password

bp = Blueprint("own_password", __name__)
OPEN = ("own_password.change", "login.leave", "login.enter", "static", "bootstrap.static")


class PasswordForm(PageForm):
    """The old password and, twice, the new one."""

    old = ProofField("现在的口令")
    new = PasswordField("新口令", validators=[InputRequired("请填写新口令"), Length(max=200)],
                        render_kw={"autocomplete": "new-password"})
    again = PasswordField("再输一遍新口令", validators=[EqualTo("new", "两次输入的新口令不一致")],
                          render_kw={"autocomplete": "new-password"})


@bp.before_app_request
def first_change() -> Any:
    """Whoever holds a password that somebody else chose does nothing before changing it."""
    if request.endpoint in OPEN or not current_user.is_authenticated:
        return None
    return redirect(url_for("own_password.change"), 303) if current_user.session.initial else None


@bp.route("/password", methods=["GET", "POST"])
@login_required
def change() -> Any:
    """Change the own password; every other session of the account ends."""
    form, own, status = PasswordForm(), current_user.session, 200
    if form.validate_on_submit():
        faults = weaknesses(form.new.data or "", own.login)
        if form.new.data == form.old.data:
            faults = (*faults, "与现在的口令不同")
        form.new.errors = faults
        status = 422 if faults else prove(form.old)
        if status == 200:
            _change(form.new.data or "")
            return redirect(url_for("inbox.show"), 303)
    elif form.is_submitted():
        status = 422
    return render_template("login/password.html", form=form, initial=own.initial), status


def _change(password: str) -> None:
    own = current_user.session
    with house().desk() as desk:
        set_password(desk, own.account, hashed(password), now(), but=own.id)
    look_again()
    flash("口令已更改；您在别处的登录已经结束。")
