"""In a browser: who is too late, and whose session ends in a long form, lose nothing they typed."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser_stage import PASSWORD, Site, Visitor
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
Sit = Callable[..., Visitor]
TALK = "/cases/shen/activities/candidate_talk/record"
TALKED = {"面谈日期": "2026-02-28", "面谈人（两人以上）": ["卢平", "白露"], "面谈情况": "认识清楚。\n第二段。"}


def sound(guest: Visitor) -> None:
    """No violation of accessibility, of any impact."""
    found = Axe().run(guest.page).response["violations"]
    assert [one["id"] for one in found] == []


def test_two_who_race_on_one_case_the_later_sees_the_difference_and_keeps_his_words(
    sit: Sit, site: Site
) -> None:
    first, second = sit("lu_ping"), sit("lu_ping")
    for one in (first, second):
        one.go(TALK)
        one.fill(TALKED)
    first.fill({"面谈情况": "先到的写法。"})
    first.press("填报")
    before = site.entries()
    second.press("填报")
    second.says("您打开本页以后，新办理了 1 件", "卢平", "考察对象面谈·填报", "先到的写法。")
    expect(second.main.get_by_label("面谈情况")).to_have_value("认识清楚。\n第二段。")
    assert site.entries() == before
    sound(second)
    second.press("填报")
    second.says("已登记：考察对象面谈")
    second.go("/cases/shen/history?kind=correction")
    second.says("更正前", "先到的写法。", "认识清楚。")


def test_a_session_that_ends_in_a_long_form_asks_for_the_password_and_goes_on(
    sit: Sit, site: Site
) -> None:
    leader = sit("lu_ping")
    leader.go(TALK)
    leader.fill(TALKED)
    leader.page.context.clear_cookies()
    before = site.entries()
    leader.press("填报")
    leader.says("登录已到期", "第二段。", "编号")
    sound(leader)
    leader.fill({"登录名": "lu_ping", "口令": "猜"})
    leader.press("验证并提交")
    leader.says("登录名或者口令不对", "第二段。")
    assert site.entries() == before
    leader.fill({"登录名": "lu_ping", "口令": PASSWORD})
    leader.press("验证并提交")
    leader.says("已登记：考察对象面谈")
    assert site.entries() == before + 1
