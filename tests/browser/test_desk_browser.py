"""The desk and the boards in a browser: by keyboard alone, and on paper."""

import re
from collections.abc import Callable

import pytest
from browser_stage import Visitor
from playwright.sync_api import expect
from printed import sheets

pytestmark = pytest.mark.browser
Sit = Callable[..., Visitor]


def by_keyboard(guest: Visitor, words: str, role: str = "link") -> None:
    """Tab to a link or button whose name matches these words, and press Enter."""
    wanted = guest.main.get_by_role(role, name=re.compile(words)).first  # type: ignore[arg-type]
    for _ in range(80):
        guest.page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            with guest.page.expect_navigation():
                guest.page.keyboard.press("Enter")
            return
    pytest.fail(f"“{words}” is not reached by the keyboard on {guest.page.url}")


def test_signing_filtering_and_following_need_no_mouse(sit: Sit) -> None:
    branch = sit("zhibu_shuji")
    by_keyboard(branch, "^签收.*所在党支部意见", "button")
    branch.says("我已签收", "退回签收")
    clerk = sit("chen_xiao")
    clerk.go("/selections/")
    by_keyboard(clerk, "全部批次看板")
    by_keyboard(clerk, "有阻塞")
    assert "filter=blocked" in clerk.page.url
    by_keyboard(clerk, "名单")
    by_keyboard(clerk, "☆ 关注", "button")
    expect(clerk.main.get_by_role("button", name="★ 取消关注")).to_be_visible()
    clerk.go("/followed")
    by_keyboard(clerk, "沈砚青")
    expect(clerk.main.locator("h1")).to_contain_text("沈砚青")


def test_a_ledger_is_printed_across_the_sheet(sit: Sit) -> None:
    clerk = sit("chen_xiao")
    clerk.go("/selections/ledger")
    made = clerk.page.pdf(format="A4", prefer_css_page_size=True)
    assert b"/MediaBox [0 0 841" in made  # landscape
    text = "".join(sheets(made))
    assert "台账" in text and "沈砚青" in text and "退出" not in text
