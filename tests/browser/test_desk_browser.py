"""The desk and the boards in a browser: readable by everybody, on a phone, by keyboard alone."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser_stage import DESK, PHONE, Visitor
from playwright.sync_api import expect
from printed import sheets

pytestmark = pytest.mark.browser
Sit = Callable[..., Visitor]
PAGES = (
    "/", "/done", "/begun", "/followed", "/selections/", "/selections/board",
    "/selections/board?filter=blocked", "/selections/list", "/selections/ledger",
    "/selections/dongyi",
)  # fmt: skip


@pytest.mark.parametrize(("size", "looked_at"), [
    (DESK, PAGES), (PHONE, ("/", "/followed", "/selections/board", "/selections/list")),
])  # fmt: skip
def test_axe_finds_nothing_at_all_and_nothing_is_wider_than_the_screen(
    sit: Sit, size: tuple[int, int], looked_at: tuple[str, ...]
) -> None:
    axe, guest = Axe(), sit("chen_xiao", size)
    faults = []
    for path in PAGES:
        guest.go(path)
        assert guest.sideways() <= 0, path
        if path in looked_at:
            faults += [(path, one["id"], one["nodes"][0]["html"][:150])
                       for one in axe.run(guest.page).response["violations"]]  # fmt: skip
    assert faults == []


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
