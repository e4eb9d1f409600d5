"""Rules of the hashed bytes (规范字节), against a naive reference written from RFC 8785."""

import enum
import hashlib
import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.canonical import (
    DEEPEST,
    LARGEST,
    NotCanonical,
    canonical,
    commitment,
    digest,
    leaf,
    parse,
)

SHORT = {8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", 34: '\\"', 92: "\\\\"}

ascii_keys = st.text(st.characters(max_codepoint=127), max_size=6)
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-LARGEST, LARGEST)
    | st.text(st.characters(exclude_categories=["Cs"]))
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ascii_keys, inner, max_size=4),
    max_leaves=20,
)


def reference(value: object) -> str:
    """RFC 8785 sections 3.2.2 and 3.2.3, character by character, for JSON without fractions."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return f"{value:d}"
        case str():
            return '"' + "".join(escaped(mark) for mark in value) + '"'
        case list():
            return "[" + ",".join(reference(item) for item in value) + "]"
        case dict():
            names = sorted(value, key=lambda name: name.encode("utf-16-be"))
            return "{" + ",".join(f"{reference(n)}:{reference(value[n])}" for n in names) + "}"
    raise AssertionError(value)


def escaped(mark: str) -> str:
    code = ord(mark)
    return SHORT.get(code) or (f"\\u{code:04x}" if code < 0x20 else mark)


@given(values)
def test_the_bytes_are_those_of_a_naive_rfc_8785_writer(value: object) -> None:
    assert canonical(value) == reference(value).encode("utf-8")


@given(values)
def test_what_is_written_is_read_back_the_same(value: object) -> None:
    assert parse(canonical(value)) == value


@given(values)
def test_any_other_way_of_writing_the_same_value_is_refused(value: object) -> None:
    spaced = json.dumps(value, indent=1, ensure_ascii=False).encode() + b"\n"
    with pytest.raises(NotCanonical):
        parse(spaced)


@given(st.dictionaries(ascii_keys, scalars, min_size=2, max_size=6))
def test_the_order_in_which_keys_were_entered_does_not_matter(value: dict[str, object]) -> None:
    assert canonical(value) == canonical(dict(reversed(value.items())))


def test_names_are_stored_exactly_as_entered_and_never_folded() -> None:
    entered, folded = "\uf9d1", "\u516d"  # a compatibility ideograph and what NFC makes of it
    assert canonical(entered) == b'"' + entered.encode() + b'"'
    assert canonical(entered) != canonical(folded)
    assert canonical("e\u0301") != canonical("\u00e9")


def test_only_what_rfc_8785_escapes_is_escaped() -> None:
    assert canonical('\x01\x1f\x7f/"\\\u2028') == b'"\\u0001\\u001f\x7f/\\"\\\\\xe2\x80\xa8"'


def test_whole_numbers_up_to_two_to_the_53_are_taken_and_that_one_is_refused() -> None:
    assert canonical([LARGEST, -LARGEST]) == b"[9007199254740991,-9007199254740991]"
    for number in (2**53, -(2**53), 10**5000):
        with pytest.raises(NotCanonical):
            canonical(number)


@pytest.mark.parametrize(
    "bad", [0.5, 1.0, float("nan"), b"x", {1}, object(), 1j, "\ud800", datetime(2026, 1, 1)]
)
def test_a_refusal_names_the_path_to_the_value(bad: object) -> None:
    with pytest.raises(NotCanonical) as refusal:
        canonical({"data": [{"votes": 1}, {"votes": (0, bad)}]})
    assert refusal.value.path == "$.data[1].votes[1]"
    assert "$.data[1].votes[1]" in str(refusal.value)


@pytest.mark.parametrize("key", ["姓名", "caf\u00e9", 1, None, True, b"a"])
def test_a_key_that_is_not_an_ascii_string_is_refused(key: object) -> None:
    with pytest.raises(NotCanonical) as refusal:
        canonical({"data": {key: 1}})
    assert refusal.value.path == "$.data"


def test_a_named_constant_is_written_as_its_plain_value() -> None:
    colour = enum.StrEnum("colour", {"RED": "red"})
    grade = enum.IntEnum("grade", {"FIRST": 1})
    assert canonical({colour.RED: [colour.RED, grade.FIRST]}) == b'{"red":["red",1]}'


@given(
    st.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 30)),
    st.integers(-14 * 60, 14 * 60),
)
def test_one_instant_has_one_writing_in_whatever_zone_it_is_given(
    at: datetime, minutes: int
) -> None:
    there = at.replace(tzinfo=UTC).astimezone(timezone(timedelta(minutes=minutes)))
    written = canonical(there).decode()
    assert written == canonical(at.replace(tzinfo=UTC)).decode()
    assert len(written) == len('"2026-11-21T08:30:00.123456Z"')
    assert datetime.strptime(written, '"%Y-%m-%dT%H:%M:%S.%fZ"') == at


def test_a_time_keeps_six_digits_and_a_day_is_written_as_iso() -> None:
    shanghai = timezone(timedelta(hours=8))
    assert canonical(datetime(2026, 3, 1, 7, 30, tzinfo=shanghai)) == (
        b'"2026-02-28T23:30:00.000000Z"'
    )
    assert canonical(date(2026, 3, 1)) == b'"2026-03-01"'


def test_a_time_beyond_the_last_year_in_utc_is_refused_and_not_a_crash() -> None:
    west = timezone(timedelta(hours=-8))
    with pytest.raises(NotCanonical):
        canonical(datetime(9999, 12, 31, 23, tzinfo=west))


def test_nesting_ends_in_a_refusal_and_not_in_a_crash() -> None:
    def nested(levels: int) -> list[object]:
        value: list[object] = []
        for _ in range(levels):
            value = [value]
        return value

    assert parse(canonical(nested(DEEPEST))) == nested(DEEPEST)
    with pytest.raises(NotCanonical):
        canonical(nested(DEEPEST + 1))
    with pytest.raises(NotCanonical):
        parse(b"[" * 200_000 + b"]" * 200_000)
    ring: list[object] = []
    ring.append(ring)
    with pytest.raises(NotCanonical):
        canonical(ring)


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":1}',
        b'[{"a":1,"b":2,"a":3}]',
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b"1.0",
        b"1e2",
        b"-0",
        b"NaN",
        b"-Infinity",
        b'"\\u0041"',
        b'"\\/"',
        b'"\\ud800"',
        b'"\\u001F"',
        b'"\xff"',
        b'\xef\xbb\xbf"a"',
        b'{"\xe5\xa7\x93":1}',
        b"9007199254740992",
        b"9" * 5000,
        b"1 ",
        b"",
        b"{",
    ],
)
def test_bytes_that_nobody_of_ours_would_write_are_refused(data: bytes) -> None:
    with pytest.raises(NotCanonical):
        parse(data)


@given(st.binary(max_size=40))
def test_arbitrary_bytes_are_either_canonical_or_refused(data: bytes) -> None:
    try:
        value = parse(data)
    except NotCanonical:
        return
    assert canonical(value) == data


def test_leaf_commitment_and_digest_are_told_apart_by_their_first_byte() -> None:
    salt = bytes(range(32))
    body = salt + canonical("沈砚青")
    assert digest(body) == hashlib.sha256(body).hexdigest()
    assert leaf(body) == hashlib.sha256(b"\x00" + body).hexdigest()
    assert commitment(salt, "沈砚青") == hashlib.sha256(b"\x02" + body).hexdigest()


def test_the_empty_leaf_is_the_one_of_rfc_6962() -> None:
    assert leaf(b"") == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_salt_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="32字节"):
        commitment(bytes(length), "沈砚青")


@pytest.mark.parametrize(("data", "fault"), [
    (b'[{"a":1,"b":2},{"a":1,"b":2,"a":3}]', "$：键重复：['a']"),
    (b'{"a":1,"\xe5\xa7\x93":1}', "$：键 '\\u59d3' 不是 ASCII 字符串"),
    (b'{"a":1,"b":[1.5]}', "$：不接受浮点数 1.5"),
    (b"-Infinity", "$：不接受浮点数 -Infinity"),
    (b"[9007199254740992]", "$：整数的绝对值须小于 2 的 53 次方"),
    (b"9" * 5000, "$：整数的绝对值须小于 2 的 53 次方"),
    (b'{"b":1,"a":2}', "$：内容合法，但写法不是规范字节"),
    (b'{"a":1', "$：不是合法的 JSON（JSONDecodeError）"),
    (b"\xff", "$：不是合法的 JSON（UnicodeDecodeError）"),
    (b'{"a":' * 101 + b"1" + b"}" * 101, ".a：嵌套超过100层"),
])  # fmt: skip
def test_whoever_reads_other_bytes_is_told_what_is_wrong_with_them(data: bytes, fault: str) -> None:
    with pytest.raises(NotCanonical) as refused:
        parse(data)
    assert str(refused.value).endswith(fault)
