"""What the verifier that stands alone reads: one way of writing each thing, and why any other is refused."""

from collections.abc import Callable

import pytest

from workflow.ledger.note import VerifierKey
from workflow.ledger.standalone.algorithms import Wrong
from workflow.ledger.standalone.reading import (
    canonical,
    parsed,
    read_head,
    read_keys,
    read_note,
    unbase64,
    unhex,
)

ROOT = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
MARK = bytes(4)  # of a key
LINE = "— k AAAAAAA=\n"
KEY = "a+a5269a0a+AQ" + "A" * 42  # 33 bytes, of which the first says the kind
NOT_JSON, TWICE, NO_NUMBER, OTHERWISE = (
    "不是规范的 JSON", "同一名称出现两次", "含有小数或者非数字", "不是规范的写法")  # fmt: skip
NOT_LINES, NOT_A_LINE = "存证点的写法不对", "存证点的签名行写法不对"
NOT_THREE, NOT_A_HEAD = "存证点应当是来源、条数和根三行", "存证点的写法不规范"


def why(read: Callable[[], object]) -> str:
    """What is said of something that must not be read."""
    with pytest.raises(Wrong) as told:
        read()
    return str(told.value)


def test_a_value_is_written_in_one_way() -> None:
    value = {"b": [1, None, True], "a": "甲\x01\"", "C": {}}
    told = '{"C":{},"a":"甲\\u0001\\"","b":[1,null,true]}'.encode()
    assert canonical(value) == told and parsed(told) == value


@pytest.mark.parametrize(("data", "said"), [
    (b'{"a":1,"a":1}', TWICE), (b'[{"a":{"b":1,"b":2}}]', TWICE),
    (b'{"a":1.5}', NO_NUMBER), (b"1e2", NO_NUMBER), (b"[NaN]", NO_NUMBER), (b"-Infinity", NO_NUMBER),
    (b"nonsense", NOT_JSON), (b"", NOT_JSON), (b"\xff", NOT_JSON), (b"[" * 200_000, NOT_JSON),
    (b'"\\ud800"', NOT_JSON), (b'{ "a":1}', OTHERWISE), (b'{"a":1}\n', OTHERWISE), (b'{"b":1,"a":1}', OTHERWISE),
    (b'"\\u7532"', OTHERWISE), (b"-0", OTHERWISE),
])  # fmt: skip
def test_json_in_any_other_way_is_refused(data: bytes, said: str) -> None:
    assert why(lambda: parsed(data)) == said


def test_base64_in_its_usual_form_only() -> None:
    assert unbase64("AAAAAAE=") == b"\0\0\0\0\1" and unbase64("") == b""
    for other in ("AAAAAAB=", "AAAAAAE", "AAAA*AAE=", "AAAA AAE=", "AAAAAAE=\n", "AAAAAAE==", "甲", "A"):
        assert unbase64(other) == b""


def test_a_hash_is_sixty_four_small_digits() -> None:
    assert unhex("0a" * 32) == b"\n" * 32
    for other in ("0a" * 31, "0a" * 33, "0A" * 32, "zz" * 32, " " + "0a" * 32, "", None, 10):
        assert why(lambda text=other: unhex(text)) == "摘要的写法不对"


def test_a_note_is_a_text_a_blank_line_and_lines_of_signatures() -> None:
    line = f"— shenji.example/w1 {ROOT}\n"
    assert read_note(f"a\n\nb\n\n{LINE}{line}".encode()) == (
        "a\n\nb\n", [("k", MARK, b"\0"), ("shenji.example/w1", bytes(range(4)), bytes(range(4, 32)))])  # fmt: skip


@pytest.mark.parametrize(("text", "said"), [
    ("", NOT_LINES), ("a\n", NOT_LINES), ("a\n\n", NOT_LINES), (f"a\n{LINE}", NOT_LINES), (f"a\n\n{LINE}x", NOT_LINES),
    (f"a\n\n{LINE}"[:-1], NOT_LINES), (f"a\x0b\n\n{LINE}", NOT_LINES), (f"a\x7f\n\n{LINE}", NOT_LINES),
    (f"a\x1f\n\n{LINE}", NOT_LINES), (f"a\x00\n\n{LINE}", NOT_LINES), (f"a\t\n\n{LINE}", NOT_LINES),
    ("a\n\n- k AAAAAAA=\n", NOT_A_LINE), ("a\n\n—k AAAAAAA=\n", NOT_A_LINE), ("a\n\n— kAAAAAAA=\n", NOT_A_LINE),
    ("a\n\n— AAAAAAA=\n", NOT_A_LINE), ("a\n\n—  AAAAAAA=\n", NOT_A_LINE), ("a\n\n— k+ AAAAAAA=\n", NOT_A_LINE),
    ("a\n\n— k\u3000l AAAAAAA=\n", NOT_A_LINE), ("a\n\n— k l AAAAAAA=\n", NOT_A_LINE),
    ("a\n\n— k  AAAAAAA=\n", NOT_A_LINE), ("a\n\n— k AAAAAAA= \n", NOT_A_LINE), ("a\n\n— k AAAAAAB=\n", NOT_A_LINE),
    ("a\n\n— k AAAA\n", NOT_A_LINE), ("a\n\n— k AAAAAA==\n", NOT_A_LINE), ("a\n\n— k\n", NOT_A_LINE),
    (f"a\n\n{LINE}- k AAAAAAA=\n", NOT_A_LINE), ("a\n\nX— k AAAAAAA=\n", NOT_A_LINE),
])  # fmt: skip
def test_a_note_in_any_other_way_is_refused(text: str, said: str) -> None:
    assert why(lambda: read_note(text.encode())) == said


def test_a_note_that_is_no_text_is_refused() -> None:
    assert why(lambda: read_note(b"\xff")) == "存证点不是文本"


def test_a_head_is_origin_size_and_root() -> None:
    assert read_head(f"o\n10\n{ROOT}\n") == ("o", 10, bytes(range(32)))
    assert read_head(f"o\n0\n{ROOT}\n") == ("o", 0, bytes(range(32)))


@pytest.mark.parametrize(("text", "said"), [
    (f"\n1\n{ROOT}\n", NOT_THREE), (f"o\n1\n{ROOT}", NOT_THREE), (f"o\n1\n{ROOT}\nmore\n", NOT_THREE), ("", NOT_THREE),
    (f"o\nx\n{ROOT}\n", NOT_THREE), (f"o\n-1\n{ROOT}\n", NOT_THREE), (f"o\n１\n{ROOT}\n", NOT_THREE),
    (f"o\n\n{ROOT}\n", NOT_THREE), (f"o\n01\n{ROOT}\n", NOT_A_HEAD), (f"o\n1\n{ROOT}\nx", NOT_A_HEAD),
    ("o\n1\nAAAA\n", NOT_A_HEAD), ("o\n1\n*\n", NOT_A_HEAD), (f"o\n1\n{ROOT[:-2]}9=\n", NOT_A_HEAD),
])  # fmt: skip
def test_a_head_in_any_other_way_is_refused(text: str, said: str) -> None:
    assert why(lambda: read_head(text)) == said


def test_keys_stand_one_a_line_with_their_role() -> None:
    one = ("log", "a", bytes.fromhex("a5269a0a"), 1, bytes(32))
    assert read_keys(f"\n  log {KEY}  \n\nwitness  {KEY}\n") == [one, ("witness", *one[1:])]
    other = VerifierKey("b", 4, b"ab" + bytes([0xFB, 0xEF, 0xBE]) * 10)
    assert str(other).count("+") > 2 and read_keys(f"witness {other}") == [("witness", "b", other.id, 4, other.public)]
    assert read_keys("") == [] == read_keys(" \n\n")


@pytest.mark.parametrize("line", [
    f"boss {KEY}", KEY, f"log{KEY}", "log", f"log {KEY[:-4]}", f"log {KEY}AAAA", f"log b{KEY[1:]}",
    f"log {KEY.replace('a5269a0a', 'A5269A0A')}", f"log {KEY.replace('a5269a0a', '00000000')}",
    "log +bd5f1005+AQ" + "A" * 42, f"log {KEY} {'x' * 60}",
])  # fmt: skip
def test_a_line_that_is_no_key_is_named(line: str) -> None:
    assert why(lambda: read_keys(f"log {KEY}\n{line}\n")) == f"公钥文件有误：{line[:60]}"
