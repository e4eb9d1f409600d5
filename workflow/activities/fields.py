"""Checking what was filled in against its fields (栏目): strictly by type, all faults at once.

Paths name the place as `posts[2].quota`; rows count from 0, as in the values themselves. What is
empty (absent, null, "" or an empty list) is a fault only where the field is required.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from workflow.activities.kind import Fault
from workflow.canonical import LARGEST, forbidden_characters
from workflow.edition import Field

DIGEST = 64  # hexadecimal digits of SHA-256
YEARS = (1900, 2199)  # so that months can be added without leaving the calendar
HEXADECIMAL = frozenset("0123456789abcdef")
DOC_KEYS = frozenset(("digest", "name", "size"))


def check_values(fields: Mapping[str, Field], values: object, *, path: str = "") -> list[Fault]:
    """Every fault of `values` under `fields`, in the order of the fields; keys not known are faults.

    `path` leads to `values` from what was handed in, "" at the top.
    """
    if not isinstance(values, Mapping):
        return [Fault(path or "填报内容", "须按栏目填写")]
    return [
        *unknown_keys(values, fields, path=path),
        *(
            fault
            for name, field in fields.items()
            for fault in check_value(field, values.get(name), path=step(path, name))
        ),
    ]


def check_value(field: Field, value: object, *, path: str) -> Iterator[Fault]:
    """Every fault of one value under its field."""
    if is_empty(value):
        if field.required:
            yield Fault(path, f"“{field.title}”必填")
        return
    yield from CHECKS[field.type](field, value, path)


def unknown_keys(values: Mapping[Any, Any], known: Iterable[str], *, path: str = "") -> list[Fault]:
    """A fault for every key that is not one of `known`."""
    names = frozenset(known)
    return [Fault(step(path, str(key)), "没有这一栏目") for key in values if key not in names]


def optional(fields: Mapping[str, Field]) -> dict[str, Field]:
    """The same fields, none of them required: what may be filled in little by little."""
    return {name: field.model_copy(update={"required": False}) for name, field in fields.items()}


def required_empty(fields: Mapping[str, Field], *filled: Mapping[str, Any]) -> list[str]:
    """The titles of the required fields that are empty in all of `filled`."""
    return [
        field.title
        for name, field in fields.items()
        if field.required and all(is_empty(values.get(name)) for values in filled)
    ]


def step(path: str, name: str) -> str:
    """The path of a key below `path`."""
    return f"{path}.{name}" if path else name


def is_empty(value: object) -> bool:
    """Whether nothing was filled in; 0 and 否 are something."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, list | tuple) and not value)


def _text(field: Field, value: object, path: str) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield Fault(path, "须为文字")
        return
    found = forbidden_characters(value, multiline=field.long)
    if found:
        yield Fault(path, f"含有不可见的字符：{'、'.join(found)}")


def _date(field: Field, value: object, path: str) -> Iterator[Fault]:
    day = iso_day(value) if isinstance(value, str) else None
    if day is None:
        yield Fault(path, "须为日期，写作 2026-03-26")
    elif not YEARS[0] <= day.year <= YEARS[1]:
        yield Fault(path, f"年份须在 {YEARS[0]} 至 {YEARS[1]} 之间")


def iso_day(text: str) -> date | None:
    """The day of a text written exactly YYYY-MM-DD; None for any other spelling."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.isoformat() == text else None


def _int(field: Field, value: object, path: str) -> Iterator[Fault]:
    if not isinstance(value, int) or isinstance(value, bool):
        yield Fault(path, "须为整数")
    elif not 0 <= value <= LARGEST:
        yield Fault(path, "须为不小于 0 的整数" if value < 0 else "数值过大")


def _bool(field: Field, value: object, path: str) -> Iterator[Fault]:
    if not isinstance(value, bool):
        yield Fault(path, "须为“是”或者“否”")


def _code(field: Field, value: object, path: str) -> Iterator[Fault]:
    if not isinstance(value, str) or value not in field.options:
        yield Fault(path, f"须为下列之一：{'、'.join(field.options.values())}")


def _id(field: Field, value: object, path: str) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield Fault(path, "须为编号")
    elif value.split() != [value] or forbidden_characters(value):
        yield Fault(path, "编号含有空白或者不可见的字符")


def _doc(field: Field, value: object, path: str) -> Iterator[Fault]:
    if not isinstance(value, Mapping) or set(value) != DOC_KEYS:
        yield Fault(path, "须为附件（摘要、名称、大小）")
        return
    digest = value["digest"]
    if not isinstance(digest, str) or len(digest) != DIGEST or set(digest) - HEXADECIMAL:
        yield Fault(step(path, "digest"), f"附件摘要须为{DIGEST}位十六进制数字")
    if is_empty(value["name"]):
        yield Fault(step(path, "name"), "附件须有名称")
    else:
        yield from _text(field, value["name"], step(path, "name"))
    yield from _int(field, value["size"], step(path, "size"))


Check = Callable[[Field, object, str], Iterator[Fault]]


def _each(check: Check, *, once: bool) -> Check:
    """The check of a list of such values; `once`: no value may stand in it twice."""

    def checked(field: Field, value: object, path: str) -> Iterator[Fault]:
        if not isinstance(value, list | tuple):
            yield Fault(path, "须为列表")
            return
        for number, one in enumerate(value):
            yield from check(field, one, f"{path}[{number}]")
            if once and one in value[:number]:
                yield Fault(f"{path}[{number}]", "重复")

    return checked


def _row(field: Field, value: object, path: str) -> Iterator[Fault]:
    yield from check_values(field.columns, value, path=path)


CHECKS: Mapping[str, Check] = {
    "text": _text,
    "date": _date,
    "int": _int,
    "bool": _bool,
    "code": _code,
    "codes": _each(_code, once=True),
    "organization": _id,
    "post": _id,
    "person": _id,
    "people": _each(_id, once=True),
    "doc": _doc,
    "docs": _each(_doc, once=False),
    "rows": _each(_row, once=False),
}
