"""The quick reader and the patient one agree, and every refusal says where and what, to the letter."""

import enum
import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from workflow import canonical as form
from workflow.canonical import (
    DEEPEST,
    LARGEST,
    NotCanonical,
    canonical,
    commitment,
    parse,
    plain,
    reread,
)

WEST = timezone(timedelta(hours=-8))
KINDS = enum.StrEnum("KINDS", {"RED": "red"})
WHOLE, NUMBER = "整数的绝对值须小于 2 的 53 次方", "不接受浮点数"
TOO_DEEP = "嵌套超过100层"


def nested(levels: int, kind: type[list[object]] | type[dict[str, object]]) -> object:
    """A value that many levels deep."""
    value: object = 1
    for _ in range(levels):
        value = [value] if kind is list else {"a": value}
    return value


VALUES = [
    None, True, 0, -1, LARGEST, -LARGEST, 10**14, 10**15, -(10**14), -(10**15), "", "沈砚青", "\x00\x7f\"", [], {},
    [1, [2, {"a": [None, "甲"]}]], {"b": {"c": [1, 2]}, "a": ""}, nested(DEEPEST, list), nested(DEEPEST, dict),
    [nested(DEEPEST - 1, dict), *[[[]]] * 200], {"a": [{}] * 200, "b": nested(DEEPEST - 1, list)},
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=lambda value: repr(value)[:30])
def test_either_reader_gives_what_was_written_and_the_quick_one_suffices(
    value: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = canonical(value)
    assert form._patiently(data) == value == reread(data) and reread(data.decode()) == value
    monkeypatch.setattr(form, "_patiently", None)
    assert parse(data) == value


def test_what_is_written_is_plain() -> None:
    value = {KINDS.RED: (KINDS.RED, date(2026, 3, 1), datetime(2026, 3, 1, tzinfo=WEST)), "n": [None, False, 1]}
    told = plain(value)
    assert told == {"red": ["red", "2026-03-01", "2026-03-01T08:00:00.000000Z"], "n": [None, False, 1]}
    assert [type(key) for key in told] == [str, str] and type(told["red"]) is list
    assert told == parse(canonical(value))


REFUSED = [
    ({"a": [0, 0.5]}, "$.a[1]", NUMBER), ([b"x"], "$[0]", "不接受类型 bytes"), ({1}, "$", "不接受类型 set"),
    ([["\ud800"]], "$[0][0]", "含有不成对的代理字符"), ({"a": datetime(2026, 1, 1)}, "$.a", "时间没有时区"),
    ([datetime(9999, 12, 31, 23, tzinfo=WEST)], "$[0]", "时间换算成 UTC 后超出范围"),
    ({"a": {"b": 2**53}}, "$.a.b", WHOLE), ([-(2**53)], "$[0]", WHOLE),
    ({"a": {"姓名": 1}}, "$.a", "键 '\\u59d3\\u540d' 不是 ASCII 字符串"), ({1: 1}, "$", "键 1 不是 ASCII 字符串"),
    (nested(DEEPEST + 1, list), "$" + "[0]" * (DEEPEST + 1), TOO_DEEP),
    (nested(DEEPEST + 1, dict), "$" + ".a" * (DEEPEST + 1), TOO_DEEP),
    ({"a": [nested(DEEPEST - 1, dict)]}, "$.a[0]" + ".a" * (DEEPEST - 1), TOO_DEEP),
]  # fmt: skip


@pytest.mark.parametrize(("value", "path", "fault"), REFUSED, ids=lambda one: repr(one)[:30])
def test_what_cannot_be_written_is_told_with_its_path(value: object, path: str, fault: str) -> None:
    with pytest.raises(NotCanonical) as refused:
        canonical(value)
    assert (refused.value.path, refused.value.fault) == (path, fault)
    assert str(refused.value) == f"{path}：{fault}"


def test_a_fault_keeps_its_cause_on_its_way_up() -> None:
    with pytest.raises(NotCanonical) as refused:
        canonical({"a": ["\ud800"]})
    assert isinstance(refused.value.__cause__, UnicodeEncodeError)
    with pytest.raises(NotCanonical) as refused:
        parse(b"{")
    assert isinstance(refused.value.__cause__, ValueError)


@pytest.mark.parametrize(("data", "fault"), [
    (b'{"b":1,"a":2}', "内容合法，但写法不是规范字节"), (b"[1] ", "内容合法，但写法不是规范字节"),
    (b"[[1],[2], 3]", "内容合法，但写法不是规范字节"), (b"-0", "内容合法，但写法不是规范字节"),
    (b'"\xff"', "不是合法的 JSON（UnicodeDecodeError）"), (b'{"a"', "不是合法的 JSON（JSONDecodeError）"),
    (b"[" * 200_000, "不是合法的 JSON（RecursionError）"),
    (b'{"a":1,"b":2,"a":3,"b":4,"c":5}', "键重复：['a', 'b']"), (b'{"a":1,"\xe5\xa7\x93":1,"z":1}',
     "键 '\\u59d3' 不是 ASCII 字符串"),
    (b"[1.5]", f"{NUMBER} 1.5"), (b"1e2", f"{NUMBER} 1e2"), (b"NaN", f"{NUMBER} NaN"),
    (b"-Infinity", f"{NUMBER} -Infinity"),
    (b"9007199254740992", WHOLE), (b"-9007199254740992", WHOLE), (b"99999999999999999", WHOLE),
    (b"-" + b"9" * 17, WHOLE), (b"9" * 5000, WHOLE), (b"[" + b"0" * 17 + b"]", "不是合法的 JSON（JSONDecodeError）"),
])  # fmt: skip
def test_what_cannot_be_read_is_told_by_the_patient_reader(data: bytes, fault: str) -> None:
    for read in (parse, form._patiently):
        with pytest.raises(NotCanonical) as refused:
            read(data)
        assert str(refused.value) == f"$：{fault}"


def test_bytes_that_are_too_deep_are_refused_by_their_depth() -> None:
    for kind, step in ((list, "[0]"), (dict, ".a")):
        opened, closed = (b"[", b"]") if kind is list else (b'{"a":', b"}")
        data = opened * (DEEPEST + 1) + b"1" + closed * (DEEPEST + 1)
        for read in (parse, form._patiently):
            with pytest.raises(NotCanonical) as refused:
                read(data)
            assert str(refused.value) == f"${step * (DEEPEST + 1)}：{TOO_DEEP}"


def test_whatever_bit_is_turned_both_readers_say_the_same() -> None:
    chance = random.Random(8785)
    data = canonical({"at": datetime(2026, 3, 1, tzinfo=UTC), "n": [1, -12, {"a": "甲\n", "b": [True, None]}]})
    for _ in range(300):
        turned = bytearray(data)
        turned[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        assert verdict(parse, bytes(turned)) == verdict(form._patiently, bytes(turned))


def verdict(read: Callable[[bytes], object], data: bytes) -> object:
    """The value, or why there is none."""
    try:
        return read(data)
    except NotCanonical as refused:
        return str(refused)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_salt_of_another_length_is_told(length: int) -> None:
    with pytest.raises(ValueError, match=f"^盐值必须为32字节，现为{length}字节$"):
        commitment(bytes(length), "沈砚青")
