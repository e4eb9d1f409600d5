"""Verifying personal values (个人信息校验): every one opens to its commitment, or was lawfully erased.

What is erased is empty and named by the entry of an erasure; anything else that is missing, does
not open, or lies there although it was erased, is a finding.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import Row, Select, func, select

from workflow.canonical import canonical, commitment, parse, reread
from workflow.errors import JournalBroken
from workflow.journal import Desk
from workflow.journal.seal import ERASED, key_of
from workflow.journal.vault import salted
from workflow.models import entries, erased, names, personal_keys, personal_values
from workflow.models.erasing import ACT
from workflow.queries.broken import AT_ONCE, Broken
from workflow.queries.verify_chain import Here

ALTERED = "个人信息与承诺不符，已被改动"
GONE = "个人信息已被清空，而没有依法清除的纪实"
LEFT = "个人信息已依法清除，而仍在库中"
ODD = (KeyError, TypeError, ValueError, AttributeError, JournalBroken)


def verify_some(desk: Desk, sealed: Mapping[str, Here]) -> Iterator[Broken]:
    """The values behind these commitments are there and open; an erased one is empty, never gone (L4)."""
    lawful = lawfully_erased(desk)
    own = personal_values.c.commitment.in_(list(sealed))
    kept = {str(row.commitment): row for row in desk.db.execute(_values().where(own))}
    for mark, here in sealed.items():
        fault = _fault(desk, kept[mark], lawful) if mark in kept else "所填报的个人信息已不存在"
        if fault:
            yield here.broken("value", fault)


def values_kept(desk: Desk) -> int:
    """How many values there are; counted before entries are read, for more may come meanwhile."""
    return desk.db.scalar(select(func.count()).select_from(personal_values)) or 0


def verify_unclaimed(kept: int, claimed: int) -> Iterator[Broken]:
    """There is no value more than the entries commit to."""
    if kept > claimed:
        what = f"有{kept - claimed}条个人信息不属于任何纪实条目"
        yield Broken("personal_value", 0, what, "value")


def verify_names(desk: Desk) -> Iterator[Broken]:
    """Everybody on the roll bears a name that was registered, or none since the erasure."""
    lawful = lawfully_erased(desk)
    for rows in desk.db.execute(select(names)).partitions(AT_ONCE):
        wanted = _values().where(personal_values.c.person.in_([row.person for row in rows]))
        kept = {(row.person, _value(desk, row)) for row in desk.db.execute(wanted)}
        for row in rows:
            told = (row.person, canonical({"name": str(row.name)}))
            gone = f"person:{row.person}" in lawful
            if row.name != ERASED if gone else told not in kept:
                yield Broken(f"person:{row.person}", 1, "名册上的姓名与登记时不同", "value")


def _values() -> Select[Any]:
    return select(personal_values, personal_keys.c.wrapped).outerjoin(
        personal_keys, personal_keys.c.person == personal_values.c.person
    )


def lawfully_erased(desk: Desk) -> Collection[str]:
    """What was erased, and is named by the very entry of an erasure that it points to."""
    told: dict[str, set[str]] = defaultdict(set)
    for mark, entry in desk.db.execute(select(erased.c.mark, erased.c.entry)):
        told[entry].add(mark)
    if not told:
        return ()
    own = entries.c.id.in_(select(erased.c.entry))
    acts = desk.db.execute(select(entries.c.id, entries.c.body).where(own, entries.c.act == ACT))
    return {mark for id, body in acts for mark in told[id] & _named(body)}


def _named(body: bytes) -> set[str]:
    """The marks that the entry of an erasure names; of a misshapen one none."""
    try:
        data = reread(body)["data"]
        return {data["key"], *data["commitments"], *data["beside"], *data["files"]}
    except ODD:
        return set()


def _fault(desk: Desk, row: Row[Any], lawful: Collection[str]) -> str:
    if not row.sealed:
        return "" if row.commitment in lawful else GONE
    if row.commitment in lawful:
        return LEFT
    return "" if _value(desk, row) else ALTERED


def _value(desk: Desk, row: Row[Any]) -> bytes:
    """The canonical bytes of a value; empty unless it opens to its commitment."""
    try:
        key = key_of(desk, row.person, row.wrapped)
        if key is None or not row.sealed:
            return b""
        salt, value = salted(key, row.sealed, row.commitment)
        return value if commitment(salt, parse(value)) == row.commitment else b""
    except ODD:
        return b""
