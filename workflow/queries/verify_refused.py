"""Verifying refused attempts (被拒绝的办理的校验): none is gone, come in between, or says something else."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select

from workflow.errors import WorkflowError
from workflow.journal import Desk
from workflow.ledger.heads import SUBJECT
from workflow.ledger.log import Log
from workflow.ledger.refused import SECONDS, in_order, leaf, mark_of
from workflow.ledger.tree import Edge
from workflow.models import entries
from workflow.queries.broken import AT_ONCE, Broken
from workflow.queries.verify_sealed import lawfully_erased

ODD = (KeyError, TypeError, ValueError, AttributeError, WorkflowError)
Day = tuple[int, int, dict[str, Any]]  # seq of the heads, epoch, and what they say of attempts


def verify_refused(desk: Desk) -> Iterator[Broken]:
    """What differs from what the heads of each day committed to, and from what each attempt says."""
    lawful = lawfully_erased(desk)
    rows = desk.db.execute(in_order().execution_options(yield_per=AT_ONCE))
    told = list(_days(desk.db))
    try:
        yield from _kept(Log(desk.house.origin), desk.db, told, rows, lawful)
    except ODD:
        yield Broken(SUBJECT, 0, "被拒绝的办理的登记已被改动，读不出来", "edited")


def _kept(
    log: Log, db: Connection, days: list[Day], rows: Iterable[Any], lawful: Collection[str]
) -> Iterator[Broken]:
    """One attempt after another, each in the day that committed to it; those of today in none."""
    place, edges = 0, [Edge(log.hash(db, epoch), 0, ()) for _, epoch, _ in days]
    for row in rows:
        while place < len(days) and row.at[:SECONDS] >= days[place][2]["until"]:
            place += 1
        if place < len(days):
            edges[place].append(leaf(edges[place].hash, row))
        if f"refused:{row.id}" not in lawful and not _says(row):
            yield Broken(f"refused:{row.id}", 0, "被拒绝的办理的说明、理由与承诺不符", "edited")
    for (seq, _, said), edge in zip(days, edges, strict=True):
        yield from _differs(seq, said, edge)


def _differs(seq: int, said: Mapping[str, Any], edge: Edge) -> Iterator[Broken]:
    """What a day committed to, against what is there of it."""
    if edge.size == said["count"]:
        if edge.root().hex() != said["root"]:
            yield Broken(SUBJECT, seq, "被拒绝的办理与当日的承诺不符：已被改动或者替换", "edited")
        return
    kind, words = ("deleted", "被删去") if edge.size < said["count"] else ("inserted", "有插入的")
    yield Broken(SUBJECT, seq, f"当日承诺被拒绝的办理{said['count']}次，现有{edge.size}次：{words}", kind)


def _says(row: Any) -> bool:
    """Whether the words of an attempt are those that were committed to."""
    try:
        return bool(row.mark == mark_of(bytes.fromhex(row.salt), row.message, row.reasons))
    except ODD:
        return False


def _days(db: Connection) -> Iterator[Day]:
    """What the heads of each day say of attempts, the oldest first."""
    told = entries.c
    query = select(told.seq, told.content).where(told.subject == SUBJECT).order_by(told.seq)
    for seq, content in db.execute(query):
        try:
            said = json.loads(content)
            yield seq, said["epoch"], said["refused"]
        except ODD:
            continue  # its bytes are the matter of the chain; the first ones told nothing of attempts
