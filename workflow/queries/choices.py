"""Choices (可选对象): what exists, by id, with the words people know it by."""

from sqlalchemy import select

from workflow.authority import path
from workflow.canonical import parse
from workflow.edition import Duty
from workflow.journal import Desk
from workflow.models import TABLES, editions, names


def organizations(desk: Desk) -> dict[str, str]:
    """Every organization by id, in the order of the tree."""
    table = TABLES["organization"].c
    rows = desk.db.execute(select(table.id, table.name).order_by(table.path))
    return {row.id: row.name for row in rows}


def posts(desk: Desk) -> dict[str, str]:
    """Every post by id: organization and title."""
    table = TABLES["post"].c
    known = organizations(desk)
    rows = desk.db.execute(select(table.id, table.title, table.organization).order_by(table.title))
    return {row.id: f"{row.title}（{known.get(row.organization, '')}）" for row in rows}


def people(desk: Desk, below: str = "") -> dict[str, str]:
    """Every person by id, with the unit; `below` an organization: only those of its subtree."""
    places = TABLES["organization"].c
    query = (
        select(names.c.person, names.c.name, places.name.label("unit"))
        .outerjoin_from(names, TABLES["organization"], places.id == names.c.organization)
        .order_by(names.c.name, names.c.person)
    )
    if below:
        query = query.where(places.path.startswith(path(desk, below) or "-", autoescape=True))
    return {row.person: f"{row.name}（{row.unit or '－'}）" for row in desk.db.execute(query)}


def names_of_people(desk: Desk) -> dict[str, str]:
    """Every person's bare name by id, members of bodies too."""
    table = TABLES["body"].c
    found = {
        member["person"]: member["name"]
        for row in desk.db.execute(select(table.content))
        for member in parse(row.content.encode())["members"]
    }
    found.update({row.person: row.name for row in desk.db.execute(select(names))})
    return found


def bodies(desk: Desk) -> dict[str, str]:
    """Every body by id."""
    table = TABLES["body"].c
    return {row.id: row.name for row in desk.db.execute(
        select(table.id, table.name).order_by(table.name)
    )}  # fmt: skip


def processes(desk: Desk) -> dict[str, str]:
    """Every published process: digest of its latest edition → title."""
    table = editions.c
    rows = desk.db.execute(select(table.digest, table.process, table.title, table.name).order_by(
        table.published_at, table.name
    ))  # fmt: skip
    latest = {row.process: (row.digest, f"{row.title}（{row.name}）") for row in rows}
    return dict(latest.values())


def duties(desk: Desk) -> dict[str, Duty]:
    """Every duty of the published editions by name; the latest edition's word counts."""
    found: dict[str, Duty] = {}
    for digest in desk.db.scalars(select(editions.c.digest).order_by(editions.c.published_at)):
        found.update(desk.edition(digest).duties)
    return found
