"""Telling a story (情景叙述): each step as a line that people read."""

from workflow.commands.changing import content_of
from workflow.edition import Edition
from workflow.errors import WorkflowError
from workflow.stories.doing import Doing
from workflow.stories.reading import Placed

WEEKDAYS = "一二三四五六日"
SAID = {
    "record": "填报", "approve": "审核", "ask": "发函征求", "answer": "答复", "respond": "回应",
    "remind": "催办", "escalate": "报告逾期", "sign": "签署", "post": "发布", "complain": "登记反映",
    "resolve": "办结反映", "conclude": "签署结论", "item": "会议讨论", "move": "流转",
    "convene": "登记会议", "open_selection": "建立批次", "open_case": "列为人选",
    "hold": "提出暂缓", "end_hold": "解除暂缓", "propose_veto": "提出一票否决",
    "veto_item": "会议研究一票否决", "confirm_veto": "确认一票否决", "tell_veto": "告知本人",
    "request_review": "申请复核", "review": "复核", "annul": "宣布无效",
    "state_fact": "填报事实", "verify_fact": "核实事实",
    "grant_duty": "授予岗位职责", "end_duty": "终止岗位职责",
    "retire_account": "停用账户", "enter_post": "登记职位",
    "enter_body": "登记班子",
}  # fmt: skip


def step(doing: Doing | None, placed: Placed, error: WorkflowError | None) -> list[str]:
    """The step in words, with the reasons where it was refused; nothing for one that only looks."""
    if doing is None:
        return []
    edition = _edition(doing)
    day, actor = placed.day, doing.order.actor
    duty = edition.duties[actor.duty].title if edition and actor.duty in edition.duties else ""
    who = f"{actor.name}（{duty}）" if duty else actor.name
    mark = "　" if error is None else "×"
    head = f"{mark} {day} 周{WEEKDAYS[day.weekday()]}　{who}　{_what(doing, edition)}"
    return [head, *(f"　　　　{line}" for line in error.lines())] if error else [head]


def _edition(doing: Doing) -> Edition | None:
    selection = content_of(doing.desk, f"selection:{doing.scene.selection_of(doing.step)}")
    return doing.desk.edition(selection["edition"]) if selection else None


def _what(doing: Doing, edition: Edition | None) -> str:
    verb, target = doing.step.verb, doing.step.target
    process = edition.process if edition else None
    title = target
    if process and target in process.activities:
        title = process.activities[target].title
    move = edition.move(target) if edition and verb == "move" else None
    if move and process:
        return f"{SAID[verb]}“{move.title}” → {process.states[move.target].title}"
    if verb in ("convene", "open_selection", "open_case", "annul", "hold", "end_hold"):
        values = doing.step.with_
        body = content_of(doing.desk, f"body:{values.get('body', '')}").get("name")
        named = (values.get("title"), values.get("number"), values.get("reason"))
        title = str(next(filter(None, (*named, verb == "convene" and body)), target))
    return f"{SAID[verb]}“{title}”"
