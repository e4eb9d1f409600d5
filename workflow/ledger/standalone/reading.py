"""Strict reading (核验用读法): whatever can be written in two ways is accepted in one only.

Part of the verifier that stands alone: a bundle changed by a bit must not read as it was.
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any, NoReturn

from workflow.ledger.standalone.algorithms import Wrong


def canonical(value: object) -> bytes:
    """The bytes that a value is hashed as (RFC 8785 on its domain)."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def parsed(data: bytes) -> Any:
    """The value of bytes that are exactly canonical."""
    try:
        value = json.loads(
            data.decode(), object_pairs_hook=_once, parse_float=_none, parse_constant=_none
        )
        same = canonical(value) == data
    except (ValueError, RecursionError) as error:
        raise Wrong("不是规范的 JSON") from error
    if not same:
        raise Wrong("不是规范的写法")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise Wrong("同一名称出现两次")
    return dict(pairs)


def _none(text: str) -> NoReturn:
    raise Wrong("含有小数或者非数字")


def unbase64(text: str) -> bytes:
    """The bytes of base64 in its one usual form; empty for anything else."""
    try:
        value = base64.b64decode(text)
    except ValueError:
        return b""
    # What decoding passes over is not written again.
    return value if base64.b64encode(value).decode() == text else b""


def unhex(text: str) -> bytes:
    """The 32 bytes of a hash in lower-case hexadecimal."""
    try:
        value = bytes.fromhex(text)
    except (ValueError, TypeError) as error:
        raise Wrong("摘要的写法不对") from error
    if len(value) != 32 or value.hex() != text:
        raise Wrong("摘要的写法不对")
    return value


def read_note(data: bytes) -> tuple[str, list[tuple[str, bytes, bytes]]]:
    """Text and signatures (name, id, value) of a signed note."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise Wrong("存证点不是文本") from error
    body, blank, below = text.rpartition("\n\n")
    lines = below.split("\n")
    odd = any((c < " " and c != "\n") or c == "\x7f" for c in text)
    if not blank or lines.pop() != "" or not lines or odd:
        raise Wrong("存证点的写法不对")
    found = []
    for line in lines:
        name, *more = line[2:].split(" ")
        value = unbase64("".join(more))
        plain = name and "+" not in name and not any(c.isspace() for c in name)
        if line[:2] != "\u2014 " or len(more) != 1 or not plain or len(value) < 5:
            raise Wrong("存证点的签名行写法不对")
        found.append((name, value[:4], value[4:]))
    return body + "\n", found


def read_head(text: str) -> tuple[str, int, bytes]:
    """Origin, size and root of a checkpoint."""
    lines = text.split("\n")
    if len(lines) != 4 or not lines[0] or not lines[1].isascii() or not lines[1].isdigit():
        raise Wrong("存证点应当是来源、条数和根三行")
    root = unbase64(lines[2])
    if f"{lines[0]}\n{int(lines[1])}\n{lines[2]}\n" != text or len(root) != 32:
        raise Wrong("存证点的写法不规范")
    return lines[0], int(lines[1]), root


def read_keys(text: str) -> list[tuple[str, str, bytes, int, bytes]]:
    """Role, name, id, kind and public key of every line of the file of keys."""
    found = []
    for line in filter(None, (one.strip() for one in text.split("\n"))):
        role, _, key = line.partition(" ")
        name, _, rest = key.strip().partition("+")
        id, _, told = rest.partition("+")
        material = unbase64(told)
        mark = hashlib.sha256(name.encode() + b"\n" + material).digest()[:4]
        if role not in ("log", "witness") or not name or len(material) not in (33, 69) or mark.hex() != id:
            raise Wrong("公钥文件有误：" + line[:60])
        found.append((role, name, mark, material[0], material[1:]))
    return found
