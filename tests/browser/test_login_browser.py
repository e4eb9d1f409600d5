"""Logging in and out in a browser: with the keyboard alone, and the session ends on the server."""

import re
from collections.abc import Callable

import pytest
from browser_stage import Site, Visitor
from playing import PASSWORD
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser
Sit = Callable[..., Visitor]


def test_logging_in_and_reaching_the_first_request_needs_no_mouse(sit: Sit) -> None:
    guest = sit()
    guest.go("/")
    keys = guest.page.keyboard
    keys.press("Tab")
    expect(guest.page.locator(":focus")).to_have_text("跳到正文")
    while guest.page.evaluate("document.activeElement.id") != "login":
        keys.press("Tab")
    keys.type("zhibu_shuji")
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    expect(guest.main.locator("h1")).to_have_text("待办")
    link = guest.main.get_by_role("link", name="所在党支部意见").first
    for _ in range(30):
        if link.evaluate("one => one === document.activeElement"):
            break
        keys.press("Tab")
    keys.press("Enter")
    expect(guest.main.locator("h1")).to_contain_text("所在党支部意见")


def test_the_skip_link_leads_past_the_navigation(sit: Sit) -> None:
    clerk = sit("chen_xiao")
    clerk.page.keyboard.press("Tab")
    clerk.page.keyboard.press("Enter")
    clerk.page.keyboard.press("Tab")
    assert clerk.page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_where_the_focus_is_can_be_seen(sit: Sit) -> None:
    guest = sit()
    guest.go("/login")
    for name in ("login", "password"):
        guest.page.locator(f"#{name}").focus()
        style = guest.page.evaluate(
            "(({outlineStyle, outlineWidth, boxShadow}) => [outlineStyle, outlineWidth, boxShadow])"
            "(getComputedStyle(document.activeElement))"
        )
        assert (style[0] != "none" and style[1] != "0px") or style[2] != "none", name


def test_a_wrong_password_says_so_and_keeps_the_name(sit: Sit) -> None:
    guest = sit()
    guest.go("/login")
    guest.fill({"登录名": "chen_xiao", "口令": "猜的"})
    guest.press("登录")
    guest.says("登录名或者口令不对")
    expect(guest.page.locator("#login")).to_have_value("chen_xiao")


def test_who_logs_in_comes_to_the_page_that_was_asked_for(sit: Sit) -> None:
    guest = sit()
    guest.go("/cases/shen")
    guest.fill({"登录名": "lu_ping", "口令": PASSWORD})
    guest.press("登录")
    expect(guest.main.locator("h1")).to_contain_text("沈砚青")


def test_after_logging_out_the_cookie_of_before_opens_nothing(
    sit: Sit, chromium: Browser, site: Site
) -> None:
    clerk = sit("chen_xiao")
    before = clerk.page.context.cookies()
    with clerk.page.expect_navigation(url=re.compile("/login$")):
        clerk.page.get_by_role("button", name="退出").click()
    thief = chromium.new_context()
    thief.add_cookies(before)  # type: ignore[arg-type]  # as the browser gave them
    answer = thief.new_page().goto(f"{site.base}/cases/shen")
    assert answer is not None and "/login" in answer.url
    thief.close()
