"""Facts as people read them (事实一览): one line a fact, in the order of its values."""

from collections.abc import Mapping
from typing import Any

from web.forms.facts import DATES, OPTIONS, TITLES
from web.reading import Reader, in_order
from workflow.facts import FACTS, GRADES, SEXES


def fact_lines(reader: Reader, kind: str, values: Mapping[str, Any]) -> str:
    """A fact in one line, its values in the order in which the kind names them."""
    _, needed, further = FACTS.get(kind, ("", (), ()))
    told: list[str] = []
    for key, value in in_order(dict.fromkeys((*needed, *further)), values):
        if value in (None, "", [], False) or key == "precision":
            continue
        label, text = FACT_KEYS.get(key, TITLES.get(key, key)), _value(reader, kind, key, value)
        if values.get("precision") == "month" and key in DATES:
            text = text[: len("2026-01")]
        if value is True:
            text = label  # a tick says what it is of
        elif label:
            text = f"{label}{text}"
        if text not in told:  # a relative has a name of their own and one in the files
            told.append(text)
    return "，".join(told)


def _value(reader: Reader, kind: str, key: str, value: Any) -> str:
    if (kind, key) in OPTIONS:
        return OPTIONS[kind, key].get(value, str(value))
    table = {
        "organization": reader.organizations, "branch": reader.organizations, "post": reader.posts,
        "person": reader.people, "leader": reader.people,
    }  # fmt: skip
    if key in table:
        return str(table[key].get(value, value))
    return FACT_WORDS.get(str(value)) or reader.shown(key, None, value)


def option(kind: str, key: str, value: Any) -> str:
    """One value of a fact as people read it, codes in words."""
    if value is None:
        return ""
    return OPTIONS.get((kind, key), {}).get(value) or FACT_WORDS.get(str(value)) or str(value)


def fact_title(kind: str) -> str:
    """What a kind of fact is called."""
    return FACTS[kind][0] if kind in FACTS else kind


FACT_KEYS: Mapping[str, str] = {
    "on": "", "value": "", "name": "", "relation": "", "from": "自", "to": "至", "organization": "",
    "post": "", "level": "", "position": "", "others": "兼", "joined_on": "入党",
    "full_on": "转正", "kind": "", "degree": "学位", "school": "毕业院校", "degree_school": "学位院校",
    "hours": "学时", "leading": "领导职务", "acting": "主持工作", "attached": "挂职",
    "grassroots": "基层", "probation": "试用期", "area": "地区", "text": "", "title": "",
    "year": "年度", "result": "", "fixed_on": "确定于", "effective_on": "生效", "months": "影响期月数",
    "until": "至", "branch": "", "status": "", "born_on": "出生", "politics": "", "workplace": "",
    "area_level": "层级", "person": "", "inner": "", "document_no": "文号",
}  # fmt: skip
FACT_WORDS: Mapping[str, str] = {
    "full_time": "全日制", "in_service": "在职",
    "on_job": "在职", **SEXES, **GRADES,
}  # fmt: skip
