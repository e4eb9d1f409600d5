"""Verifying rows (当前状态的校验): each row says what its journal folds to, and stands on one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, Table, exists, func, literal, select

from workflow.canonical import digest
from workflow.definition import thaw
from workflow.errors import DefinitionInvalid
from workflow.models import FIXED, TABLES, commands, editions, entries
from workflow.queries.broken import Broken
from workflow.queries.verify_chain import Chain

DIFFERS = "当前状态与全程纪实的折算不符"
NAMED = ("name", "process", "title")  # of an edition: copies of what its text says


def rows_of(db: Connection, last: Mapping[str, Chain | None]) -> Iterator[Broken]:
    """The rows of some subjects against the ends of their journals; None where there is none."""
    kinds: dict[str, list[str]] = {}
    for subject in last:
        kinds.setdefault(subject.partition(":")[0], []).append(subject)
    for kind, subjects in kinds.items():
        said = dict(_said(db, kind, subjects)) if kind in TABLES else {}
        for subject in subjects:
            yield from _row(subject, said.get(subject), last[subject])


Said = tuple[int, str, str, tuple[str | None, ...]]  # seq, head, content, what the row says for ever


def _said(db: Connection, kind: str, subjects: Iterable[str]) -> Iterator[tuple[str, Said]]:
    table, keys = TABLES[kind].c, FIXED.get(kind, ())
    wanted = [one.partition(":")[2] for one in subjects]
    own = (table.id, table.seq, table.head, table.content)
    for id, seq, head, content, *fixed in db.execute(
        select(*own, *(table[key] for key in keys)).where(table.id.in_(wanted))
    ):
        yield f"{kind}:{id}", (seq, head, content, tuple(fixed))


def _row(subject: str, said: Said | None, chain: Chain | None) -> Iterator[Broken]:
    since = chain.at if chain else ""
    if said is None and chain is not None:
        yield Broken(subject, chain.seq, "有纪实而没有对应的当前状态", "row", since)
    elif said is not None and (chain is None or said != _told(subject, chain)):
        yield Broken(subject, said[0], DIFFERS, "row", since)


def _told(subject: str, chain: Chain) -> Said:
    """What the row says after the last entry."""
    keys = FIXED.get(subject.partition(":")[0], ())
    return chain.seq, chain.mark, chain.content, tuple(chain.said.get(key) for key in keys)


def unfounded(db: Connection) -> Iterator[Broken]:
    """Rows that have no journal at all."""
    for kind, table in TABLES.items():
        for row in db.execute(_without(kind, table)):
            yield Broken(f"{kind}:{row.id}", row.seq, DIFFERS, "row")


def _without(kind: str, table: Table) -> Select[tuple[str, int]]:
    journal = entries.c.subject == literal(f"{kind}:").concat(table.c.id)
    return select(table.c.id, table.c.seq).where(~exists().where(journal))


def beside(db: Connection) -> Iterator[Broken]:
    """Editions under their digest and name, commands with the entry that answered them."""
    told = select(*(editions.c[one] for one in ("digest", "text", *NAMED)))
    for row in db.execute(told):
        fault = _edition(row.digest, row.text, [getattr(row, one) for one in NAMED])
        if fault:
            yield Broken(f"edition:{row.name}", 0, fault, "edition")
    answer = commands.outerjoin(entries, entries.c.id == commands.c.entry)
    # One that was carried out as several has each of them below its own id (一并办理).
    below = func.substr(entries.c.command, 1, func.length(commands.c.id) + 1) == commands.c.id + "/"
    own = (entries.c.command == commands.c.id) | below
    differs = ~own | (entries.c.account != commands.c.account)
    for id, entry in db.execute(
        select(commands.c.id, entries.c.id)
        .select_from(answer).where(entries.c.id.is_(None) | differs)
    ):  # fmt: skip
        if entry is None:
            yield Broken(f"command:{id}", 0, "办理所得的纪实条目已不存在", "cut")
        else:
            yield Broken(f"command:{id}", 0, "所得的纪实条目不是此人此次办理的", "copy")


def _edition(mark: str, text: Any, named: Sequence[str]) -> str:
    """What is wrong with an edition as it is kept; "" for nothing."""
    if not isinstance(text, bytes) or digest(text) != mark:
        return "流程版本的文本与摘要不符，已被改动"
    try:
        edition = thaw(text)
    except DefinitionInvalid:
        return "流程版本的文本不能读取"
    own = [edition.name, edition.process.process, edition.process.title]
    return "" if own == list(named) else "流程版本的名称与其文本不符"
