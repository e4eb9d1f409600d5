"""A secret ballot in a browser: slips on paper, a voter at a phone, sums while typing, the count."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser_stage import PHONE, Site, Visitor, site_on
from playwright.sync_api import expect
from sound import violations

pytestmark = pytest.mark.browser
Sit = Callable[..., Visitor]
CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}")
NEW = "/selections/dongyi/ballots/meeting_recommendation/new"
RECORD = "/selections/dongyi/activities/meeting_recommendation/record"


@pytest.fixture
def site(voting_day: Path, tmp_path: Path) -> Iterator[Site]:
    """A site on the day of the recommending meeting."""
    shutil.copytree(voting_day, tmp_path / "house")
    with site_on(tmp_path / "house", "2026-02-04") as found:
        yield found


def cast(guest: Visitor, code: str, place: int) -> None:
    """What a browser sends when a code is typed, a name ticked and all is confirmed."""
    told = {"code": code, "mark": str(place), "step": "cast"}
    assert guest.page.request.post(f"{guest.base}/ballot", form=told).ok


def slips(officer: Visitor) -> list[str]:
    """Open a ballot for six; gives the codes as printed."""
    officer.go(NEW)
    officer.page.get_by_label("内设机构主要负责人，制作张数").fill("6")
    expect(officer.main.locator("tfoot .count-n")).to_have_text("6")
    officer.press("开启投票并制作票码")
    return CODE.findall(officer.main.inner_text())


def test_a_voter_at_a_phone_types_a_code_marks_and_confirms(sit: Sit, site: Site) -> None:
    officer = sit("ma_chao")
    codes = slips(officer)
    assert violations(officer) == []
    before = site.entries()
    voter = sit("", PHONE)
    voter.go("/ballot")
    faults = violations(voter)
    code = voter.page.get_by_label(re.compile("票码"))
    code.fill(codes[0].lower())
    voter.press("领取选票")
    faults += violations(voter)
    voter.press("填好了，去确认")
    voter.press("返回修改")
    voter.page.get_by_label(re.compile("韦同舟")).check()
    voter.press("填好了，去确认")
    voter.says("韦同舟", "推荐", "没有回执")
    faults += violations(voter)
    voter.press("投出选票")
    voter.says("选票已经投出")
    faults += violations(voter)
    assert voter.page.context.cookies() == []
    voter.click("下一位输入票码")
    code.fill(codes[0])
    voter.press("领取选票")
    voter.says("票码不能使用")
    assert faults == []
    assert site.entries() == before


def test_the_officer_closes_the_scrutineers_check_and_the_figures_are_recorded(sit: Sit) -> None:
    officer = sit("ma_chao")
    for place, code in enumerate(slips(officer)):
        cast(officer, code, 1 if place == 0 else 0)
    officer.click("已经打印，去投票页面")
    officer.press("截止投票并公布结果")
    officer.says("收回 6 张", "5票", "1票", "已截止，待核对")
    faults = violations(officer)
    officer.click("监票人、计票人核对")
    faults += violations(officer)
    for title, figure in (("应到", 6), ("实到", 6), ("发出票码", 6), ("剩余票码", 0)):
        officer.page.get_by_label(f"内设机构主要负责人，{title}").fill(str(figure))
    officer.fill({"监票人": "丁文", "计票人": "许可"})
    officer.press("核对无误")
    expect(officer.page.get_by_label("有效票数")).to_have_value("6")
    officer.fill({"主持人": "顾明成", "票据、谈话记录已密封": "是"})
    officer.press("填报")
    officer.says("已登记：会议推荐·填报")
    officer.go("/recommendation/dongyi")
    officer.says("谈话调研推荐", "会议推荐", "17票", "5票", "不得简单以票取人")
    faults += violations(officer)
    assert faults == []


def test_a_tally_is_summed_while_it_is_typed_and_refused_with_every_contradiction(
    sit: Sit,
) -> None:
    officer = sit("ma_chao", PHONE)
    officer.go(RECORD)
    assert violations(officer) == []
    for title, figure in (("部门领导成员，应到人数", 6), ("部门领导成员，实到人数", 7),
                          ("其他需要参加的人员，应到人数", 10), ("其他需要参加的人员，实到人数", 9),
                          ("推荐票数，第1行", 9), ("推荐票数，第2行", 1), ("推荐票数，第3行", 0)):  # fmt: skip
        officer.page.get_by_label(title, exact=True).fill(str(figure))
    officer.fill({"应到人数": 17, "实到人数": 15, "发出票数": 14, "收回票数": 15, "有效票数": 8,
                  "会议日期": "2026-02-04", "主持人": "顾明成", "票据、谈话记录已密封": "是",
                  "计票监票人": ["丁文", "许可"]})  # fmt: skip
    expect(officer.main.locator("tfoot td[data-label=实到人数] .count-n")).to_have_text("16")
    expect(officer.main.locator("p.sums .count-n").nth(0)).to_have_text("-1")
    officer.press("填报")
    officer.says(
        "收回15多于发出14", "部门领导成员到会7多于应到6", "各类人员应到合计16，应到填的是17",
        "各类人员到会合计16，到会填的是15", "沈砚青得票9，多于有效票8", "得票合计10，多于有效票8与职位数1之积",
    )  # fmt: skip
    expect(officer.page.get_by_label("有效票数")).to_have_value("8")
    assert officer.sideways() <= 0
