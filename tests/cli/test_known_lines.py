"""What was known then, what should have met a problem, and what supervision knows, in lines."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from test_chain_lines import DUTIES, HEAD, entry

from workflow.cli.known import known_lines, missed_lines, watched_lines
from workflow.definition import read_all
from workflow.edition import Edition
from workflow.queries.interference import Interference
from workflow.queries.known import Known, Pictured
from workflow.queries.missed import Check, Missed
from workflow.queries.watch import Reading, Refusal
from workflow.shown import Line, Shown

AT, DAY = datetime(2026, 3, 1, 1, 0, tzinfo=UTC), date(2026, 3, 1)
BY = "顾明成（组织部门负责人）"


@pytest.fixture(scope="module")
def edition() -> Edition:
    found: Mapping[str, Edition] = read_all(Path(__file__).parents[2] / "definitions")
    return found["promotion/1"]


def test_what_lay_before_and_what_did_not_is_told_under_the_decision(edition: Edition) -> None:
    shown = Shown("case:c", "", (
        Line("fact", "1", ("sex", 1)), Line("fact", "2", ("nation", 0)), Line("act", "a", ("record",)),
        Line("paper", "p"), Line("condition", "adopt/in_quota", ("block",)),
        Line("condition", "defer/in_quota", ("met",)), Line("hold", "h"),
        Line("objection", "branch_opinion/1", ("open",)), Line("objection", "branch_opinion/2", ("closed",)),
    ))  # fmt: skip
    late = entry(5)._replace(data={"activity": "branch_opinion", "act": "answer"})
    other = entry(6)._replace(data={"act": "hold"}, subject="person:p")
    decision = entry(3)._replace(data={"move": "adopt"})
    for stands, words in (("same", "一致"), ("faded", "已依法删除"), ("other", "✗ 与纪实中的摘要不一致")):
        told = list(known_lines(edition, decision, Known(Pictured(shown, stands), (late,), (other,)), DUTIES))
        assert told[0].startswith(
            "　所见　干部信息2项（未核实1项），办理内容1件，材料1份，审核条件1项（未满足1项）；未了结："
            "异议和反映：所在党支部意见；暂缓；"
        ) and words in told[0]  # fmt: skip
    assert told[1:] == [
        f"　当时已经登记、不在其所见之内　2026-03-01　所在党支部意见　书面答复　{BY}　case:c 第5条",
        f"　当时已经发生、此后才登记　2026-03-01　暂缓　{BY}　person:p 第6条",
    ]


def test_what_should_have_met_a_problem_is_told_with_what_was_not_done() -> None:
    one = Check("职数", "表决通过", ("R-GEN-05",), entry(3), "warn", "已报批")
    told = Missed(DAY, (one,), (Check("核查", "填报", (), entry(1)),), ("纪检监察机关意见",), date(2026, 3, 2))
    assert list(missed_lines("file", told, DUTIES)) == [
        "档案、身份、资历问题自2026-03-01存在：此后1项审核应当遇到", "　问题早于任职（2026-03-02）",
        f"　应当遇到　2026-03-01　职数　表决通过　R-GEN-05　{BY}　经书面说明　理由：已报批　第3条",
        "　此后没有登记　纪检监察机关意见", f"　此前　2026-03-01　核查　{BY}",
    ]  # fmt: skip
    assert "不早于任职" in list(missed_lines("file", replace(told, appointed_on=DAY), DUTIES))[1]
    assert "任职" not in list(missed_lines("file", replace(told, appointed_on=None), DUTIES))[1]


def test_favours_refusals_and_readings_are_told_to_auditors() -> None:
    said = {"happened_on": "2026-02-01", "intervener": "某甲", "content": "关照"}
    first = entry(1)._replace(data={"act": "record_interference"}, values=said)
    handled = entry(2)._replace(data={"act": "handle_interference"}, values={"finding": "已核查"})
    favours = [Interference(str(len(told)), "case:c", "dept", "gu", "", told) for told in ((first,), (first, handled))]
    no = Refusal(AT, "gu", HEAD.name, HEAD.duty, "case:c", "move adopt", "不能表决通过", ())
    read = Reading(AT, "gu", HEAD.name, HEAD.duty, "case:c", "考察材料.pdf", "0")
    assert list(watched_lines(favours, [no], [read], DUTIES)) == [
        f"打招呼登记　2026-02-01　某甲　关照　登记：{BY}　处理：待核查",
        f"打招呼登记　2026-02-01　某甲　关照　登记：{BY}　处理：已核查",
        f"被拒绝的办理　2026-03-01 01:00　{BY}　不能表决通过", f"材料查阅　2026-03-01 01:00　{BY}　考察材料.pdf",
    ]
