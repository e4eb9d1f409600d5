"""Verifying the journal (纪实校验): chains, keys, and every row equal to the fold of its journal."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from workflow.canonical import NotCanonical, canonical, commitment, digest, leaf, parse
from workflow.journal import Desk
from workflow.models import TABLES, entries, personal_values


@dataclass(frozen=True, slots=True)
class Broken:
    """One thing that does not agree: where, since which entry, and what."""

    subject: str
    seq: int
    what: str

    def line(self) -> str:
        """The finding as one Chinese line."""
        return f"{self.subject} 第{self.seq}条：{self.what}"


@dataclass(slots=True)
class Verified:
    """What was verified: how many entries and subjects, and what was found broken."""

    entries: int = 0
    subjects: int = 0
    broken: tuple[Broken, ...] = ()


def verify(desk: Desk) -> Verified:
    """Verify every journal, row by row in order, in bounded memory; never raises for a finding."""
    told = Verified()
    found: list[Broken] = []
    heads: dict[str, tuple[int, str, str]] = {}
    query = select(entries).order_by(entries.c.subject, entries.c.seq)
    said: dict[str, Any] = {}
    last: tuple[str, int, str] = ("", 0, "")
    for row in desk.db.execute(query.execution_options(yield_per=1000)):
        if row.subject != last[0]:
            said, last = {}, (row.subject, 0, "")
            told.subjects += 1
        told.entries += 1
        found += _entry(row, last, said)
        last = (row.subject, row.seq, row.digest)
        heads[row.subject] = (row.seq, row.digest, row.content)
    found += _rows(desk, heads)
    found += _values(desk)
    told.broken = tuple(found)
    return told


def _entry(row: Row[Any], last: tuple[str, int, str], said: dict[str, Any]) -> Iterator[Broken]:
    """One entry against its predecessor, its bytes and its copies; folds it into `said`."""
    here = (row.subject, row.seq)
    if not isinstance(row.body, bytes):  # SQLite keeps whatever type is written into a column
        yield Broken(*here, "条目内容不是字节，已被改动")
        return
    if leaf(row.body) != row.digest:
        yield Broken(*here, "条目内容与摘要不符，已被改动")
    try:
        body = parse(row.body)
    except NotCanonical:
        yield Broken(*here, "条目内容不是规范字节")
        return
    if not isinstance(body, dict):
        yield Broken(*here, "条目内容不是条目")
        return
    if row.seq != last[1] + 1 or body["seq"] != row.seq:
        yield Broken(*here, f"序号不衔接，前一条是第{last[1]}条")
    if row.prev != last[2] or body["prev"] != row.prev:
        yield Broken(*here, "与前一条的链接不符")
    copies = {
        "id": row.id, "subject": row.subject, "at": row.at, "occurred_on": row.occurred_on,
        "kind": row.kind, "command": row.command,
    }  # fmt: skip
    wrong = [key for key, value in copies.items() if body[key] != value]
    if body["actor"]["account"] != row.account or body["actor"]["duty"] != row.duty:
        wrong.append("actor")
    if wrong:
        yield Broken(*here, f"检索列与条目不符：{'、'.join(wrong)}")
    said.update(body["data"].get("set", {}))
    text = canonical(said)
    if digest(text) != body["state"] or text.decode() != row.content:
        yield Broken(*here, "条目所记状态与前后折算不符")


def _rows(desk: Desk, heads: dict[str, tuple[int, str, str]]) -> Iterator[Broken]:
    """Every row against the last entry of its journal, and no journal without its row."""
    for kind, table in TABLES.items():
        rows = desk.db.execute(select(table.c.id, table.c.seq, table.c.head, table.c.content))
        for row in rows:
            subject = f"{kind}:{row.id}"
            if heads.pop(subject, None) != (row.seq, row.head, row.content):
                yield Broken(subject, row.seq, "当前状态与全程纪实的折算不符")
    for subject, (seq, _, _) in heads.items():
        yield Broken(subject, seq, "有纪实而没有对应的当前状态")


def _values(desk: Desk) -> Iterator[Broken]:
    """Every personal value against the commitment that stands for it."""
    rows = desk.db.execute(select(personal_values).execution_options(yield_per=1000))
    for row in rows:
        if commitment(row.salt, parse(row.value)) != row.commitment:
            yield Broken(f"personal_value:{row.commitment[:12]}", 0, "个人信息与承诺不符，已被改动")
