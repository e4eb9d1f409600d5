"""Differences of two editions in words (版本差异说明): for those who decide on the change, no names."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from pydantic import BaseModel

from workflow.definition.diff import ABSENT, MISSING, Difference, differences, opened
from workflow.definition.setting_words import KEYS, setting_title, setting_value
from workflow.definition.words import (
    BODIES,
    DIRECTIONS,
    EFFECTS,
    KINDS,
    LEVELS,
    MODES,
    PLACES,
    RESPONSES,
    SCOPES,
    SEVERITIES,
    TYPES,
    Words,
)
from workflow.edition import Edition

# What the parts of a definition are called, by their keys.
PARTS: Mapping[str, str] = {
    "title": "名称", "edition": "版本", "effect": "去向", "basis": "依据",
    "document": "文件", "year": "年份", "settings": "设置", "stages": "环节", "states": "步骤",
    "activities": "办理内容", "moves": "流转", "forward_guards": "每次前行的审核条件",
    "gates": "关口", "goals": "目标步骤", "rules": "规则", "duties": "岗位职责", "stage": "环节",
    "initial": "起始步骤", "final": "终结步骤", "rests": "搁置步骤", "duty": "承办岗位",
    "name": "标识", "from": "从哪些步骤", "to": "到哪一步骤", "direction": "方向", "by": "由谁办理",
    "not_by": "不得办理的人", "needs": "须先办妥", "guards": "审核条件", "fields": "栏目",
    "reopens": "须重新办理", "reopens_chosen": "另选须重办的栏目", "keeps": "仍然有效", "kind": "种类",
    "of": "办理单位", "in": "可以办理的步骤", "applies": "适用条件", "record": "填报人",
    "approve": "审核人", "evidence": "材料", "ask": "征求对象", "ask_by": "发出人",
    "stances": "意见类别", "silence": "逾期未复", "consent_after_months": "视为同意的月数",
    "due": "办理期限", "workdays": "工作日", "on_objection": "不同意见",
    "respond_by": "答复不同意见的人", "groups": "推荐人员类别", "items": "核查项目", "mode": "方式",
    "offices": "签字岗位", "signers": "签字人员出自", "over": "所签材料", "body": "会议机构",
    "window": "公示期", "posting_day": "发布当日", "conclude_by": "作结论的人", "length": "期限",
    "years": "年数", "starts": "起算", "type": "类型", "required": "必填", "options": "选项",
    "columns": "列", "rule": "依据规则", "long": "多行文字", "checker": "核查人",
    "results": "核查结果", "clear": "没有问题的结果", "each": "逐环节", "at": "在何处承担",
    "apart": "不得兼办", "article": "条款", "text": "要求", "severity": "轻重", "parts": "轻重不同的部分",
    "lists": "清单", "version": "清单版本", "note": "说明", "positive": "正向指标", "negative": "负面清单",
    "points": "条目", "level": "查实以后",
}  # fmt: skip


SHORT = 8  # names of which the whole order is told
UNSAID = frozenset({("process",)})  # a name of the language, which its title stands for


@dataclass(frozen=True, slots=True)
class Change:
    """One place that differs, in words: where, what the older says, what the newer says."""

    place: str
    old: str
    new: str


def changes(old: Edition, new: Edition) -> list[Change]:
    """Every difference of two editions in words."""
    before, after = _Side(old), _Side(new)
    found = differences(old, new)
    return [_change(one, before, after) for one in found if one.keys not in UNSAID]


def _change(one: Difference, before: "_Side", after: "_Side") -> Change:
    side = before if one.after is MISSING else after
    place = " ".join(side.place(one.keys))
    if not isinstance(one.before, tuple) or not isinstance(one.after, tuple):
        return Change(place, before.told(one.keys, one.before), after.told(one.keys, one.after))
    said = before.names if one.reordered else before.listed
    old, new = said(one.keys, one.before), (after.names if one.reordered else after.listed)(
        one.keys, one.after
    )
    if sorted(old) == sorted(new):
        return Change(f"{place}（次序）", *_order(old, new))
    gone = [text for text in old if text not in new]
    come = [text for text in new if text not in old]
    return Change(place, _some("去掉", gone), _some("增加", come))


def _some(what: str, names: Sequence[str]) -> str:
    return f"{what}：{'、'.join(names)}" if names else f"没有{what}"


def _order(old: Sequence[str], new: Sequence[str]) -> tuple[str, str]:
    """Short lists as they stand; of a long one what has moved."""
    if len(old) <= SHORT:
        return "、".join(old), "、".join(new)
    same = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    kept = {name for block in same for name in old[block.a : block.a + block.size]}
    return "原来的次序", f"换了位置：{'、'.join(name for name in new if name not in kept)}"


class _Side:
    """One of the two editions: how its places and values are said."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        words = self._words = Words(edition)
        translated: dict[str, Callable[[str], str]] = {
            **dict.fromkeys(("needs", "reopens", "keeps", "activities", "signers", "over"),
                            words.activity),
            **dict.fromkeys(("record", "approve", "by", "ask_by", "respond_by", "conclude_by",
                             "checker", "offices", "apart", "duty"), words.duty),
            **dict.fromkeys(("in", "from", "to", "goals"), words.state),
            **dict.fromkeys(("guards", "forward_guards"), words.guard),
            "applies": words.condition, "ask": words.asked, "not_by": words.barred,
            "starts": words.start, "stage": words.stage,
            **dict.fromkeys(("workdays", "posting_day"), setting_title),
        }  # fmt: skip
        self._translated = translated

    def place(self, keys: tuple[str, ...]) -> Iterator[str]:
        """Where it stands: words for parts, titles for what has a name of its own."""
        at = self._top(keys[0])
        yield PARTS[keys[0]]
        for key in keys[1:3] if keys[0] == "rules" else keys[1:]:  # parts of a rule have no titles
            named = not isinstance(at, BaseModel)
            at = _below(at, key)
            yield self._title(keys, key, at) if named else PARTS[key]

    def _top(self, key: str) -> Any:
        owner = self._edition if key in ("rules", "duties") else self._edition.process
        return getattr(owner, key)

    def _title(self, keys: tuple[str, ...], key: str, at: Any) -> str:
        if keys[0] == "settings":
            return f"“{KEYS.get(key, key) if key != keys[1] else setting_title(key)}”"
        title = at if isinstance(at, str) else getattr(at, "title", "")
        coded = keys[0] == "rules" or "points" in keys[: keys.index(key)]
        return f"{key}“{title}”" if coded else f"“{title or key}”"

    def told(self, keys: tuple[str, ...], value: Any) -> str:
        """A value in words."""
        if keys[0] == "settings" and value is not MISSING and len(keys) > 1:
            return self._setting(keys, value)
        return self._said("severity" if "parts" in keys[2:3] else keys[-1], value)

    def listed(self, keys: tuple[str, ...], values: tuple[Any, ...]) -> list[str]:
        """The values of a list in words."""
        return [self._said(keys[-1], one) for one in values]

    def names(self, keys: tuple[str, ...], names: tuple[str, ...]) -> list[str]:
        """The titles of what stands below a place by these names."""
        owner = self._at(keys)
        return [self._title((*keys, one), one, _below(owner, one)).strip("“”") for one in names]

    def _at(self, keys: tuple[str, ...]) -> Any:
        at = self._top(keys[0])
        for key in keys[1:]:
            at = _below(at, key)
        return at

    def _setting(self, keys: tuple[str, ...], value: Any) -> str:
        if isinstance(value, Mapping):
            return "；".join(f"{KEYS.get(key, key)}{setting_value(keys[1], one)}"
                            for key, one in value.items())  # fmt: skip
        return setting_value(keys[1], value)

    def _said(self, part: str, value: Any) -> str:
        value = opened(value)
        if value is MISSING or value is None or value in ("", (), {}):
            return ABSENT
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, dict):
            title = value.get("title")
            if title and "level" in value:
                return f"{title}（{LEVELS[value['level']]}）"
            return str(title) if title else "；".join(
                f"{PARTS.get(key, '')}{self._said(key, one)}" for key, one in value.items()
            )  # fmt: skip
        return self._plain(part, value)

    def _plain(self, part: str, value: object) -> str:
        fixed: Mapping[str, Mapping[str, str]] = {
            "effect": EFFECTS, "direction": DIRECTIONS, "severity": SEVERITIES, "kind": KINDS,
            "of": SCOPES, "type": TYPES, "at": PLACES, "body": BODIES, "mode": MODES,
            "on_objection": RESPONSES, "each": {"stage": "每个环节"}, "level": LEVELS,
        }  # fmt: skip
        text = str(value)
        if part in fixed:
            return fixed[part].get(text, text)
        translate = self._translated.get(part)
        return translate(text) if translate and isinstance(value, str) else text


def _below(at: Any, key: str) -> Any:
    """The part under a key; None where there is none."""
    found = opened(at)
    return found.get(key) if isinstance(found, Mapping) else None
