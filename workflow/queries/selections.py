"""Selections (选拔任用批次): the list, and one with its process and deciding body."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from workflow.canonical import parse
from workflow.errors import NotFound
from workflow.journal import Desk
from workflow.models import TABLES


@dataclass(frozen=True, slots=True)
class SelectionRow:
    """One line of the list of selections."""

    id: str
    title: str
    department: str
    body: str
    process: str
    process_title: str
    edition: str
    occasion: str
    seq: int
    cases: int


def selections(desk: Desk) -> list[SelectionRow]:
    """All selections with their number of cases, newest id last."""
    table, cases = TABLES["selection"].c, TABLES["case"].c
    query = select(cases.selection, func.count()).group_by(cases.selection)
    counted: dict[str, int] = dict(desk.db.execute(query).tuples().all())
    rows = desk.db.execute(select(table.id, table.seq, table.content).order_by(table.id))
    return [_row(desk, row, counted.get(row.id, 0)) for row in rows]


def selection(desk: Desk, id: str) -> SelectionRow:
    """One selection; raises NotFound."""
    for one in selections(desk):
        if one.id == id:
            return one
    raise NotFound("选拔任用批次不存在")


def _row(desk: Desk, row: Any, cases: int) -> SelectionRow:
    said = parse(row.content.encode())
    process = desk.edition(said["edition"]).process
    return SelectionRow(
        row.id, said["title"], said["department"], said["body"], said["process"],
        f"{process.title}（第{process.edition}版）", said["edition"], said["occasion"], row.seq,
        cases,
    )  # fmt: skip
