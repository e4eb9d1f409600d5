"""Administration by three hands: each change leaves one entry, passwords leave none in the open."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from playing import PASSWORD
from site_stage import Visitor, rows, visitor

from workflow.journal import House
from workflow.journal.read import history

Enter = Callable[[str], Visitor]
ONCE = re.compile(r'<dd class="once">([^<]+)</dd>')
ACCOUNTS, UNITS = "/admin/accounts/", "/admin/organizations/"


def entries(house: House) -> list[tuple[str, str]]:
    """Subject and act of every entry."""
    return [(one.subject, one.act) for one in rows(house, "entries")]


def last(house: House, subject: str) -> Any:
    """The last entry of a subject, read back."""
    with house.reading() as desk:
        return history(desk, subject)[-1]


def once(page: str) -> str:
    """The password that a page shows once."""
    told = ONCE.search(page)
    assert told is not None, page
    return told[1]


def test_the_security_administrator_opens_an_account_whose_password_must_be_changed(
    app: Flask, enter: Enter, house: House
) -> None:
    security, before = enter("baomi"), len(entries(house))
    page = security.submit(ACCOUNTS + "new", {"s0_login": "lin_xin", "s0_name": "林㛃"})
    password = once(page.get_data(as_text=True))
    (opened,) = entries(house)[before:]
    assert opened[1] == "open_account"
    id = opened[0].partition(":")[2]
    granted = security.submit(f"{ACCOUNTS}{id}/duties/new", {
        "s0_duty": "cadre_clerk", "s0_organization": "zuzhibu", "s0_from": "2026-02-01",
    })  # fmt: skip
    assert granted.status_code == 303, granted.get_data(as_text=True)
    assert password not in str(rows(house, "entries")) + str(rows(house, "credentials"))

    new = visitor(app, "lin_xin", password)
    assert new.get("/selections/").location == "/password"
    told = {"old": password, "new": "Xin-2026-kouling", "again": "Xin-2026-kouling"}
    count = len(entries(house))
    assert new.submit("/password", told).location == "/"
    assert len(entries(house)) == count  # one's own password alters nobody's duties
    assert new.get("/selections/").status_code == 200
    assert visitor(app, "lin_xin", "Xin-2026-kouling").get("/").status_code == 200


def test_an_order_sent_twice_shows_no_second_password(enter: Enter, house: House) -> None:
    security = enter("baomi")
    told = {**security.hidden(ACCOUNTS + "new"), "s0_login": "lin_xin", "s0_name": "林欣"}
    for path, form in ((ACCOUNTS + "new", told), (
        f"{ACCOUNTS}zhou_lan/password",
        {**security.hidden(f"{ACCOUNTS}zhou_lan/password"), "s0_reason": "忘记口令，当面核对"},
    )):  # fmt: skip
        first = security.client.post(path, data=form)
        kept, count = rows(house, "credentials"), len(entries(house))
        assert once(first.get_data(as_text=True))
        second = security.client.post(path, data=form)
        assert (second.status_code, len(entries(house))) == (422, count)
        assert rows(house, "credentials") == kept


CHANGES = {
    "correct_account": (f"{ACCOUNTS}chen_xiao/correct", {
        "s0_name": "陈晓㬎", "s0_person": "chen_xiao", "s0_reason": "姓名用字更正"}),
    "reset_password": (f"{ACCOUNTS}chen_xiao/password", {"s0_reason": "忘记口令，当面核对"}),
    "close_sessions": (f"{ACCOUNTS}chen_xiao/sessions", {"s0_reason": "电脑遗失"}),
    "retire_account": (f"{ACCOUNTS}chen_xiao/retire", {}),
    "end_duty": (f"{ACCOUNTS}chen_xiao/duties/end", {
        "s0_duty": "cadre_clerk@zuzhibu", "s0_on": "2026-03-01"}),
    "grant_duty": (f"{ACCOUNTS}chen_xiao/duties/new", {
        "s0_duty": "cadre_chief", "s0_organization": "zuzhibu", "s0_from": "2026-02-28",
        "s0_to": "2026-12-31"}),
    "enter_organization": (f"{UNITS}new", {
        "s0_name": "市档案馆", "s0_kind": "unit", "s0_parent": "linjiang",
        "s0_discipline": "jiwei"}),
    "correct_organization": (f"{UNITS}gongwei/correct", {
        "s0_name": "市直属机关工委", "s0_reason": "机构更名"}),
}  # fmt: skip


@pytest.mark.parametrize("act", sorted(CHANGES))
def test_every_change_is_exactly_one_entry(enter: Enter, house: House, act: str) -> None:
    path, values = CHANGES[act]
    security, before = enter("baomi"), entries(house)
    answer = security.submit(path, values)
    assert answer.status_code in (200, 303), answer.get_data(as_text=True)
    (written,) = entries(house)[len(before):]
    assert written[1] == act
    record = last(house, written[0])
    assert (record.by.account, record.by.duty) == ("baomi", "security_admin")
    assert record.values.get("reason", "") == values.get("s0_reason", "")
    auditor = enter("shenji")
    kind, _, id = written[0].partition(":")
    page = auditor.text(f"/records/{kind}/{id}/{record.seq}")
    assert act not in page.partition("<main")[2].partition("<details")[0], "no word for the act"


def test_sessions_that_are_closed_open_nothing_and_a_duty_that_ended_neither(
    enter: Enter, house: House
) -> None:
    clerk, security = enter("chen_xiao"), enter("baomi")
    path, values = CHANGES["close_sessions"]
    security.submit(path, values)
    assert clerk.get("/selections/").status_code == 302
    clerk = enter("chen_xiao")
    path, values = CHANGES["end_duty"]
    security.submit(path, {**values, "s0_on": "2026-02-28"})
    assert clerk.get("/selections/new").status_code == 403


def test_a_correction_without_news_and_a_duty_that_crosses_are_refused(
    enter: Enter, house: House
) -> None:
    security, before = enter("baomi"), len(entries(house))
    same = {"s0_name": "陈晓", "s0_person": "chen_xiao", "s0_reason": "再登记一遍"}
    answer = security.submit(f"{ACCOUNTS}chen_xiao/correct", same)
    assert (answer.status_code, "与原登记一致" in answer.get_data(as_text=True)) == (422, True)
    crossed = {"s0_duty": "audit_admin", "s0_organization": "linjiang", "s0_from": "2026-02-28"}
    answer = security.submit(f"{ACCOUNTS}chen_xiao/duties/new", crossed)
    assert answer.status_code == 403
    assert "三员分立" in answer.get_data(as_text=True)
    own = security.submit(f"{ACCOUNTS}baomi/password", {"s0_reason": "忘记"})
    assert "本人" in own.get_data(as_text=True)
    assert len(entries(house)) == before
    assert security.get(f"{ACCOUNTS}nobody").status_code == 404


def test_the_section_chief_keeps_posts_and_bodies(enter: Enter, house: House) -> None:
    chief = enter("zhou_lan")
    post = {
        "s0_organization": "gongwei", "s0_title": "市直机关工委二级调研员",
        "s0_level": "county_deputy", "s0_position": "other", "s0_quota": "2",
        "s0_holders-0-c_person": "wei_tongzhou", "s0_holders-0-c_leaving": "yes",
    }  # fmt: skip
    assert chief.submit("/posts/new", post).status_code == 303
    with house.reading() as desk:
        id = next(one.subject for one in rows(house, "entries") if one.act == "enter_post"
                  and one.account == "zhou_lan")  # fmt: skip
        said = history(desk, id)[-1].data["set"]
    assert (said["holders"], said["leaving"]) == (["wei_tongzhou"], ["wei_tongzhou"])
    page = f"/posts/{id.partition(':')[2]}"
    assert "已决定离任" in chief.text(page)
    assert chief.submit(f"{page}/change", {**post, "s0_quota": "3"}).status_code == 303
    assert "3" in chief.text(page)

    body = {
        "s0_name": "市直机关工委会", "s0_kind": "committee", "s0_organization": "gongwei",
        "s0_members-0-c_person": "tan_shuji", "s0_members-0-c_role": "chair",
        "s0_members-0-c_from": "2024-01-01", "s0_members-1-c_person": "wei_tongzhou",
        "s0_members-1-c_role": "member", "s0_members-1-c_from": "2024-01-01",
        "s0_members-1-c_to": "2026-01-01",
    }  # fmt: skip
    people = chief.text("/bodies/new")
    body["s0_members-0-c_person"] = re.search(r'value="([^"]+)">谭立群', people)[1]  # type: ignore[index]
    assert chief.submit("/bodies/new", body).status_code == 303
    new = next(one.subject for one in rows(house, "entries") if one.act == "enter_body"
               and one.account == "zhou_lan").partition(":")[2]  # fmt: skip
    assert "应到 1 人" in chief.text(f"/bodies/{new}")
    assert "应到 2 人" in chief.text(f"/bodies/{new}?day=2025-12-31")
    assert chief.get(f"/bodies/{new}?day=去年").status_code == 422
    body["s0_members-1-c_to"] = "2026-02-01"
    assert chief.submit(f"/bodies/{new}/change", body).status_code == 303


def test_lists_are_searched_and_an_empty_answer_says_what_to_do(enter: Enter) -> None:
    security = enter("baomi")
    assert "zhou_lan" in security.text(ACCOUNTS + "?q=周")
    assert "zhou_lan" not in security.text(ACCOUNTS + "?q=陈")
    assert "换一个条件" in security.text(ACCOUNTS + "?state=retired")
    assert "gongwei_renshi" in security.text(UNITS + "?q=人事处")
    assert "换一个词" in security.text(UNITS + "?q=没有的单位")


def test_the_state_of_the_system_names_nobody(enter: Enter, house: House) -> None:
    page = enter("xitong").text("/admin/system").partition("<main")[2]
    people = {one.name for one in rows(house, "names")} | {one.name for one in rows(house, "accounts")}
    people -= {"系统管理员"}
    assert [one for one in people if one in page] == []
    assert "还没有校验过" in page
    assert "暂按推算" in page
    enter("shenji").submit("/admin/audit/verify", {})
    assert "全部相符" in enter("xitong").text("/admin/system")


def test_each_administrator_is_led_to_his_own_work(app: Flask) -> None:
    for login in ("xitong", "baomi", "shenji"):
        guest = Visitor(app.test_client())
        answer = guest.submit("/login", {"login": login, "password": PASSWORD})
        assert answer.location == "/admin/"
        links = set(re.findall(r'href="(/[^"]*)"', guest.text("/admin/").partition("<main")[2]))
        assert links
        assert all(guest.get(one).status_code in (200, 303) for one in links)
