"""Verifying the journal (纪实校验): chains, keys, and every row equal to the fold of its journal.

Whatever was written past the engine is a finding with its place, never an error: bytes, types and
shapes of every table are held to be anybody's.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, select

from workflow.canonical import canonical, digest, leaf, parse
from workflow.journal import Desk
from workflow.journal.marks import marks
from workflow.models import TABLES, commands, editions, entries
from workflow.queries.broken import AT_ONCE, Broken
from workflow.queries.verify_sealed import (
    verify_names,
    verify_present,
    verify_some,
    verify_values,
)
from workflow.queries.verify_tree import Keys, verify_tree

DIFFERS = "当前状态与全程纪实的折算不符"
ODD = (KeyError, TypeError, ValueError, AttributeError)  # what a misshapen value leads to


@dataclass(slots=True)
class Verified:
    """What was verified: how many entries and subjects, and what was found broken."""

    entries: int = 0
    subjects: int = 0
    broken: tuple[Broken, ...] = ()


@dataclass(slots=True)
class _Chains:
    """What the entries read so far say: the last of each journal, and what they point to."""

    heads: dict[str, tuple[int, str, str]] = field(default_factory=dict)  # seq, digest, content
    read: dict[str, tuple[int, str, int]] = field(default_factory=dict)  # highest seq, and by whom
    said: dict[str, Any] = field(default_factory=dict)  # the fold of the present journal
    sealed: int = 0  # how many values they commit to
    count: int = 0


def verify(desk: Desk, keys: Keys | None = None) -> Verified:
    """Verify every journal, entry by entry in order, then the tree; never raises for a finding.

    `keys`: the public keys that are trusted; without them no signature is asked for.
    """
    chains = _Chains()
    found: list[Broken] = []
    query = select(entries).order_by(entries.c.subject, entries.c.seq)
    for part in desk.db.execute(query.execution_options(yield_per=AT_ONCE)).partitions():
        sealed: dict[str, tuple[str, int]] = {}
        for row in part:
            found += _entry(row, chains, sealed)
        found += verify_present(desk, sealed)
        chains.sealed += len(sealed)
    found += _read(chains)
    found += _rows(desk, chains.heads)
    found += verify_values(desk, chains.sealed)
    found += _beside(desk)
    found += verify_tree(desk, keys or Keys())
    return Verified(chains.count, len(chains.heads), tuple(found))


def verify_journals(desk: Desk, subjects: Iterable[str]) -> Verified:
    """Verify the journals of some subjects by themselves: chains, rows and sealed values.

    Whether others still have what these rest on, only `verify` says.
    """
    chains = _Chains()
    found: list[Broken] = []
    sealed: dict[str, tuple[str, int]] = {}
    wanted = sorted(set(subjects))
    query = select(entries).where(entries.c.subject.in_(wanted))
    for row in desk.db.execute(query.order_by(entries.c.subject, entries.c.seq)):
        found += _entry(row, chains, sealed)
    for kind in sorted({one.partition(":")[0] for one in wanted}):
        found += _rows_of(desk, kind, chains.heads, [one for one in wanted if one.startswith(f"{kind}:")])
    found += verify_present(desk, sealed)
    found += verify_some(desk, sealed)
    return Verified(chains.count, len(chains.heads), tuple(found))


def _entry(
    row: Row[Any], chains: _Chains, sealed: dict[str, tuple[str, int]]
) -> Iterator[Broken]:
    """One entry against its predecessor, its bytes and its copies."""
    here = (str(row.subject), row.seq)
    last = chains.heads.get(here[0], (0, "", ""))
    if not last[0]:
        chains.said = {}
    chains.count += 1
    chains.heads[here[0]] = (row.seq if isinstance(row.seq, int) else 0, row.digest, row.content)
    if not isinstance(row.body, bytes):  # SQLite keeps whatever type is written into a column
        yield Broken(*here, "条目内容不是字节，已被改动")
        return
    if leaf(row.body) != row.digest:
        yield Broken(*here, "条目内容与摘要不符，已被改动")
    try:
        body = parse(row.body)
        faults = [*_against_last(row, body, last), *_against_body(row, body, chains.said)]
        sealed.update((str(one), here) for one in body["values"])
        for subject, seq in body["read"].items():
            chains.read[subject] = max(chains.read.get(subject, (0, "", 0)), (seq, *here))
    except ODD:
        faults = ["条目内容不是第1版条目的规范字节"]
    for fault in faults:
        yield Broken(*here, fault)


def _against_last(
    row: Row[Any], body: Mapping[str, Any], last: tuple[int, str, str]
) -> Iterator[str]:
    if row.seq != last[0] + 1 or body["seq"] != row.seq:
        yield f"序号不衔接，前一条是第{last[0]}条"
    if row.prev != last[1] or body["prev"] != row.prev:
        yield "与前一条的链接不符"


def _against_body(row: Row[Any], body: Mapping[str, Any], said: dict[str, Any]) -> Iterator[str]:
    """The columns that copy the entry, and the state that it folds to."""
    copies = {
        "id": row.id, "subject": row.subject, "at": row.at, "occurred_on": row.occurred_on,
        "kind": row.kind, "command": row.command,
    }  # fmt: skip
    wrong = [key for key, value in copies.items() if body[key] != value]
    wrong += [key for key, value in marks(body["data"]).items() if row._mapping[key] != value]
    if body["actor"]["account"] != row.account or body["actor"]["duty"] != row.duty:
        wrong.append("actor")
    if wrong:
        yield f"检索列与条目不符：{'、'.join(wrong)}"
    said.update(body["data"].get("set", {}))
    text = canonical(said)
    if digest(text) != body["state"] or text.decode() != row.content:
        yield "条目所记状态与前后折算不符"


def _read(chains: _Chains) -> Iterator[Broken]:
    """What an entry was judged on must still be there: the last entry of a journal is not cut off."""
    for subject, (seq, by, place) in sorted(chains.read.items()):
        last = chains.heads.get(subject, (0, "", ""))[0]
        if seq > last:
            yield Broken(by, place, f"所依据的 {subject} 第{seq}条已不存在")


def _rows(desk: Desk, heads: dict[str, tuple[int, str, str]]) -> Iterator[Broken]:
    """Every row against the last entry of its journal, and no journal without its row."""
    left = dict(heads)
    for kind, table in TABLES.items():
        rows = desk.db.execute(select(table.c.id, table.c.seq, table.c.head, table.c.content))
        for row in rows:
            subject = f"{kind}:{row.id}"
            if left.pop(subject, None) != (row.seq, row.head, row.content):
                yield Broken(subject, row.seq, DIFFERS)
    for subject, (seq, _, _) in left.items():
        yield Broken(subject, seq, "有纪实而没有对应的当前状态")


def _rows_of(
    desk: Desk, kind: str, heads: Mapping[str, tuple[int, str, str]], subjects: Sequence[str]
) -> Iterator[Broken]:
    """The rows of some subjects of a kind against the last entry of their journals."""
    table = TABLES[kind].c
    rows = desk.db.execute(
        select(table.id, table.seq, table.head, table.content)
        .where(table.id.in_([one.partition(":")[2] for one in subjects]))
    )  # fmt: skip
    said = {f"{kind}:{row.id}": (row.seq, row.head, row.content) for row in rows}
    for subject in subjects:
        if said.get(subject) != heads.get(subject):
            yield Broken(subject, heads.get(subject, (0, "", ""))[0], DIFFERS)


def _beside(desk: Desk) -> Iterator[Broken]:
    """Editions under their digest, commands with their entry, people with the name they registered."""
    for row in desk.db.execute(select(editions.c.digest, editions.c.name, editions.c.text)):
        if not isinstance(row.text, bytes) or digest(row.text) != row.digest:
            yield Broken(f"edition:{row.name}", 0, "流程版本的文本与摘要不符，已被改动")
    answered = select(commands.c.id).where(commands.c.entry.not_in(select(entries.c.id)))
    for id in desk.db.scalars(answered):
        yield Broken(f"command:{id}", 0, "办理所得的纪实条目已不存在")
    yield from verify_names(desk)
