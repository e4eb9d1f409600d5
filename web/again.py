"""Logging in again (重新登录): a session that ended while a form was filled in loses nothing typed.

The form is shown again beside a login; it is sent to the same address, which first asks for the
password and then does what it would have done.
"""

from typing import Any

from flask import current_app, flash, g, redirect, render_template, request, url_for

from web.errors import HEADINGS
from web.forms.mark import shown_to
from web.kept import Kept, kept
from web.login import attempt, manager, opened

LOGIN, PASSWORD = "again_login", "again_password"


def ask() -> Any:
    """Have somebody who is not logged in log in: on the login page, or beside what was typed."""
    told = kept()
    if told is None:
        flash(str(manager.login_message), str(manager.login_message_category))
        wanted = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("login.enter", next=wanted))
    if PASSWORD not in request.form or g.get("forged"):
        return _page(told, "", 401)
    account, fault, status = attempt(request.form.get(LOGIN, ""), request.form[PASSWORD])
    if account is None:
        return _page(told, fault, status)
    session = opened(account, shown_to(request.form.get("seen", "")).duty)
    if session.initial:  # a password given by others opens one page only
        return redirect(url_for("own_password.change"), 303)
    view = current_app.view_functions[str(request.endpoint)]
    return current_app.ensure_sync(view)(**(request.view_args or {}))


def _page(told: Kept, fault: str, status: int) -> Any:
    return render_template(
        "errors/again.html", status=status, heading=HEADINGS[401], kept=told, fault=fault,
        login=request.form.get(LOGIN, ""), names=(LOGIN, PASSWORD),
    ), status  # fmt: skip
