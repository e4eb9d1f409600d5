"""The chain of a case in lines: reasons, late entries, who spoke and who was away or stood aside."""

from datetime import UTC, date, datetime
from typing import Any

from workflow.cli.chain import trace_lines
from workflow.dossier import By, View
from workflow.journal.read import Record
from workflow.queries.trace import Decision, Deed, FactTrail, Ground, Trace

HEAD = By("gu", "顾明成", "organization_head", "dept")
PEOPLE, DUTIES = {"m0": "梁正远"}, {"organization_head": "组织部门负责人"}
VIEWS = (
    View("m0", present=True, recused=False, kinship="", view="agree", order=1),
    View("m1", present=True, recused=True, kinship="spouse", view=None, order=None),
    View("m2", present=False, recused=False, kinship="", view=None, order=None),
    View("m3", present=True, recused=False, kinship="", view=None, order=None),
)


def entry(seq: int, **body: Any) -> Record:
    """An entry of one day."""
    at = datetime(2026, 3, 1, 1, 0, tzinfo=UTC)
    return Record("case:c", seq, "", "", at, date(2026, 3, 1), "record", HEAD, {}, body, {})


def test_a_chain_reads_from_the_last_decision_back() -> None:
    deed = Deed(entry(2, late_reason="出差"), "常委会", "会议议题", VIEWS)
    ground = Ground("in_quota", "职数", ("R-GEN-05",), "warn", "已报批", (deed,))
    plain = Ground("gone", "已满足", (), "block", "", ())
    step = Decision(entry(3), "表决通过", "讨论", "公示", (ground, plain), (deed,))
    opening = Decision(entry(1), "列为人选", "", "分析研判", (), ())
    facts = (FactTrail("性别", entry(1), entry(2)), FactTrail("民族", entry(1), None))
    told = list(trace_lines(Trace((step, opening), (Deed(entry(4), "谈话", ""),), facts), PEOPLE, DUTIES))
    by = "顾明成（组织部门负责人）"
    assert told == [
        f"　此后　2026-03-01　谈话　　{by}　第4条",
        f"2026-03-01　表决通过　讨论 → 公示　{by}　第3条",
        "　条件　职数　经书面说明　依据：常委会（顾明成）　理由：已报批",
        "　条件　已满足　block",
        f"　　2026-03-01　常委会　会议议题　{by}　第2条　补录：出差"
        "　梁正远：同意；m1：回避；m2：未到会；m3：未表态",
        f"2026-03-01　列为人选　{by}　第1条",
        "干部信息　性别　填报：顾明成 2026-03-01　核实：顾明成 2026-03-01",
        "干部信息　民族　填报：顾明成 2026-03-01　核实：未核实",
    ]  # fmt: skip
