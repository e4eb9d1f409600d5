"""The job itself in a browser: from 酝酿 to the decision of the meeting, by those entitled, page by page."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from browser_stage import PROOF, Site, Visitor
from playing import PASSWORD
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.house("deliberation")]
Sit = Callable[..., Visitor]
CAME = ("邵炜", "顾明成", "金涛", "罗清", "孟凡", "潘越", "邱实", "阮华")  # and the chair, last
AWAY = ("陶然", "万里")
CHAIR = "梁正远"


def state(guest: Visitor) -> str:
    """The step on the case page."""
    return guest.main.locator(".meta b.t-red").inner_text()


def do_from_inbox(guest: Visitor, activity: str) -> None:
    """Open a request from the inbox by its title."""
    guest.go("/")
    guest.click(activity)
    expect(guest.main.locator("h1")).to_contain_text(activity)


def refused_and_unchanged(leader: Visitor, site: Site) -> None:
    """The head of the department tries at once, and is told everything that is missing."""
    before = site.entries()
    leader.go("/")
    leader.page.locator("nav").get_by_role("link", name="批次").click()
    leader.click("市直机关工委副书记选拔")
    leader.click("沈砚青")
    leader.says("为什么还不能“提交讨论”", "酝酿情况", "会议议题登记", "上级分管领导意见")
    leader.attempt("提交讨论")
    leader.press("提交讨论")
    told = leader.main.locator(".refusal")
    expect(told).to_be_visible()
    text = told.inner_text()
    for words in ("不能“提交讨论”", "由谁提供", "干部科负责人", "会议记录员", "干部监督机构人员"):
        assert words in text
    for rule in ("R-DEC-02", "R-DEC-03", "R-MOT-07", "R-CAND-01", "R-POL-09"):
        assert rule in text, rule
    assert site.entries() == before
    leader.go("/cases/shen")
    assert state(leader) == "酝酿"


def ask_and_answer(chief: Visitor, upper: Visitor) -> None:
    """The leader above is asked on the case page and answers from the inbox, seeing no case."""
    chief.go("/cases/shen")
    chief.main.locator("#activity-upper_leader_opinion").get_by_role("link", name="征求意见").click()
    chief.press("征求意见")
    chief.says("已登记：上级分管领导意见")
    do_from_inbox(upper, "上级分管领导意见")
    upper.fill({"结论": "同意", PROOF: PASSWORD})
    upper.press("签署并答复")
    upper.says("没有待办")


def put_on_the_agenda(secretary: Visitor, leader: Visitor) -> None:
    """The item is registered by one and approved by another."""
    do_from_inbox(secretary, "会议议题登记")
    secretary.press("填报")
    expect(secretary.main.locator(".fault[id]")).to_have_count(4)  # nothing was filled in yet
    secretary.fill({
        "会议": "市委常委会2026年3月25日会议", "议题提出人": "顾明成",
        "提出日期": "2026-03-18", "会议通知日期": "2026-03-20",
    })  # fmt: skip
    secretary.press("填报")
    do_from_inbox(leader, "会议议题登记")
    leader.says("市委常委会2026年3月25日会议")  # who approves sees what
    leader.press("审核")


def write_down_the_talks(chief: Visitor, leader: Visitor) -> None:
    """Two rows of a table, one of them added; then approved."""
    do_from_inbox(chief, "酝酿情况")
    chief.fill({
        "范围，第1行": "党委（党组）领导成员", "人员，第1行": "邵炜",
        "日期，第1行": "2026-03-17", "意见，第1行": "同意",
    })  # fmt: skip
    rows = chief.main.get_by_label(re.compile("^范围，第"))
    before = rows.count()
    chief.press("增加一行")
    expect(rows).to_have_count(before + 1)
    chief.fill({
        "范围，第2行": "政府领导成员", "人员，第2行": "金涛",
        "日期，第2行": "2026-03-18", "意见，第2行": "同意", "酝酿完成日期": "2026-03-19",
    })  # fmt: skip
    chief.press("填报")
    do_from_inbox(leader, "酝酿情况")
    leader.says("邵炜", "金涛", "政府领导成员")
    leader.press("审核")


def check_exclusions(officer: Visitor, chief: Visitor) -> None:
    """Every item of Article 24 has a result and a basis."""
    do_from_inbox(officer, "不得列为考察对象情形核查")
    parts = officer.main.locator("section.part")
    for number in range(parts.count()):
        officer.fill({"核查结果": "无此情形", "依据": "上会前重新核查"}, parts.nth(number))
    officer.press("填报")
    do_from_inbox(chief, "不得列为考察对象情形核查")
    chief.press("审核")


def check_politics(checker: Visitor, second: Visitor) -> None:
    """The political standard of this stage, recorded by one and approved by another."""
    do_from_inbox(checker, "政治标准把关（本环节）")
    checker.fill({
        "查阅材料": ["政治素质档案", "信访举报"], "把关意见": "未发现问题", "依据": "上会前核对",
    })  # fmt: skip
    checker.press("填报")
    do_from_inbox(second, "政治标准把关（本环节）")
    second.press("审核")


def hold_the_meeting(secretary: Visitor) -> None:
    """The meeting is registered; each view in the order spoken, the chair last; the count."""
    secretary.page.locator("nav").get_by_role("link", name="会议").click()
    secretary.click("登记会议")
    secretary.fill({
        "会议机构": "市委常委会", "会议种类": "常委会会议", "召开日期": "2026-03-25",
        "通知日期": "2026-03-20", "主持人": CHAIR,
    })  # fmt: skip
    secretary.press("登记")
    secretary.says("应到会 11 人", "沈砚青")
    secretary.click("记录议题")
    for name in AWAY:
        secretary.fill({f"{name}到会": "请假", f"{name}理由": "出差"})
    for order, name in enumerate((*reversed(CAME), CHAIR), 1):
        secretary.fill({f"{name}表态": "缓议" if name == "邱实" else "同意",
                        f"{name}表态次序": order})  # fmt: skip
    secretary.fill({
        "汇报人": "顾明成", "表决方式": "无记名投票", "同意票": 8, "不同意票": 0, "缓议票": 1,
        "弃权票": 0, "发出票": 9, "收回票": 9, "有效票": 9, "监票计票人": ["丁文", "许可"],
        "记录人": "宋玉", "会议记录本编号": "常委会2026-2", "页码": "31",
    })  # fmt: skip
    secretary.press("登记议题")
    secretary.says("已记录议题", "应到会 11，参加讨论 9，回避 0")


def test_a_case_goes_from_the_talks_to_the_decision_through_pages_alone(
    sit: Sit, site: Site
) -> None:
    leader, chief = sit("gu_mingcheng"), sit("zhou_lan")
    refused_and_unchanged(leader, site)
    ask_and_answer(chief, sit("fenguan"))
    put_on_the_agenda(sit("song_yu"), leader)

    site.clock.day = date(2026, 3, 19)
    leader, chief = sit("gu_mingcheng"), sit("zhou_lan")
    write_down_the_talks(chief, leader)
    check_exclusions(sit("he_jing"), chief)
    check_politics(sit("fang_hui"), sit("gao_feng"))

    site.clock.day = date(2026, 3, 20)
    leader = sit("gu_mingcheng")
    leader.go("/cases/shen")
    leader.says("“提交讨论”")
    assert "为什么还不能“提交讨论”" not in leader.main.inner_text()
    leader.click("提交讨论")
    leader.press("提交讨论")
    leader.says("已办理：提交讨论")
    assert state(leader) == "讨论决定"

    site.clock.day = date(2026, 3, 25)
    secretary = sit("song_yu")
    hold_the_meeting(secretary)
    told = secretary.main.locator("article.item tbody tr")
    assert [row.split("\t")[:2] for row in told.all_inner_texts()][:9] == [
        [str(order), name] for order, name in enumerate((*reversed(CAME), CHAIR), 1)
    ]
    secretary.click("沈砚青")
    secretary.click("表决通过")
    secretary.press("表决通过")
    assert state(secretary) != "讨论决定"
    secretary.main.locator(".pages").get_by_role("link", name="全程纪实").click()
    secretary.says("表决通过", "提交讨论", "上级分管领导意见", "邵炜", "2026-03-25")
