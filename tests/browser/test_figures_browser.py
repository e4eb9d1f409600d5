"""统计 and 流程定义 at a screen, on a phone and on paper."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser_stage import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser
Sit = Callable[..., Visitor]
A4 = 688  # pixels: 210 mm less two margins of 14 mm at 96 to the inch
EDITION = "an edition"  # its address is its digest: found by its title
PARTS = [[".head"], [".toc"], ["#proof"], ["#states"], ["#settings"]]  # one of each shape
NAME = re.compile(r"[A-Za-z]+_[A-Za-z_0-9]+|[a-z]{5,}")


@pytest.mark.parametrize(("size", "paths"), [
    (DESK, ("/statistics/", "/definitions/")), (PHONE, ("/statistics/stays", EDITION)),
])  # fmt: skip
def test_figures_and_definitions_are_readable_for_everybody(
    sit: Sit, size: tuple[int, int], paths: tuple[str, ...]
) -> None:
    axe, leader = Axe(), sit("lu_ping", size)
    for wanted in paths:
        path = wanted
        if wanted == EDITION:
            leader.go("/definitions/")
            link = leader.main.get_by_role("link", name="调整不适宜担任现职（第1版）")
            path = link.get_attribute("href") or ""
        leader.go(path)
        parts = {"include": PARTS} if wanted == EDITION else None
        assert axe.run(leader.page, context=parts).response["violations"] == [], path
        assert leader.sideways() <= 0, path
        text = re.sub(r"[0-9a-f]{16}|Excel", "", leader.main.inner_text())
        assert NAME.findall(text) == [], path


def test_from_a_figure_one_comes_to_its_list_and_takes_it_away(sit: Sit) -> None:
    leader = sit("lu_ping")
    leader.go("/statistics/")
    leader.main.locator("#opened td a").first.click()
    leader.says("开立的事项明细", "沈砚青", "共 1 条")
    with leader.page.expect_download() as taken:
        leader.main.get_by_role("button", name="Excel").click()
    assert taken.value.suggested_filename.startswith("开立的事项明细-2026-02-28")
    assert taken.value.suggested_filename.endswith(".xlsx")


def test_figures_on_paper_keep_their_bars_and_lose_their_forms(sit: Sit) -> None:
    leader = sit("lu_ping", (A4, 1000))
    leader.go("/statistics/")
    leader.page.emulate_media(media="print")
    cut = leader.page.evaluate(
        """width => [...document.querySelectorAll("main *")]
          .filter(one => one.checkVisibility() && one.getBoundingClientRect().right > width + 1)
          .map(one => one.outerHTML.slice(0, 120))""", A4,
    )  # fmt: skip
    assert cut == []
    assert leader.main.locator("svg.bars").first.is_visible()
    assert not leader.main.get_by_role("button", name="CSV").first.is_visible()
