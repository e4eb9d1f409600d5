"""统计 and 流程定义 at a screen, on a phone and on paper."""

import re
from collections.abc import Callable

import pytest
from browser_stage import A4, PHONE, Visitor
from sound import violations

pytestmark = pytest.mark.browser
Sit = Callable[..., Visitor]
PARTS = (".head", ".toc", "#proof", "#states", "#settings")  # one of each shape
NAME = re.compile(r"[A-Za-z]+_[A-Za-z_0-9]+|[a-z]{5,}")


def test_an_edition_is_readable_for_everybody_on_a_phone(sit: Sit) -> None:
    leader = sit("lu_ping", PHONE)
    leader.go("/definitions/")
    leader.click("调整不适宜担任现职（第1版）")
    assert violations(leader, PARTS) == []
    assert NAME.findall(re.sub(r"[0-9a-f]{16}|Excel", "", leader.main.inner_text())) == []


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
    assert leader.cut_on_paper() == []
    assert leader.main.locator("svg.bars").first.is_visible()
    assert not leader.main.get_by_role("button", name="CSV").first.is_visible()
