"""The bytes that are hashed (规范字节): one value, one sequence of bytes, the same on every machine.

The profile is RFC 8785 cut down to what an entry needs: ASCII keys, whole numbers, no floats.
Within it the output is byte for byte that of RFC 8785. Strings are never normalised: folding a
name to NFC would silently replace a thousand CJK compatibility ideographs that people bear.
"""

import hashlib
import json
import unicodedata
from collections import Counter
from datetime import UTC, date, datetime
from typing import Any

import orjson

LARGEST = 2**53 - 1  # above this a reader in another language loses digits
DEEPEST = 100  # levels of nesting; hostile bytes must not end in a RecursionError
SALT_BYTES = 32


class NotCanonical(ValueError):
    """无法写成规范字节

    `path` leads to the offending value from the root `$`, `fault` says what is wrong with it.
    """

    def __init__(self, path: str, fault: str) -> None:
        self.path = path
        self.fault = fault
        super().__init__(f"{path}：{fault}")

    def below(self, step: str | int) -> "NotCanonical":
        """The same fault, seen from one level above."""
        shown = f"[{step}]" if isinstance(step, int) else f".{step}"
        return NotCanonical(f"${shown}{self.path[1:]}", self.fault)


def canonical(value: object) -> bytes:
    """The canonical bytes of `value` (RFC 8785 on our domain).

    Takes dict with ASCII str keys, list, tuple, str, int below 2**53, bool, None, aware datetime
    (written in UTC with six digits of microseconds) and date (ISO). Raises NotCanonical for the rest.
    """
    return rewritten(plain(value))


def plain(value: object) -> Any:
    """`value` as it reads back from its canonical bytes; raises NotCanonical as `canonical`."""
    return _plain(value, DEEPEST)


def rewritten(plain: object) -> bytes:
    """The canonical bytes of what was parsed, or put together from such parts; not looked at again.

    Raises TypeError for a lone surrogate and for what `plain` does not give.
    """
    # For ASCII keys the order of code points is the order of UTF-16 units that RFC 8785 asks for.
    return orjson.dumps(plain, option=_WRITING)


def reread(data: bytes | str) -> Any:
    """The value of bytes that this program wrote; verification, not reading, checks their form."""
    return orjson.loads(data)


def parse(data: bytes) -> Any:
    """The value that `data` stands for; raises NotCanonical unless `data` is exactly canonical."""
    try:
        value = orjson.loads(data)
        if orjson.dumps(value, option=_STRICTLY) == data and _within(value):
            return value
    except (ValueError, TypeError):
        pass  # the patient reader says what is wrong, and where
    return _patiently(data)


def _patiently(data: bytes) -> Any:
    try:
        value = _READER.decode(data.decode())
        # Reading has refused what else `canonical` looks for, but for the depth.
        deep = data.count(b"{") + data.count(b"[") > DEEPEST
        same = (canonical if deep else rewritten)(value) == data
    except NotCanonical:
        raise
    except (ValueError, TypeError, RecursionError) as cause:
        raise NotCanonical("$", f"不是合法的 JSON（{type(cause).__name__}）") from cause
    if not same:
        raise NotCanonical("$", "内容合法，但写法不是规范字节")
    return value


def digest(data: bytes) -> str:
    """SHA-256 of `data` in hex."""
    return hashlib.sha256(data).hexdigest()


def leaf(body: bytes) -> str:
    """The leaf hash of an entry's body in hex: SHA-256 of 0x00 and the body (RFC 6962)."""
    return digest(b"\x00" + body)


def commitment(salt: bytes, value: object) -> str:
    """The salted commitment (承诺值) to a personal value: SHA-256 of 0x02, salt and canonical bytes.

    The salt is always 32 bytes, otherwise ValueError: with free lengths the end of a salt could be
    read as the beginning of the value, and one commitment would open to two different values.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"盐值必须为{SALT_BYTES}字节，现为{len(salt)}字节")
    return digest(b"\x02" + salt + canonical(value))


def forbidden_characters(text: str, *, multiline: bool = False) -> list[str]:
    """The invisible characters in `text` that input refuses, as `U+202E`, each once, in order met.

    Control and format characters (Cc, Cf) can make two different names look the same; lone
    surrogates (Cs) cannot be stored. In multi-line text newline and tab are allowed; a carriage
    return never is, so forms turn the CRLF of a browser into LF first.
    """
    allowed = "\n\t" if multiline else ""
    found = (
        f"U+{ord(mark):04X}"
        for mark in text
        if mark not in allowed and unicodedata.category(mark) in ("Cc", "Cf", "Cs")
    )
    return list(dict.fromkeys(found))


def _plain(value: Any, levels: int) -> Any:
    """`value` made of what JSON writes in our profile, or NotCanonical with the path.

    The path is put together on the way out: where there is no fault it costs nothing.
    """
    if levels < 0:
        raise NotCanonical("$", f"嵌套超过{DEEPEST}层")
    if isinstance(value, str):
        return value if value.isascii() else _text(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, dict):
        return _object(value, levels - 1)
    if isinstance(value, (list, tuple)):
        return _array(value, levels - 1)
    if isinstance(value, int):
        return _whole(value)
    if isinstance(value, datetime):  # before date: a datetime is a date as well
        return _instant(value)
    if isinstance(value, date):
        return value.isoformat()
    fault = "不接受浮点数" if isinstance(value, float) else f"不接受类型 {type(value).__name__}"
    raise NotCanonical("$", fault)


def _within(value: Any) -> bool:
    """Whether what was read is surely of our profile: no floats, ASCII keys, and not too deep."""
    level, depth = [value], -1
    while level:
        below: list[Any] = []
        for one in level:
            kind = one.__class__
            if kind is str:
                continue
            if kind is dict:
                if not "".join(one).isascii():
                    return False
                below += one.values()
            elif kind is list:
                below += one
            elif kind is float:
                return False
        level, depth = below, depth + 1
    return depth <= DEEPEST


def _object(value: dict[Any, Any], levels: int) -> dict[str, Any]:
    told = {}
    for key, item in value.items():
        name = key if key.__class__ is str and key.isascii() else _key(key)
        try:
            told[name] = _plain(item, levels)
        except NotCanonical as fault:
            raise fault.below(name) from fault.__cause__
    return told


def _key(key: object) -> str:
    if not isinstance(key, str) or not key.isascii():
        raise NotCanonical("$", f"键 {key!a} 不是 ASCII 字符串")
    return str.__str__(key)  # of a named constant


def _array(value: list[Any] | tuple[Any, ...], levels: int) -> list[Any]:
    told = []
    for index, item in enumerate(value):
        try:
            told.append(_plain(item, levels))
        except NotCanonical as fault:
            raise fault.below(index) from fault.__cause__
    return told


def _text(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as cause:
        raise NotCanonical("$", "含有不成对的代理字符") from cause
    return value


def _whole(value: int) -> int:
    if abs(value) > LARGEST:
        raise NotCanonical("$", "整数的绝对值须小于 2 的 53 次方")
    return value


def _instant(value: datetime) -> str:
    if value.utcoffset() is None:
        raise NotCanonical("$", "时间没有时区")
    try:
        utc = value.astimezone(UTC)
    except OverflowError as cause:
        raise NotCanonical("$", "时间换算成 UTC 后超出范围") from cause
    # Six digits even when they are zero, so that times of equal instants are equal bytes.
    return utc.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        counts = Counter(key for key, _ in pairs)
        twice = [key for key, count in counts.items() if count > 1]
        raise NotCanonical("$", f"键重复：{twice!a}")
    if not "".join(found).isascii():
        raise NotCanonical(
            "$", f"键 {next(key for key in found if not key.isascii())!a} 不是 ASCII 字符串"
        )
    return found


def _no_float(text: str) -> object:
    raise NotCanonical("$", f"不接受浮点数 {text}")


def _number(text: str) -> int:
    if len(text) < len(str(LARGEST)):
        return int(text)
    if len(text) > len(str(-LARGEST)):  # before `int`, whose work grows with the square of that
        raise NotCanonical("$", "整数的绝对值须小于 2 的 53 次方")
    return _whole(int(text))


_READER = json.JSONDecoder(
    object_pairs_hook=_without_duplicates, parse_float=_no_float, parse_constant=_no_float,
    parse_int=_number,
)  # fmt: skip
_WRITING = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS
_STRICTLY = _WRITING | orjson.OPT_STRICT_INTEGER  # refuses numbers beyond LARGEST
