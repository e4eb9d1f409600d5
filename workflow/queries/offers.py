"""What may be chosen when a selection or a case is opened (可选对象): only what one may see.

`below` is the path of organizations that the actor looks over, as `authority.overlooked` tells it.
"""

from sqlalchemy import ColumnElement, select

from workflow.authority import path
from workflow.journal import Desk
from workflow.models import TABLES, beneath, names

_places, _bodies, _posts = (TABLES[one].c for one in ("organization", "body", "post"))


def departments(desk: Desk, organization: str) -> dict[str, str]:
    """The organizations for which somebody of `organization` may open a selection: it and below."""
    own = path(desk, organization) or "-"
    rows = desk.db.execute(
        select(_places.id, _places.name)
        .where(beneath(_places.path, own))
        .order_by(_places.path)
    )
    return dict(rows.tuples().all())


def bodies(desk: Desk, below: str) -> dict[str, str]:
    """The deciding bodies."""
    rows = desk.db.execute(
        select(_bodies.id, _bodies.name)
        .where(_within(_bodies.organization, below))
        .order_by(_bodies.name)
    )
    return dict(rows.tuples().all())


def candidates(desk: Desk, below: str) -> dict[str, str]:
    """Everybody on file with the unit, by name: 一人一档, only who has a file can be a candidate."""
    own = names.c
    rows = desk.db.execute(
        select(own.person, own.name, _places.name.label("unit"))
        .outerjoin_from(names, TABLES["organization"], _places.id == own.organization)
        .where(_within(own.organization, below))
        .order_by(own.sort_key, own.name, own.person)
    )
    return {row.person: f"{row.name}（{row.unit or '－'}）" for row in rows}


def posts(desk: Desk, below: str) -> dict[str, str]:
    """The posts with their organization, by title."""
    rows = desk.db.execute(
        select(_posts.id, _posts.title, _places.name.label("unit"))
        .join_from(TABLES["post"], TABLES["organization"], _places.id == _posts.organization)
        .where(_within(_posts.organization, below))
        .order_by(_posts.title, _posts.id)
    )
    return {row.id: f"{row.title}（{row.unit}）" for row in rows}


def _within(organization: ColumnElement[str], below: str) -> ColumnElement[bool]:
    own = TABLES["organization"].alias("inside").c
    return organization.in_(select(own.id).where(beneath(own.path, below)))
