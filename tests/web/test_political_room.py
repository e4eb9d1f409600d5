"""The room of political quality: no score anywhere, an allegation is no finding, every step shown."""

import io
from collections.abc import Callable

from site_stage import NOW, Visitor

from workflow.commands.standing import end_hold, hold
from workflow.journal import Actor, House, Order
from workflow.models import profiles

Enter = Callable[[str], Visitor]
HEAD = Actor("gu_mingcheng", "顾明成", "organization_head", "zuzhibu")
WATCH = Actor("he_jing", "何静", "supervision_officer", "zuzhibu")
HOLD = {"reason": "收到实名反映", "source": "信访", "to_verify": "兼职取酬", "due_on": "2026-03-04"}
PAGES = (
    "/political/", "/people/wei_tongzhou/political", "/cases/shen/political",
    "/people/wei_tongzhou/standing/hold", "/people/wei_tongzhou/standing/propose_veto",
)


def test_every_page_says_that_no_score_decides_and_an_allegation_is_no_finding(
    enter: Enter,
) -> None:
    head = enter("gu_mingcheng")
    for path in PAGES:
        page = head.text(path)
        assert "分数不作决定" in page and "反映不等于查实" in page and "至多暂缓" in page
        assert "得分" not in page and "排名第" not in page


def test_no_table_keeps_a_score_or_rank_of_anybody() -> None:
    assert {one.name for one in profiles.c} == {
        "person", "sex", "nation", "born_on", "level", "education", "unverified",
    }  # fmt: skip


def test_the_assessment_of_a_case_shows_steps_dimensions_and_assessors(enter: Enter) -> None:
    page = enter("chen_xiao").text("/cases/shen/political")
    steps = [page.index(one) for one in ("自查自评", "深度访谈", "查阅核实", "评价鉴定")]
    assert steps == sorted(steps)
    for words in ("政治忠诚", "政治定力", "政治担当", "政治能力", "政治自律", "言", "行", "事",
                  "负面清单", "正向指标", "四方面印证", "六必环节", "签字的另一名考察人员",
                  "各环节政治标准把关", "研判动议"):  # fmt: skip
        assert words in page, words


def test_a_hold_is_listed_with_its_working_days_and_its_next_step(
    enter: Enter, house: House
) -> None:
    with house.desk() as desk:
        hold(desk, Order("hold-1", WATCH, NOW), "wei_tongzhou", HOLD)
    head = enter("gu_mingcheng")
    room = head.text("/political/")
    assert "韦同舟" in room and "收到实名反映" in room and "2026-03-04" in room and "个工作日" in room
    file = head.text("/people/wei_tongzhou/political")
    for words in ("提出暂缓", "已办", "核查后解除", "应办", "由谁办理：组织部门负责人", "暂缓中", "共 1 条"):
        assert words in file, words
    assert "/people/wei_tongzhou/standing/end_hold" in file
    assert "/people/wei_tongzhou/standing/end_hold" not in enter("he_jing").text(
        "/people/wei_tongzhou/political"
    )
    with house.desk() as desk:
        end_hold(desk, Order("end-1", HEAD, NOW), "wei_tongzhou", "hold-1", {
            "outcome": "unfounded", "finding": "反映不实", "document": {"digest": "0" * 64, "name": "结论.pdf",
                                                                    "size": 1}})  # fmt: skip
    ended = head.text("/people/wei_tongzhou/political")
    assert "已解除" in ended and "共 2 条" in ended and "反映不实" in ended


PROPOSAL = {
    "s0_item": "N21", "s0_facts": "经查实",
    "s0_finding_body": "市纪委监委",
    "s0_heard_on": "2026-02-27", "s0_statement": "本人说明", "s0_reason": "事实清楚",
}  # fmt: skip


def test_a_veto_shows_each_step_who_may_take_it_and_what_lacks(enter: Enter) -> None:
    head = enter("gu_mingcheng")
    proposed = head.submit("/people/wei_tongzhou/standing/propose_veto", {
        **PROPOSAL, "s0_documents": (io.BytesIO(b"%PDF-1.4 x"), "认定.pdf"),
    })  # fmt: skip
    assert proposed.status_code == 303, proposed.get_data(as_text=True)
    page = head.text("/people/wei_tongzhou/political")
    for words in ("查实事实、听取本人说明后提出", "会议研究表决", "由谁办理：会议记录员", "提议待确认",
                  "由谁办理：党委（党组）书记", "告知本人", "前一步办结后"):  # fmt: skip
        assert words in page, words
    assert "听取本人说明日期" in page and "2026-02-27" in page


def test_the_file_is_not_for_everybody_who_sees_a_case(enter: Enter) -> None:
    assert enter("chen_xiao").get("/people/wei_tongzhou/political").status_code == 403
    assert enter("ma_chao").get("/political/").status_code == 403
    assert "政治素质档案" not in enter("ma_chao").text("/people/wei_tongzhou")
    assert enter("zhibu_shuji").get("/people/wei_tongzhou/political").status_code == 404
    own = enter("jiwei").text("/people/wei_tongzhou/political")
    assert "不查看选拔任用事项中的考察和把关" in own


def test_who_only_decides_on_standings_reads_no_assessment(enter: Enter) -> None:
    assert enter("jiwei").get("/cases/shen/political").status_code == 404
