"""What single people do in a browser: a branch answers, an officer holds, a clerk begins a selection."""

import re
from collections.abc import Callable

import pytest
from browser_stage import PROOF, Site, Visitor
from playing import PASSWORD
from playwright.sync_api import expect
from printed import sheets

pytestmark = pytest.mark.browser
# Hidden words are a block of their own once the styles are there, so a space may stand between.
VERIFY = re.compile(r"核实\s*出生日期")
Sit = Callable[..., Visitor]


def test_the_secretary_of_the_branch_answers_and_sees_nothing_else(sit: Sit) -> None:
    branch = sit("zhibu_shuji")
    assert branch.page.locator("nav.side a").all_inner_texts()[0] == "工作台\n1"
    branch.click("所在党支部意见")
    branch.says("沈砚青", "2026年3月4日 前答复", "剩3个工作日")
    branch.fill({"结论": "有保留", "签署人": "石磊", "现实表现": "第一段。\n第二段。"})
    branch.press("签署并答复")
    # What is missing stands beside its field, and nothing that was typed is lost.
    branch.says("必填")
    expect(branch.main.get_by_label("现实表现")).to_have_value("第一段。\n第二段。")
    expect(branch.main.get_by_role("radio", name="有保留")).to_be_checked()
    branch.fill({"结论": "同意", "参加组织生活情况": "按时参加。", "反映的问题": "无。",
                 PROOF: PASSWORD})  # fmt: skip
    branch.press("签署并答复")
    branch.says("没有待办", "已登记：所在党支部意见·书面答复")
    branch.go("/opinions/")
    branch.click("复函")
    branch.says("特此函复")
    (letter,) = sheets(branch.page.pdf(format="A4", prefer_css_page_size=True))
    for words in ("关于沈砚青同志所在党支部意见的复函", "市委组织部：", "第一段。", "签署人：石磊"):
        assert words in letter
    assert "退出" not in letter
    assert branch.go("/cases/shen").status == 404
    leader = sit("lu_ping")
    leader.go("/cases/shen")
    text = leader.main.locator(".why").inner_text()
    assert "未收到市直机关工委机关第一党支部的书面意见" not in text
    assert "未收到市直机关纪检监察工委的书面意见" in text


def test_a_hold_by_the_discipline_officer_stops_the_case_at_once(sit: Sit, site: Site) -> None:
    officer = sit("jiwei")
    officer.page.locator("nav").get_by_role("link", name="干部").click()
    officer.click("沈砚青")
    officer.click("暂缓")
    officer.fill({
        "理由": "收到反映，需要核实。", "来源": "信访", "待核实的问题": "工程项目招标中的问题",
        "核实期限": "2026-03-28",
    })  # fmt: skip
    officer.press("登记")
    officer.says("已登记：暂缓", "收到反映，需要核实。")
    leader = sit("lu_ping")
    leader.go("/cases/shen")
    leader.says("查清前不得前行", "应于 2026-03-28 前查清")
    before = site.entries()
    leader.attempt("考察结束，报部务会")
    leader.press("考察结束，报部务会")
    expect(leader.main.locator(".refusal")).to_contain_text("R-POL-08")
    assert site.entries() == before


def test_a_refused_form_keeps_what_was_typed(sit: Sit, site: Site) -> None:
    leader = sit("lu_ping")
    leader.go("/cases/shen/activities/candidate_talk/record")
    leader.fill({"面谈日期": "2026-02-28", "面谈人（两人以上）": ["卢平", "白露"], "面谈情况": "认识清楚。",
                 "办理日期": "2026-02-20"})  # fmt: skip
    before = site.entries()
    leader.press("填报")
    expect(leader.main.locator(".refusal")).to_contain_text("R-TRACE-01")
    assert site.entries() == before
    expect(leader.main.get_by_label("面谈情况")).to_have_value("认识清楚。")
    expect(leader.main.get_by_role("checkbox", checked=True)).to_have_count(2)
    leader.fill({"补录说明": "考察期间不便录入"})
    leader.press("填报")
    leader.says("已登记：考察对象面谈")


def test_who_may_not_is_told_who_may_and_finds_the_way_back(sit: Sit) -> None:
    clerk = sit("chen_xiao")
    clerk.go("/cases/shen")
    link = "/cases/shen/activities/political_assessment/record"
    with clerk.page.expect_navigation():
        clerk.page.evaluate("path => { location.href = path }", link)
    clerk.says("无权办理", "政治素质考察人员")
    clerk.click("返回上一页")
    expect(clerk.main.locator("h1")).to_contain_text("沈砚青")


@pytest.mark.house("first_day")
def test_a_clerk_begins_a_selection_names_a_candidate_and_sees_what_is_missing(sit: Sit) -> None:
    clerk = sit("chen_xiao")
    for name, empty in (("工作台", "没有待办"), ("批次", "还没有批次"), ("会议", "还没有会议")):
        clerk.page.locator("nav").get_by_role("link", name=name).click()
        clerk.says(empty)
    clerk.go("/selections/new")
    assert clerk.main.locator("#edition option").nth(1).inner_text() == "提拔任职（第2版）"
    clerk.press("开立")
    clerk.says("必填")
    clerk.fill({"批次名称": "市直机关工委副书记选拔", "流程": "提拔任职", "讨论决定机构": "市委常委会"})
    clerk.press("开立")
    clerk.says("已开立批次", "还没有人选")
    clerk.click("列入人选")
    clerk.fill({"人选": "沈砚青", "拟任职位": "市直机关工委副书记"})
    clerk.press("列入")
    clerk.says("已列入人选", "为什么还不能“启动动议”", "领导班子和干部队伍分析研判报告")
    clerk.go("/")
    clerk.says("领导班子和干部队伍分析研判报告", "职数核定表")


@pytest.mark.house("first_day")
def test_a_person_is_registered_and_a_fact_needs_two(sit: Sit) -> None:
    clerk = sit("chen_xiao")
    clerk.page.locator("nav").get_by_role("link", name="干部").click()
    clerk.click("登记干部")
    clerk.fill({"姓名": "鲁㛃", "工作单位": "市总工会"})
    clerk.press("登记")
    clerk.main.get_by_text("填报事实").first.click()
    clerk.click("出生日期")
    clerk.fill({"日期": "1985-03-01", "日期精度": "到日"})
    clerk.press("登记")
    clerk.says("已登记：填报事实：出生日期", "1985-03-01", "未核实")
    assert clerk.main.get_by_role("link", name=VERIFY).count() == 0
    clerk.go("/people/?q=㛃")
    assert clerk.main.locator("tbody tr").count() == 1
    chief = sit("zhou_lan")
    chief.go("/people/?q=鲁㛃")
    chief.click("鲁㛃")
    chief.main.get_by_role("link", name=VERIFY).click()
    proof = {"name": "档案.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 \xe8"}
    chief.fill({"佐证材料": proof})
    chief.press("登记")
    chief.says("✓ 已核实", "周岚")
    chief.go("/people/?q=无此人")
    chief.says("没有符合条件的干部")
