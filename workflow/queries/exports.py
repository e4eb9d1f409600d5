"""Exports (导出记录): who took which table out of the house, and when; for auditors."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from workflow import authority
from workflow.errors import NotFound
from workflow.journal import Actor, Desk
from workflow.models import TABLES, exports


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One export as it was noted."""

    id: str
    at: datetime
    name: str
    duty: str
    place: str
    what: str
    filters: str
    form: str
    rows: int


def exported(
    desk: Desk, actor: Actor, today: date, page: int, most: int
) -> tuple[list[ExportRow], int]:
    """One page, counted from 1, the latest first, and how many there are.

    Raises NotFound for whoever is no auditor.
    """
    if actor.duty not in authority.READERS:
        raise NotFound()
    authority.require_duty(desk, actor, today)
    table, places = exports.c, TABLES["organization"].c
    total = desk.db.scalar(select(func.count()).select_from(exports)) or 0
    rows = desk.db.execute(
        select(table.id, table.at, table.name, table.duty, places.name.label("place"),
               table.what, table.filters, table.form, table.row_count)
        .outerjoin_from(exports, TABLES["organization"], places.id == table.organization)
        .order_by(table.at.desc(), table.id)
        .limit(most).offset((page - 1) * most)
    )  # fmt: skip
    return [
        ExportRow(id, datetime.fromisoformat(at), name, duty, place or "", *rest)
        for id, at, name, duty, place, *rest in rows
    ], total
