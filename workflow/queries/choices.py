"""Choices (可选对象): what exists, by id, with the words people know it by."""

from collections.abc import Iterator, Mapping

from sqlalchemy import select

from workflow.authority import path
from workflow.canonical import parse
from workflow.edition import Duty, Edition, Rule
from workflow.journal import Desk
from workflow.models import TABLES, beneath, editions, names


def organizations(desk: Desk, within: str = "") -> dict[str, str]:
    """Every organization by id, in the order of the tree; `within` a path, only those below it."""
    table = TABLES["organization"].c
    mine = beneath(table.path, within)
    rows = desk.db.execute(select(table.id, table.name).where(mine).order_by(table.path))
    return {row.id: row.name for row in rows}


def posts(desk: Desk) -> dict[str, str]:
    """Every post by id: organization and title."""
    table = TABLES["post"].c
    known = organizations(desk)
    rows = desk.db.execute(select(table.id, table.title, table.organization).order_by(table.title))
    return {row.id: f"{row.title}（{known.get(row.organization, '')}）" for row in rows}


def people(desk: Desk, below: str = "") -> dict[str, str]:
    """Every person by id, with the unit, by name; `below` an organization: only its subtree.

    Also those who have no file of their own but an account or a seat in a body: who takes part, or
    is heard, is named, too.
    """
    found = _in_office(desk)
    found |= {row.person: (row.name, row.organization) for row in desk.db.execute(select(names))}
    return _with_unit(desk, found, below)


def officers(desk: Desk, below: str = "") -> dict[str, str]:
    """As `people`, but only who has an account or a seat in a body: who presents, records, counts."""
    return _with_unit(desk, _in_office(desk), below)


def _in_office(desk: Desk) -> dict[str, tuple[str, str]]:
    """Person → name and place, of members of bodies and holders of accounts."""
    found = {person: (name, place) for person, name, place in _in_bodies(desk)}
    return found | {person: (name, place) for person, name, place in _behind_accounts(desk)}


def _with_unit(desk: Desk, found: Mapping[str, tuple[str, str]], below: str) -> dict[str, str]:
    known = organizations(desk)
    wanted = set(known) if not below else _subtree(desk, below)
    by_name = sorted(found.items(), key=lambda one: (one[1][0], one[0]))
    return {
        person: f"{name}（{known.get(place, '－')}）"
        for person, (name, place) in by_name
        if place in wanted
    }


def _subtree(desk: Desk, organization: str) -> set[str]:
    table = TABLES["organization"].c
    mine = path(desk, organization) or "-"
    below = select(table.id).where(beneath(table.path, mine))
    return set(desk.db.scalars(below))


def _behind_accounts(desk: Desk) -> Iterator[tuple[str, str, str]]:
    """Person, name and place of every account that stands for a person and holds a duty."""
    for text in desk.db.scalars(select(TABLES["account"].c.content)):
        said = parse(text.encode())
        if said.get("person") and said["duties"]:
            yield said["person"], said["name"], said["duties"][-1]["organization"]


def _in_bodies(desk: Desk) -> Iterator[tuple[str, str, str]]:
    """Person, name and place of everybody in the roster of a body, former members too."""
    table = TABLES["body"].c
    for row in desk.db.execute(select(table.organization, table.content)):
        for member in parse(row.content.encode())["members"]:
            yield member["person"], member["name"], row.organization


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
    return {name: one for edition in _editions(desk) for name, one in edition.duties.items()}


def rules(desk: Desk) -> dict[str, Rule]:
    """Every rule of the published editions by id; the latest edition's word counts."""
    return {name: one for edition in _editions(desk) for name, one in edition.rules.items()}


def _editions(desk: Desk) -> list[Edition]:
    """The published editions, the oldest first."""
    query = select(editions.c.digest).order_by(editions.c.published_at, editions.c.name)
    digests = desk.look("published", lambda: desk.db.scalars(query).all())
    return [desk.edition(one) for one in digests]
