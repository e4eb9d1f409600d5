"""Plays of several people in browsers: a race, a veto behind a page that is open, a closed door."""

import re
from collections.abc import Callable
from datetime import time, timedelta

import pytest
from browser_stage import Site, Visitor
from playing import PASSWORD
from playwright.sync_api import expect
from sound import violations

from workflow.commands.meetings import convene
from workflow.commands.standing import propose_veto
from workflow.commands.veto_items import record_veto_item
from workflow.journal import Actor, Order
from workflow.journal.read import content, history

pytestmark = pytest.mark.browser
Sit = Callable[..., Visitor]
TALK = "/cases/shen/activities/candidate_talk/record"
TALKED = {"面谈日期": "2026-02-28", "面谈人（两人以上）": ["卢平", "白露"], "面谈情况": "认识清楚。\n第二段。"}
HEAD = Actor("gu_mingcheng", "顾明成", "organization_head", "zuzhibu", "gu_mingcheng")
MINUTES = Actor("song_yu", "宋玉", "meeting_secretary", "linjiang", "song_yu")
PROPOSAL = {
    "item": "N21", "list_version": "示例清单2026年第1版", "facts": "经查实", "finding_body": "市纪委监委",
    "documents": [{"digest": "0" * 64, "name": "核查结论.pdf", "size": 1}], "heard_on": "2026-02-27",
    "statement": "本人说明", "reason": "属实",
}  # fmt: skip
# What a branch secretary might type: other cases, files, papers, figures, records, others' requests.
CLOSED = (
    "/cases/shen", "/cases/shen/history", "/cases/shen/materials", "/cases/shen/opinions",
    "/cases/shen/trace", "/cases/shen/moves/conclude_investigation", TALK, "/selections/dongyi",
    "/selections/board", "/people/", "/people/yan_guibin", "/people/wei_tongzhou/sheet",
    "/attachments/case/shen/00", "/attachments/case/shen/00/view", "/statistics/",
    "/statistics/opened", "/records/", "/records/case/shen/1", "/meetings/changwei_0211",
    "/requests/case:shen/discipline_opinion/answer/discipline_officer/jiwei",
    "/requests/case:shen/unit_opinions/answer/unit_organization_officer/gongwei_renshi",
)  # fmt: skip
# What Tab should stop at, in the order in which the page is read; of radios of one name only one.
STOPS = """() => {
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter(one => one.tabIndex >= 0 && !one.disabled && one.checkVisibility());
  window.stops = all;
  return all.length;
}"""
STOP = """() => {
  const one = document.activeElement, {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(one);
  const box = one.querySelector("rect");  // of a step in the picture
  const drawn = box && getComputedStyle(box).strokeWidth === "3px";
  const seen = drawn || (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
  return [window.stops.indexOf(one), seen ? "" : one.outerHTML.slice(0, 120)];
}"""


def answered(guest: Visitor, button: str) -> int:
    """Press a button; the status of what the site answers to the form."""
    with guest.page.expect_response(lambda one: one.request.method == "POST") as told:
        guest.press(button)
    return told.value.status


def test_two_who_race_on_one_case_the_later_sees_the_difference_and_keeps_his_words(
    sit: Sit, site: Site
) -> None:
    chief, first, second = sit("zhou_lan"), sit("lu_ping"), sit("lu_ping")
    for one in (first, second):
        one.go(TALK)
        one.fill(TALKED)
    chief.go("/cases/shen/activities/branch_opinion/remind")
    chief.fill({"单位": "市直机关工委机关第一党支部", "内容": "请尽快答复"})
    assert answered(chief, "催办") == 303
    assert answered(first, "填报") == 409
    first.fill({"面谈情况": "先到的写法。"})
    assert answered(first, "填报") == 303
    before = site.entries()
    assert answered(second, "填报") == 409
    second.says("您打开本页以后，新办理了 2 件", "周岚（干部科负责人）于 2026-02-28 12:00 办理“所在党支部意见·催办”",
                "卢平", "考察对象面谈·填报", "先到的写法。")  # fmt: skip
    expect(second.main.get_by_label("面谈情况")).to_have_value(TALKED["面谈情况"])
    expect(second.main.get_by_role("checkbox", checked=True)).to_have_count(2)
    assert site.entries() == before
    assert violations(second) == []
    assert answered(second, "填报") == 303
    second.says("已登记：考察对象面谈")
    second.go("/cases/shen/history?kind=correction")
    second.says("更正前", "先到的写法。", "认识清楚。")


def candidate(site: Site) -> str:
    """The id of the person whose case it is."""
    with site.house.reading() as desk:
        return str(content(history(desk, "case:shen"))["person"])


def vote_on(site: Site, person: str) -> None:
    """The head of the department proposes a veto; the committee meets and all agree, the chair last."""
    now = site.clock()
    earlier = now - timedelta(hours=1)
    with site.house.desk() as desk:
        propose_veto(desk, Order("proposal", HEAD, earlier), person, PROPOSAL)
        convene(desk, Order("convene", MINUTES, earlier), "fojue", {
            "body": "changwei", "kind": "standing_committee", "held_on": "2026-02-28",
            "chair": "liang_zhengyuan",
        })  # fmt: skip
        members = [one["person"] for one in content(history(desk, "body:changwei"))["members"]]
        members.sort(key="liang_zhengyuan".__eq__)
        record_veto_item(desk, Order("item", MINUTES, now), "fojue", person, "proposal", {
            "views": [{"person": one, "view": "agree", "order": place, "present": True,
                       "recused": False, "kinship": ""}
                      for place, one in enumerate(members, 1)],
            "vote_form": "hands", "agree": len(members), "disagree": 0, "postpone": 0, "abstain": 0,
        })  # fmt: skip


def test_a_veto_confirmed_elsewhere_stops_the_case_whose_move_is_open_on_a_screen(
    sit: Sit, site: Site
) -> None:
    person = candidate(site)
    vote_on(site, person)
    leader, secretary = sit("lu_ping"), sit("liang_zhengyuan")
    move = "/cases/shen/moves/conclude_investigation"
    leader.go(move)
    secretary.go(f"/people/{person}/standing/confirm_veto")
    secretary.fill({"研究会议": "市委常委会 2026-02-28", "理由": "经集体研究"})
    assert answered(secretary, "登记") == 303
    before = site.entries()
    assert answered(leader, "考察结束，报部务会") == 409
    leader.says("梁正远", "一票否决")
    assert answered(leader, "考察结束，报部务会") == 422
    expect(leader.main.locator(".refusal")).to_contain_text(re.compile("R-POL-0[56]"))
    assert site.entries() == before
    leader.go("/cases/shen")
    leader.says("一票否决")


def test_a_branch_secretary_who_types_addresses_finds_nothing_and_learns_nothing(
    sit: Sit, site: Site
) -> None:
    leader, branch = sit("lu_ping"), sit("zhibu_shuji")
    leader.go("/cases/shen/history")
    papers = set(leader.page.eval_on_selector_all(
        "a[href^='/attachments/']", "all => all.map(one => one.getAttribute('href'))"))
    assert papers
    branch.go("/cases/nobody")
    absent = told(branch)
    before = site.entries()
    for path in (*CLOSED, f"/people/{candidate(site)}", *sorted(papers)[:3]):
        assert branch.go(path).status == 404, path
        assert told(branch) == absent, path
    assert site.entries() == before


def told(guest: Visitor) -> str:
    """All words of the page, but the number of the request."""
    return re.sub("编号 [0-9a-f]{8}", "", guest.page.locator("body").inner_text())


def test_a_session_idle_too_long_in_a_long_form_asks_for_the_password_and_goes_on(
    sit: Sit, site: Site
) -> None:
    leader = sit("lu_ping")
    leader.go(TALK)
    leader.fill(TALKED)
    site.clock.at = time(12, 31)
    before = site.entries()
    assert answered(leader, "填报") == 401
    leader.says("登录已到期", "第二段。", "编号")
    assert violations(leader) == []
    leader.fill({"登录名": "lu_ping", "口令": "猜"})
    assert answered(leader, "验证并提交") == 401
    leader.says("登录名或者口令不对", "第二段。")
    assert site.entries() == before
    leader.fill({"登录名": "lu_ping", "口令": PASSWORD})
    leader.press("验证并提交")
    leader.says("已登记：考察对象面谈")
    assert site.entries() == before + 1
    leader.go(TALK)
    leader.says("认识清楚。", "第二段。")


def test_tab_reaches_every_link_and_button_of_a_case_in_reading_order(sit: Sit) -> None:
    clerk = sit("chen_xiao")
    clerk.go("/cases/shen")
    reached = []
    for _ in range(clerk.page.evaluate(STOPS)):
        clerk.page.keyboard.press("Tab")
        place, unseen = clerk.page.evaluate(STOP)
        assert unseen == "", "where the focus is cannot be seen"
        reached.append(place)
    assert reached == list(range(len(reached)))
    assert len(reached) > 40
    clerk.page.keyboard.press("Tab")
    assert clerk.page.evaluate(STOP)[0] == -1, "a trap: after the last, the page is left"
