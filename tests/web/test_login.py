"""Logging in: the session lives on the server, its cookie holds nothing that counts elsewhere."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from playing import PASSWORD
from site_stage import NOW, Visitor, rows

from web.app import create_app
from workflow.authority import FOUNDING
from workflow.commands.accounts import retire_account
from workflow.journal import Actor, House, Order

SECURITY = Actor("baomi", "安全保密管理员", "security_admin", "linjiang")
Enter = Callable[[str], Visitor]


def test_without_logging_in_every_page_leads_to_the_login(app: Flask) -> None:
    for path in ("/", "/selections/", "/cases/shen", "/people/", "/meetings/"):
        answer = app.test_client().get(path)
        assert answer.status_code == 302
        assert answer.location.startswith("/login?next=")


def test_a_wrong_password_is_refused_and_noted(app: Flask, house: House) -> None:
    guest = Visitor(app.test_client())
    answer = guest.submit("/login", {"login": "zhou_lan", "password": "猜的"})
    assert answer.status_code == 401
    assert [(one.login, bool(one.succeeded)) for one in rows(house, "login_attempts")] == [
        ("zhou_lan", False)
    ]


def test_after_five_failures_even_the_right_password_waits(app: Flask) -> None:
    guest = Visitor(app.test_client())
    for _ in range(5):
        assert guest.submit("/login", {"login": "zhou_lan", "password": "猜"}).status_code == 401
    answer = guest.submit("/login", {"login": "zhou_lan", "password": PASSWORD})
    assert answer.status_code == 429
    assert guest.get("/").status_code == 302


def test_the_table_knows_only_the_digest_of_the_token(enter: Enter, house: House) -> None:
    guest = enter("zhou_lan")
    with guest.client.session_transaction() as cookie:
        token = cookie["_user_id"]
    (row,) = rows(house, "sessions")
    assert row.id == hashlib.sha256(token.encode()).hexdigest()
    assert all(token not in str(value) for value in row)


def test_a_kept_cookie_opens_nothing_after_logging_out(enter: Enter) -> None:
    guest = enter("zhou_lan")
    with guest.client.session_transaction() as cookie:
        kept = dict(cookie)
    guest.client.post("/logout", data=guest.hidden("/people/new"))
    with guest.client.session_transaction() as cookie:
        cookie.update(kept)
    assert guest.get("/").status_code == 302


def test_a_retired_account_is_out_at_once(enter: Enter, house: House) -> None:
    guest = enter("zhou_lan")
    assert guest.get("/").status_code == 200
    with house.desk() as desk:
        retire_account(desk, Order("retire-1", SECURITY, NOW), "zhou_lan")
    assert guest.get("/").status_code == 302


def test_a_session_ends_after_ten_hours(enter: Enter, house: House) -> None:
    now = NOW
    app = create_app(
        house, lambda: now, b"a secret of the tests, thirty-two", idle=timedelta(days=1)
    )
    guest = Visitor(app.test_client())
    guest.submit("/login", {"login": "zhou_lan", "password": PASSWORD})
    now = NOW + timedelta(hours=10)
    assert guest.get("/").status_code == 200
    now = NOW + timedelta(hours=10, seconds=1)
    assert guest.get("/").status_code == 302


@pytest.mark.parametrize("wanted", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_logging_in_never_leads_to_another_site(app: Flask, wanted: str) -> None:
    guest = Visitor(app.test_client())
    path = f"/login?next={wanted}"
    answer = guest.submit(path, {"login": "zhou_lan", "password": PASSWORD})
    assert answer.location == "/"


def test_nobody_can_switch_to_a_duty_he_does_not_hold(enter: Enter, house: House) -> None:
    guest = enter("chen_xiao")
    told = {**guest.hidden("/people/new"), "duty": "organization_head@zuzhibu"}
    assert guest.client.post("/duty", data=told).status_code == 404
    told["duty"] = f"{FOUNDING}@"
    assert guest.client.post("/duty", data=told).status_code == 404
    assert {one.duty for one in rows(house, "sessions")} == {"cadre_clerk"}


def test_a_post_without_the_mark_of_the_page_is_refused(enter: Enter, house: House) -> None:
    guest = enter("zhou_lan")
    assert guest.client.post("/logout").status_code == 400
    assert guest.get("/").status_code == 200
