"""Verifying rows (当前状态的校验): each row says what its journal folds to, and stands on one."""

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, Select, Table, exists, literal, select

from workflow.canonical import digest
from workflow.models import TABLES, commands, editions, entries
from workflow.queries.broken import Broken
from workflow.queries.verify_chain import Chain

DIFFERS = "当前状态与全程纪实的折算不符"


def rows_of(db: Connection, last: Mapping[str, Chain | None]) -> Iterator[Broken]:
    """The rows of some subjects against the ends of their journals; None where there is none."""
    kinds: dict[str, list[str]] = {}
    for subject in last:
        kinds.setdefault(subject.partition(":")[0], []).append(subject)
    for kind, subjects in kinds.items():
        said = dict(_said(db, kind, subjects)) if kind in TABLES else {}
        for subject in subjects:
            yield from _row(subject, said.get(subject), last[subject])


def _said(
    db: Connection, kind: str, subjects: Iterable[str]
) -> Iterator[tuple[str, tuple[int, str, str]]]:
    table = TABLES[kind].c
    wanted = [one.partition(":")[2] for one in subjects]
    told = select(table.id, table.seq, table.head, table.content).where(table.id.in_(wanted))
    for row in db.execute(told):
        yield f"{kind}:{row.id}", (row.seq, row.head, row.content)


def _row(subject: str, said: tuple[int, str, str] | None, chain: Chain | None) -> Iterator[Broken]:
    told = (chain.seq, chain.mark, chain.content) if chain else None
    since = chain.at if chain else ""
    if said is None and chain is not None:
        yield Broken(subject, chain.seq, "有纪实而没有对应的当前状态", "row", since)
    elif said is not None and said != told:
        yield Broken(subject, said[0], DIFFERS, "row", since)


def unfounded(db: Connection) -> Iterator[Broken]:
    """Rows that have no journal at all."""
    for kind, table in TABLES.items():
        for row in db.execute(_without(kind, table)):
            yield Broken(f"{kind}:{row.id}", row.seq, DIFFERS, "row")


def _without(kind: str, table: Table) -> Select[tuple[str, int]]:
    journal = entries.c.subject == literal(f"{kind}:").concat(table.c.id)
    return select(table.c.id, table.c.seq).where(~exists().where(journal))


def beside(db: Connection) -> Iterator[Broken]:
    """Editions under their digest, commands with the entry that answered them."""
    for row in db.execute(select(editions.c.digest, editions.c.name, editions.c.text)):
        if not isinstance(row.text, bytes) or digest(row.text) != row.digest:
            yield Broken(f"edition:{row.name}", 0, "流程版本的文本与摘要不符，已被改动", "edition")
    answered = ~exists().where(entries.c.id == commands.c.entry)
    for id in db.scalars(select(commands.c.id).where(answered)):
        yield Broken(f"command:{id}", 0, "办理所得的纪实条目已不存在", "cut")
