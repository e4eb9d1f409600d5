"""What one database takes and the other does not: an address or a login name is the same on both."""

from pathlib import Path

import pytest
from flask import Flask
from playing import DEFINITIONS, PASSWORD
from site_stage import NOW, Visitor, visitor

from web.app import create_app
from web.passwords import hashed
from workflow.authority import FOUNDING
from workflow.commands.accounts import grant_duty, open_account
from workflow.commands.logins import set_password
from workflow.commands.organizations import enter_organization
from workflow.house import create_house
from workflow.journal import Actor, Order
from workflow.workdays import load

FOUNDER = Actor("founder", "建库", FOUNDING, "")
DUTY = {"duty": "audit_reader", "organization": "linjiang", "from": "2026-01-01"}


@pytest.fixture
def site(url: str, tmp_path: Path) -> Flask:
    """The site on an empty house with one who sees everything."""
    house = create_house(
        url, attachments=tmp_path / "attachments", calendar=load(DEFINITIONS / "calendars"),
        origin="test", province="000000",
    )  # fmt: skip
    with house.desk() as desk:
        enter_organization(desk, Order("1", FOUNDER, NOW), "linjiang",
                           {"name": "中共临江市委", "kind": "committee"})  # fmt: skip
        open_account(desk, Order("2", FOUNDER, NOW), "shenji", {"login": "shenji", "name": "审计"})
        grant_duty(desk, Order("3", FOUNDER, NOW), "shenji", DUTY)
        set_password(desk, "shenji", hashed(PASSWORD), NOW)
    return create_app(house, lambda: NOW, b"a secret of the tests, thirty-two")


PLACES = (
    "/cases/{}", "/cases/{}/history", "/cases/{}/moves/adopt", "/cases/a/moves/{}",
    "/cases/{}/activities/x/record", "/selections/{}", "/selections/{}/activities/x/record",
    "/meetings/{}", "/meetings/?case={}", "/meetings/{}/items/a/b", "/people/{}",
    "/people/{}/facts/health", "/people/{}/standing/hold", "/requests/{}",
    "/attachments/case/{}/a", "/attachments/person/{}/a", "/attachments/person/a/{}",
)  # fmt: skip


@pytest.mark.parametrize("odd", ["%00", "a%00b", "%ED%A0%80", "%FF%FE", "%F0%9F%98%80", "..%2F..%2Fx",
                                 "%E2%80%AE", "'%22%3B--", "9" * 3000])  # fmt: skip
def test_an_odd_address_is_not_found(site: Flask, odd: str) -> None:
    guest = visitor(site, "shenji")
    for place in PLACES:
        answer = guest.get(place.format(odd))
        assert answer.status_code == 404, place
        assert "没有这个页面" in answer.get_data(as_text=True)


@pytest.mark.parametrize("login, said", [
    ("shenji\x00", "不可见的字符"), ("\x00", "不可见的字符"), ("\u202eijnehs", "不可见的字符"),
    ("' OR 1=1 --", "登录名或者口令不对"), ("甲" * 100, "登录名或者口令不对"),
    ("甲" * 101, "不能超过"), ("", "请填写登录名"),
])  # fmt: skip
def test_an_odd_login_name_is_nobodys(site: Flask, login: str, said: str) -> None:
    guest = Visitor(site.test_client())
    answer = guest.submit("/login", {"login": login, "password": PASSWORD})
    assert answer.status_code in (401, 422)
    assert said in answer.get_data(as_text=True)
    assert guest.get("/").status_code == 302


def test_a_search_for_nothing_that_can_be_finds_nobody(site: Flask) -> None:
    guest = visitor(site, "shenji")
    assert guest.get("/people/?q=%00").status_code == 404
    assert guest.get("/people/?q=%25%27%E2%80%AE").status_code == 200
