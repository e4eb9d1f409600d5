"""What supervision does in the demonstration (演示监督): favours recorded, prompts to be answered and judged."""

from datetime import UTC, datetime, time

from web.demo.batches import DAY
from workflow.commands.interference import handle_interference, record_interference
from workflow.commands.prompts import issue_prompt, reply_prompt
from workflow.journal import Actor, House, Order
from workflow.queries.cases import cases
from workflow.workdays import SHANGHAI

AT = datetime.combine(DAY, time(9, 30), SHANGHAI).astimezone(UTC)  # after all that was played
BRANCH = Actor("zhibu_shuji", "石磊", "branch_secretary", "gongwei_zhibu", "shi_lei")
CHIEF = Actor("zhou_lan", "周岚", "cadre_chief", "zuzhibu", "zhou_lan")
DISCIPLINE = Actor("jiwei", "韩冰", "discipline_officer", "jiwei", "han_bing")
UNIT = Actor("tan_shuji", "谭立群", "unit_secretary", "gongwei", "tan_liqun")
BY_PHONE = {
    "happened_on": "2026-05-18", "intervener": "邹远帆", "intervener_post": "原副主任",
    "intervener_unit": "市人大机关（已退休）", "how": "phone", "about": "考察谈话的安排",
    "content": "希望谈话时多讲成绩。", "response": "说明须按规定如实记录，未作承诺。",
}  # fmt: skip
THROUGH_OTHERS = {
    "happened_on": "2026-05-19", "intervener": "邹远帆", "intervener_post": "原副主任",
    "intervener_unit": "市人大机关（已退休）", "how": "through", "about": "本支部党员的组织意见",
    "content": "托人带话，请支部“出个好意见”。", "response": "当场拒绝，并告知将如实登记。",
}  # fmt: skip
TO_DEPARTMENT = {
    "organization": "zuzhibu", "number": "监提〔2026〕5号", "rule": "R-INV-11",
    "matter": "个别考察谈话范围偏窄，未覆盖下属单位主要负责人。",
    "demand": "核查在办批次的谈话范围，补谈并书面说明。",
}  # fmt: skip
TO_UNIT = {
    "organization": "gongwei", "number": "监提〔2026〕6号", "article": "党组讨论决定重大事项的有关规定",
    "matter": "推荐干部的会议记录没有逐人表态。", "demand": "规范会议记录，报送整改措施。",
}  # fmt: skip
REPLY = {
    "reply": "经查，两次会议的记录确有遗漏。",
    "measures": [{"measure": "按签到和录音补正记录，由主持人签字", "owner": "谭立群", "due_on": "2026-05-29"}],
}  # fmt: skip


def supervised(house: House) -> None:
    """Two favours that were asked, one of them looked into; a prompt to answer and one to judge."""
    with house.desk() as desk:
        case = next(one.id for one in cases(desk) if one.state == "investigation")
        record_interference(desk, _order("call", CHIEF), "demo_call", BY_PHONE, f"case:{case}")
        record_interference(desk, _order("word", BRANCH), "demo_word", THROUGH_OTHERS)
        handle_interference(
            desk, _order("handle", DISCIPLINE), "demo_call", "已约谈提醒，并告知其原单位党组织。"
        )
        issue_prompt(desk, _order("first", DISCIPLINE), "demo_first", TO_DEPARTMENT, 10)
        issue_prompt(desk, _order("second", DISCIPLINE), "demo_second", TO_UNIT, 5)
        reply_prompt(desk, _order("reply", UNIT), "demo_second", REPLY)


def _order(name: str, actor: Actor) -> Order:
    return Order(f"supervised-{name}", actor, AT)
