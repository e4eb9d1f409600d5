"""The record as people read it (全程纪实): who did what, when, with which values and findings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from web.corrections import Change, changes
from web.facts import fact_lines, fact_title
from web.reading import Line, Reader
from workflow.activities.kind import ACTS
from workflow.edition import Process
from workflow.guards import GUARDS
from workflow.journal import Desk
from workflow.journal.read import Record
from workflow.journal.seal import ERASED
from workflow.workdays import SHANGHAI

KINDS: Mapping[str, str] = {
    "open": "开立", "record": "登记", "move": "流转", "standing": "暂缓与否决", "change": "变更",
    "annul": "宣布无效", "ballot": "电子投票", "erase": "依法删除",
}  # fmt: skip
DONE: Mapping[str, str] = {
    "open_ballot": "开启无记名电子投票", "restart_ballot": "中断后重新投票", "void_ballot": "投票作废",
    "close_ballot": "截止投票并公布结果", "check_ballot": "监票人、计票人核对",
    "open_selection": "开立批次", "open_case": "列入人选", "convene": "召集会议", "item": "会议议题",
    "agenda": "编排议程", "attendance": "登记到会",
    "register": "登记干部", "state": "填报事实", "verify": "核实事实", "form": "载入任免审批表",
    "hold": "暂缓", "end_hold": "解除暂缓", "propose_veto": "提出一票否决",
    "confirm_veto": "确认一票否决", "tell_veto": "告知本人", "request_review": "提请复核",
    "review": "复核结论", "review_opinion": "复核意见", "stopped": "因一票否决停止办理",
    "reopen": "退回重办", "fill": "占用职数", "annul": "宣布无效",
    "enter_organization": "登记单位", "enter_post": "登记职位", "enter_body": "登记班子",
    "open_account": "开立账户", "grant_duty": "授予岗位职责", "end_duty": "终止岗位职责",
    "correct_account": "更正账户", "reset_password": "重置口令", "close_sessions": "结束登录",
    "retire_account": "停用账户", "correct_organization": "更正单位",
    "propose_erasure": "提请删除个人信息", "approve_erasure": "同意删除个人信息",
    "decline_erasure": "不同意删除个人信息", "erase": "依法删除个人信息",
    "correct_person": "更正干部登记", "heads": "每日存证", "set_witness_policy": "设定见证期限",
    "record_interference": "登记打招呼", "correct_interference": "更正打招呼登记",
    "handle_interference": "核查处理打招呼", "issue_prompt": "发出监督工作提示单",
    "reply_prompt": "答复监督工作提示单", "judge_prompt": "审核提示单答复", "record_appraisal": "登记民主评议",
}  # fmt: skip
RESULTS = {"met": "满足", "block": "不满足", "warn": "经书面说明", "record": "记录"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One condition as the entry keeps it."""

    title: str
    result: str
    reason: str
    severity: str


@dataclass(frozen=True, slots=True)
class Told:
    """One entry for people."""

    record: Record
    kind: str
    title: str
    note: str
    duty: str
    values: list[Line]
    findings: tuple[Finding, ...]
    corrects: int = 0  # the seq of the entry that this one corrects
    changes: tuple[Change, ...] = ()

    @property
    def at(self) -> str:
        """When it was entered, by the clock of Beijing."""
        return self.record.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")

    @property
    def late(self) -> str:
        """Why it was entered late, where it was."""
        return str(self.record.body.get("late_reason") or "")

    @property
    def is_long(self) -> bool:
        """Whether the values would fill the page: then they are folded."""
        return any(one.lines or len(one.rows) > 3 or len(one.head) > 5 for one in self.values)

    @property
    def open_findings(self) -> int:
        """How many conditions were passed with a written reason."""
        return sum(1 for one in self.findings if one.severity == "warn")


NOTHING_CORRECTED: Mapping[str, Record] = {}
# What the engine writes beside a command: it is in the record, but nobody's own work.
BESIDE = frozenset(("not_applicable", "fill", "stopped", "reopen"))


def own_work(records: Iterable[Record]) -> list[Record]:
    """The entries that people wrote themselves."""
    return [one for one in records if one.data.get("act") not in BESIDE]


def told(
    desk: Desk, reader: Reader, records: Iterable[Record],
    earlier: Mapping[str, Record] = NOTHING_CORRECTED, *, briefly: bool = False,
) -> list[Told]:  # fmt: skip
    """Entries in the order given, each readable; `earlier`: which corrects which.

    `briefly`: what was done, by whom and when, without what was recorded and found.
    """
    if briefly:
        return [_named(desk, reader, one) for one in records]
    found = []
    for record in records:
        one = _told(desk, reader, record)
        before = earlier.get(record.id)
        if before is not None:
            one = _corrected(one, _told(desk, reader, before))
        found.append(one)
    return found


def _corrected(one: Told, before: Told) -> Told:
    """An entry with what it says otherwise than the one before; where nothing, it is no correction."""
    whole = "items" not in one.record.values  # a checklist is filled in item by item, by several
    found = changes(before.values, one.values, whole=whole)
    if not found or not (whole or any(change.before for change in found)):
        return one
    return replace(one, corrects=before.record.seq, changes=found)


def _told(desk: Desk, reader: Reader, record: Record) -> Told:
    process = _process(desk, record)
    return replace(
        _named(desk, reader, record), values=_values(reader, record, process),
        findings=tuple(_findings(record.body, process)),
    )  # fmt: skip


def _process(desk: Desk, record: Record) -> Process | None:
    edition = record.body.get("edition")
    return desk.edition(edition).process if edition else None


def _named(desk: Desk, reader: Reader, record: Record) -> Told:
    """What was done, by whom and when."""
    process, data = _process(desk, record), record.data
    kind, title, note = KINDS.get(record.kind, record.kind), _title(record, process), ""
    if process is not None and data.get("activity") in process.activities:
        kind, title = ACTS.get(data["act"], kind), process.activities[data["activity"]].title
        note = f"第{data['round']}轮" if data.get("round", 1) > 1 else ""
    elif process is not None and record.kind == "move":
        states = process.states
        note = f"{states[data['from']].title} → {states[data['to']].title}"
    return Told(record, kind, title, note, reader.duty(record.by.duty), [], ())


def _values(reader: Reader, record: Record, process: Process | None) -> list[Line]:
    """What was recorded."""
    data = record.data
    if record.erased:
        return [Line("登记内容", ERASED)]
    if process is not None and data.get("activity") in process.activities:
        if data["act"] == "not_applicable":
            return [Line("适用条件", f"不属于“{record.values.get('condition', '')}”")]
        return reader.activity(process.activities[data["activity"]], record.values, data["act"])
    if process is not None and record.kind == "move":
        move = next((one for one in process.moves if one.name == data["move"]), None)
        return reader.values(move.fields if move else {}, record.values)
    if data.get("act") == "state":
        text = fact_lines(reader, data["fact_kind"], record.values)
        return [Line(fact_title(data["fact_kind"]), text)]
    values = reader.values({}, {**_opened(record), **record.values})
    if record.kind == "erase" and data.get("article"):
        return [Line("法定依据", data["article"]), *values]
    return values


# What an opening says is in its row, not among the values; ids of the engine are nobody's reading.
OPENED = ("number", "title", "person", "post", "body", "kind", "occasion", "department", "chair",
          "held_on", "notice_on", "organization")  # fmt: skip


def _opened(record: Record) -> dict[str, Any]:
    if record.kind != "open":
        return {}
    said = record.data.get("set", {})
    return {key: said[key] for key in OPENED if key in said}


def _title(record: Record, process: Process | None) -> str:
    data = record.data
    if process is not None and data.get("move"):
        move = next((one for one in process.moves if one.name == data["move"]), None)
        return move.title if move else str(data["move"])
    act = str(data.get("act", ""))
    return DONE.get(act, act)


def _findings(body: Mapping[str, Any], process: Process | None) -> Iterator[Finding]:
    reasons = {one["guard"]: one["reason"] for one in body.get("warnings", ())}
    for one in body.get("findings", ()):
        guard = GUARDS.get(one["guard"])
        title = guard.title if guard else one["guard"]
        if process is not None and one["guard"] in process.activities:
            title = process.activities[one["guard"]].title
        if one["guard"] == "separation":
            title = "职责分离"
        severity = one["result"]
        yield Finding(
            title, RESULTS.get(severity, severity), reasons.get(one["guard"], ""), severity
        )
