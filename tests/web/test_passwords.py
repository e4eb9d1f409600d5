"""Passwords: what one must be, one to begin with, changing one's own; a session that is left alone ends."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from playing import PASSWORD
from site_stage import NOW, Visitor, rows, visitor

from web.app import create_app
from web.passwords import one_time, weaknesses
from workflow.journal import House

Enter = Callable[[str], Visitor]
NEW = "Xin-2026-kouling"


@pytest.mark.parametrize(("password", "lacks"), [
    (NEW, 0), ("Abcdefgh12", 0), ("口令口令口令口令ab1", 0), ("Abcdefg12", 1), ("abcdefghij", 1),
    ("abcdefgh12", 1), ("ABCDEFGH12", 1), ("zhou_LAN-2026", 1), ("zhou", 3), ("", 2),
    ("A1-" + "a" * 197, 0),
])  # fmt: skip
def test_a_password_is_long_of_three_kinds_and_without_the_login(
    password: str, lacks: int
) -> None:
    assert len(weaknesses(password, "zhou_lan" if lacks != 3 else "zhou")) == lacks


def test_a_password_to_begin_with_is_good_and_never_the_same() -> None:
    told = {one_time() for _ in range(50)}
    assert len(told) == 50
    assert all(weaknesses(one, "zhou_lan") == () for one in told)
    assert not any(set(one) & set("0O1lIoi") for one in told)


@pytest.mark.parametrize(("old", "new", "again", "status", "told"), [
    ("猜的", NEW, NEW, 422, "口令不对"), (PASSWORD, "短", "短", 422, "至少10个字符"),
    (PASSWORD, NEW, "另一个", 422, "不一致"), ("", NEW, NEW, 422, "口令"),
    (NEW, NEW, NEW, 422, "与现在的口令不同"), (PASSWORD, "", "", 422, "请填写新口令"),
])  # fmt: skip
def test_a_change_that_does_not_fit_changes_nothing(
    enter: Enter, house: House, old: str, new: str, again: str, status: int, told: str
) -> None:
    guest, kept = enter("zhou_lan"), rows(house, "credentials")
    answer = guest.submit("/password", {"old": old, "new": new, "again": again})
    assert answer.status_code == status
    assert told in answer.get_data(as_text=True)
    assert rows(house, "credentials") == kept


def test_a_change_ends_every_other_session_of_the_account(app: Flask, enter: Enter) -> None:
    here, elsewhere = enter("zhou_lan"), enter("zhou_lan")
    told = {"old": PASSWORD, "new": NEW, "again": NEW}
    assert here.submit("/password", told).status_code == 303
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302
    assert visitor(app, "zhou_lan", NEW).get("/").status_code == 200


def test_a_session_left_alone_ends_and_looking_keeps_it_without_writing(house: House) -> None:
    now = NOW
    app = create_app(
        house, lambda: now, b"a secret of the tests, thirty-two", idle=timedelta(minutes=30)
    )
    guest = visitor(app, "zhou_lan")
    before = rows(house, "sessions")
    for minutes in (29, 58, 88):
        now = NOW + timedelta(minutes=minutes)
        assert guest.get("/").status_code == 200, minutes
    assert rows(house, "sessions") == before
    with guest.client.session_transaction() as cookie:
        kept = dict(cookie)
    now = NOW + timedelta(minutes=118, seconds=1)
    assert guest.get("/").status_code == 302
    with guest.client.session_transaction() as cookie:
        cookie.update(kept)  # an older cookie is no newer for being kept
    assert guest.get("/").status_code == 302
