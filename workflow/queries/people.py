"""People (干部): the list, and one person's file with the seq of its journal."""

from dataclasses import dataclass

from sqlalchemy import select

from workflow.dossier import PersonFile
from workflow.errors import NotFound
from workflow.journal import Desk
from workflow.journal.fold import person_file
from workflow.journal.read import Record, history
from workflow.models import TABLES, names


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the list of people."""

    id: str
    name: str
    organization: str
    unit: str
    standing: str


def people(desk: Desk) -> list[PersonRow]:
    """Everybody on file, by name."""
    table, places = TABLES["person"].c, TABLES["organization"].c
    rows = desk.db.execute(
        select(table.id, names.c.name, table.organization, places.name.label("unit"),
               table.standing)
        .join_from(TABLES["person"], names, names.c.person == table.id)
        .outerjoin(TABLES["organization"], places.id == table.organization)
        .order_by(names.c.name, table.id)
    )  # fmt: skip
    return [PersonRow(row.id, row.name, row.organization, row.unit or "", row.standing)
            for row in rows]  # fmt: skip


def person(desk: Desk, id: str) -> tuple[PersonFile, tuple[Record, ...]]:
    """A person's file and the journal it comes from; raises NotFound."""
    records = history(desk, f"person:{id}")
    if not records:
        raise NotFound("没有此人档案")
    return person_file(id, records), records
