"""The shape of an entry (条目的形状): version 1 as types, so that reading refuses most of what it never says.

A float, a number beyond the profile, a field that is missing or of another kind: all end the reading.
Bytes that, once read so, are written the same are canonical, if all keys in them are ASCII. An entry of
another shape is not wrong for that: it is then looked at by itself.
"""

from collections.abc import Sequence
from itertools import chain
from typing import Annotated, Any

from msgspec import Meta, Struct
from msgspec.json import Decoder, Encoder

from workflow.canonical import LARGEST

Whole = Annotated[int, Meta(ge=-LARGEST, le=LARGEST)]
_Flat = str | Whole | bool | None
_Low = _Flat | list[_Flat] | dict[str, _Flat]
_Mid = _Flat | list[_Low] | dict[str, _Low]
Free = _Flat | list[_Mid] | dict[str, _Mid]  # deeper than entries are; each level doubles the types


class Actor(Struct):
    """Who acted."""

    account: str
    duty: str
    name: str | None
    organization: str | None
    person: str | None
    session: str | None


class Shape(Struct):
    """What an entry says."""

    actor: Actor
    at: str
    attachments: list[dict[str, Free]]
    calendar: str | None
    command: str
    data: dict[str, Free]
    edition: str | None
    findings: list[dict[str, Free]]
    id: str
    kind: str
    late_reason: str | None
    occurred_on: str
    prev: str
    read: dict[str, Whole]
    seq: Whole
    software: str
    state: str
    subject: str
    v: Whole
    values: list[str]
    view: str | None
    warnings: list[dict[str, Free]]


read = Decoder(Shape).decode
written = Encoder(order="sorted").encode


def ascii_keys(said: Sequence[Shape]) -> bool:
    """Whether no key in what entries say has a letter beyond ASCII, level by level over all of them."""
    level: list[Any] = []
    for one in said:
        level += one.data, one.read, one.attachments, one.findings, one.warnings
    while level:
        dicts = [one for one in level if one.__class__ is dict]
        if not "".join(chain.from_iterable(dicts)).isascii():
            return False
        lists = [one for one in level if one.__class__ is list]
        level = [*chain.from_iterable(map(dict.values, dicts)), *chain.from_iterable(lists)]
    return True
