"""What was recorded, as people read it (可读的登记内容): Chinese labels, names instead of ids."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from workflow.activities import KINDS
from workflow.activities.assessment import DIMENSION, DIMENSIONS, INPUTS
from workflow.activities.checklist import ITEM_FIELDS
from workflow.activities.notice import COMPLAINT, RESOLUTION
from workflow.edition import Activity, Duty, Field
from workflow.facts import FACTS, KINSHIP, LEVELS
from workflow.journal import Desk
from workflow.queries import choices

# Keys that the engine or a command gives, which no field of a definition describes.
KEYS: Mapping[str, str] = {
    "organization": "单位", "ask": "征求对象", "item": "事项", "on": "日期", "due_on": "办理期限",
    "due_reason": "另定期限的理由", "stance": "意见", "text": "内容", "signer": "签署人", "by": "办理人",
    "result": "核查结果", "asks": "征求对象", "asked": "已征求", "answers": "答复",
    "responses": "对不同意见的答复", "reminders": "催办", "escalations": "提请协调", "items": "核查项目",
    "signed": "签字", "office": "签字岗位", "complaints": "反映登记", "conclusions": "结论",
    "duty": "岗位", "views": "到会与表态", "meeting": "会议", "reason": "理由", "name": "姓名",
    "opinion": "审核意见", "source": "来源", "to_verify": "待核实", "outcome": "结论",
    "finding": "核查情况", "document": "文书", "documents": "文书", "facts": "查实的事实",
    "finding_body": "认定机关", "heard_on": "听取本人说明日期", "statement": "本人说明",
    "refused_witness": "拒绝说明的见证", "list_version": "清单版本", "grounds": "理由",
    "told_on": "告知日期", "dimensions": "五个方面", "inputs": "四方面印证", "stage": "环节",
    "condition": "适用条件", "presenter": "议题汇报人", "presenter_role": "汇报人职务",
    "presented_seq": "汇报次序", "discussed_seq": "讨论次序", "voted_seq": "表决次序",
    "vote_form": "表决方式", "agree": "同意", "disagree": "不同意", "postpone": "缓议",
    "abstain": "弃权", "issued": "发出", "returned": "收回", "valid": "有效", "guests": "列席人员",
    "tellers": "监票计票人", "recorder": "记录人", "book_no": "记录簿号", "page": "页",
    "postponed": "暂缓表决", "package_with": "一并表决的事项", "reasons": "说明",
    "upper_reply_told": "已通报上级批复", "objections_read": "已宣读不同意见", "objects": "考察对象数",
    "seats": "职位数", "person": "人员", "present": "到会", "recused": "回避", "kinship": "回避关系",
    "view": "表态", "order": "表态次序", "earlier": "更正前",
}  # fmt: skip
ASKS: Mapping[str, str] = {
    "person_branches": "所在党支部", "person_former_branches": "原所在党支部",
    "unit_organization": "单位组织（人事）部门", "unit_discipline": "单位纪检机构",
    "organ_party": "机关党组织", "peer_discipline": "同级纪检监察机关",
    "upper_organization": "上级组织部门", "upper_leader": "上级分管领导", "joint_manager": "协管方",
    "united_front": "统战部门", "democratic_parties": "民主党派", "audit_organ": "审计机关",
}  # fmt: skip
HIDDEN = frozenset(("account", "checker", "over", "item_entry", "digest", "size", "earlier"))
WORDS: Mapping[str, Mapping[str, str]] = {
    "ask": ASKS,
    "view": {"agree": "同意", "disagree": "不同意", "postpone": "缓议"},
    "vote_form": {"oral": "口头", "hands": "举手", "secret": "无记名投票"},
    "outcome": {"unfounded": "不实", "minor": "轻微问题", "handled": "已处理不影响使用",
                "to_veto": "转否决程序", "disqualifying": "影响任职", "delayed": "暂缓",
                "upheld": "维持", "lifted": "撤销"},
}  # fmt: skip

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One label with a text, a list of documents, or a table."""

    label: str
    text: str = ""
    documents: tuple[Mapping[str, Any], ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    lines: tuple["Line", ...] = ()


class Reader:
    """Knows the names behind ids, for one page; each table is read once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @cached_property
    def people(self) -> dict[str, str]:
        """Person → name."""
        return choices.names_of_people(self._desk)

    @cached_property
    def organizations(self) -> dict[str, str]:
        """Organization → name."""
        return choices.organizations(self._desk)

    @cached_property
    def posts(self) -> dict[str, str]:
        """Post → title with organization."""
        return choices.posts(self._desk)

    @cached_property
    def duties(self) -> dict[str, Duty]:
        """Duty → its definition."""
        return choices.duties(self._desk)

    def named(self, text: str) -> str:
        """A sentence of the engine with names in place of ids: guards know people by their ids."""
        known = {**self.organizations, **self.people}
        return ID.sub(lambda found: known.get(found[0], found[0]), text)

    def duty(self, name: str) -> str:
        """The title of a duty."""
        if name == "founding":
            return "建库"
        return self.duties[name].title if name in self.duties else ADMINISTRATORS.get(name, name)

    def activity(self, activity: Activity, values: Mapping[str, Any]) -> list[Line]:
        """The merged or entered values of an activity."""
        return list(self._lines(fields_of(activity), values))

    def values(self, fields: Mapping[str, Field], values: Mapping[str, Any]) -> list[Line]:
        """Any values under some fields."""
        return list(self._lines(fields, values))

    def _lines(
        self, fields: Mapping[str, Field], values: Mapping[str, Any]
    ) -> Iterator[Line]:
        for key, value in values.items():
            if key in HIDDEN or value in (None, "", [], {}, ()):
                continue
            spec = fields.get(key)
            label = spec.title if spec else KEYS.get(key, key)
            yield self._line(label, key, spec, value, fields)

    def _line(
        self, label: str, key: str, spec: Field | None, value: Any, fields: Mapping[str, Field]
    ) -> Line:
        if isinstance(value, Mapping):
            if {"digest", "name"} <= value.keys():
                return Line(label, documents=(value,))
            below = (spec.columns if spec else {}) or fields
            return Line(label, lines=tuple(self._named(below, value)))
        if isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
            if "digest" in value[0]:
                return Line(label, documents=tuple(value))
            return self._table(label, (spec.columns if spec else None) or fields, value)
        return Line(label, self.shown(key, spec, value))

    def _named(self, fields: Mapping[str, Field], values: Mapping[str, Any]) -> Iterator[Line]:
        """A table by name: items of a checklist, dimensions, inputs."""
        for key, value in values.items():
            spec = fields.get(key)
            label = spec.title if spec else KEYS.get(key, key)
            if isinstance(value, Mapping) and "digest" not in value:
                inner = (spec.columns if spec else {}) or fields
                yield Line(label, lines=tuple(self._lines(inner, value)))
            else:
                yield self._line(label, key, spec, value, fields)

    def _table(
        self, label: str, fields: Mapping[str, Field], rows: Sequence[Mapping[str, Any]]
    ) -> Line:
        keys = [
            key for key in dict.fromkeys(key for row in rows for key in row)
            if key not in HIDDEN and any(row.get(key) not in (None, "", []) for row in rows)
        ]  # fmt: skip
        head = tuple(fields[key].title if key in fields else KEYS.get(key, key) for key in keys)
        return Line(label, head=head, rows=tuple(
            tuple(self._cell(key, fields.get(key), row.get(key)) for key in keys) for row in rows
        ))  # fmt: skip

    def _cell(self, key: str, spec: Field | None, value: Any) -> str:
        if isinstance(value, Mapping):
            return str(value.get("name", ""))
        return "" if value is None else self.shown(key, spec, value)

    def shown(self, key: str, spec: Field | None, value: Any) -> str:
        """One plain value as a text."""
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, list | tuple):
            return "、".join(self.shown(key, spec, one) for one in value)
        if isinstance(value, Mapping):
            return str(value.get("name", ""))
        text = str(value)
        kind = spec.type if spec else key
        if spec is not None and spec.options:
            return spec.options.get(text, text)
        table: Mapping[str, Mapping[str, str]] = {
            "person": self.people, "people": self.people, "organization": self.organizations,
            "post": self.posts, "signer": self.people, "presenter": self.people,
            "recorder": self.people, "tellers": self.people, "guests": self.people,
            "duty": _Titles(self), "office": _Titles(self), "kinship": KINSHIP, **WORDS,
        }  # fmt: skip
        return table.get(kind, table.get(key, {})).get(text, text)


class _Titles(dict[str, str]):
    """Duty → title, asked of a reader only when needed."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def get(self, key: str, default: Any = None) -> Any:
        return self._reader.duty(key)


ADMINISTRATORS: Mapping[str, str] = {
    "system_admin": "系统管理员", "security_admin": "安全保密管理员", "audit_admin": "安全审计员",
}  # fmt: skip


def fields_of(activity: Activity) -> dict[str, Field]:
    """Every field that values of an activity may have, whatever the act; items by their names."""
    kind, fields = KINDS[activity.kind], {}
    for act in kind.acts:
        fields.update(kind.fields(activity, act))
    if activity.kind == "notice":
        fields.update({**COMPLAINT, **RESOLUTION})
        fields["text"] = activity.fields.get("text") or Field(type="text", title="结论")
    if activity.kind == "checklist":
        for name, item in activity.items.items():
            result = Field.model_construct(
                type="code", title="核查结果", options=item.results, columns={}, required=True,
            )  # fmt: skip
            columns = {"result": result, **ITEM_FIELDS, **activity.fields}
            fields[name] = Field.model_construct(
                type="rows", title=item.title, columns=columns, options={}, required=False
            )
    if activity.kind == "assessment":
        for name, title in DIMENSIONS.items():
            fields[name] = Field.model_construct(
                type="rows", title=title, columns=DIMENSION, options={}, required=False
            )
        fields.update(INPUTS)
    return fields


def fact_lines(reader: Reader, kind: str, values: Mapping[str, Any]) -> str:
    """A fact in one line."""
    told = []
    for key, value in values.items():
        if value in (None, "", []):
            continue
        label = FACT_KEYS.get(key, key)
        if key in ("level",) and value in LEVELS:
            text = LEVELS[value][1]
        elif key == "relation":
            text = KINSHIP.get(value, value)
        elif key in ("organization", "branch"):
            text = reader.organizations.get(value, value)
        elif key == "post":
            text = reader.posts.get(value, value)
        elif key == "person":
            text = reader.people.get(value, value)
        else:
            text = FACT_WORDS.get(str(value)) or reader.shown(key, None, value)
        told.append(text if label == "" else f"{label}{text}")
    return "，".join(told)


def fact_title(kind: str) -> str:
    """What a kind of fact is called."""
    return FACTS[kind][0] if kind in FACTS else kind


FACT_KEYS: Mapping[str, str] = {
    "on": "", "value": "", "name": "", "relation": "", "from": "自", "to": "至", "organization": "",
    "post": "", "level": "", "position": "", "precision": "精度", "others": "兼", "joined_on": "入党",
    "full_on": "转正", "kind": "", "degree": "学位", "school": "毕业院校", "degree_school": "学位院校",
    "hours": "学时", "leading": "领导职务", "acting": "主持工作", "attached": "挂职",
    "grassroots": "基层", "probation": "试用期", "area": "地区", "text": "", "title": "",
    "year": "年度", "result": "", "fixed_on": "确定于", "effective_on": "生效", "months": "影响期月数",
    "until": "至", "branch": "", "status": "", "born_on": "出生", "politics": "", "workplace": "",
    "area_level": "层级", "person": "", "document_no": "文号",
}  # fmt: skip
FACT_WORDS: Mapping[str, str] = {
    "chief": "正职", "deputy": "副职", "other": "其他", "day": "到日", "month": "到月", "year": "到年",
    "full_time": "全日制", "in_service": "在职", "excellent": "优秀", "competent": "称职",
    "basic": "基本称职", "incompetent": "不称职", "undetermined": "不确定等次", "none": "无此情形",
    "male": "男", "female": "女",
}  # fmt: skip
