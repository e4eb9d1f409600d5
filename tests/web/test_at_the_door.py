"""At the door: cookies, guessing, and bodies too large for anybody's form."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from playing import PASSWORD
from site_stage import NOW, Visitor, everything, rows

from web.app import UPLOAD, create_app
from web.login import MOST_BY_ADDRESS
from workflow.commands.logins import note_attempt
from workflow.journal import House

Enter = Callable[[str], Visitor]
CHECK = "/cases/shen/activities/four_checks/record"


@pytest.mark.parametrize("tls, name", [(False, "cadre"), (True, "__Host-cadre")])
def test_the_cookie_is_for_this_site_and_no_script(house: House, tls: bool, name: str) -> None:
    site = create_app(house, lambda: NOW, b"a secret of the tests, thirty-two", tls=tls)
    base = "https://localhost" if tls else "http://localhost"
    sent = site.test_client().get("/login", base_url=base).headers.getlist("Set-Cookie")
    (cookie,) = (one for one in sent if one.startswith(f"{name}="))
    told = {one.strip() for one in cookie.split(";")[1:]}
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= told
    assert ("Secure" in told) is tls
    assert not any(one.startswith("Domain") for one in told)


def test_an_unknown_name_and_a_wrong_password_are_answered_alike(app: Flask) -> None:
    pages = []
    for login in ("zhou_lan", "nobody"):
        guest = Visitor(app.test_client())
        answer = guest.submit("/login", {"login": login, "password": "猜"})
        assert answer.status_code == 401
        page = answer.get_data(as_text=True).partition("<main")[2].replace(login, "")
        pages.append(page.replace(answer.headers["X-Request-ID"], ""))
    marks = [one.partition('csrf_token" value="')[2].partition('"')[0] for one in pages]
    assert pages[0].replace(marks[0], "") == pages[1].replace(marks[1], "")


def test_who_guesses_at_many_names_from_one_address_waits_too(app: Flask, house: House) -> None:
    with house.desk() as desk:
        for place in range(MOST_BY_ADDRESS):
            at = NOW - timedelta(seconds=place)
            note_attempt(desk, f"name{place}", "127.0.0.1", at, succeeded=False)
    guest = Visitor(app.test_client())
    answer = guest.submit("/login", {"login": "zhou_lan", "password": PASSWORD})
    assert answer.status_code == 429
    assert "15分钟后再试" in answer.get_data(as_text=True)


def test_what_is_too_large_is_refused_in_chinese_and_nothing_is_kept(
    enter: Enter, house: House
) -> None:
    auditor = enter("ding_wen")
    told = {**auditor.hidden(CHECK), "s0_result": "resolved", "s0_basis": "已补"}
    before = everything(house)
    large = io.BytesIO(b"%PDF-1" + b"x" * UPLOAD)
    for filled in ({"s0_document": (large, "大.pdf")}, {"s0_basis": "长" * 3_000_000},
                   {f"x{place}": "1" for place in range(20_001)}):  # fmt: skip
        answer = auditor.client.post(CHECK, data={**told, **filled},
                                     content_type="multipart/form-data")  # fmt: skip
        assert answer.status_code == 413
        assert "上传的内容过大" in answer.get_data(as_text=True)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert everything(house) == before
    assert len(rows(house, "sessions")) == 1
