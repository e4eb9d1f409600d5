"""For whom a selection may be opened, and who decides in it (可选对象): only what one may see.

`below` is the path of organizations that the actor looks over, as `authority.overlooked` tells it.
"""

from sqlalchemy import ColumnElement, select

from workflow.authority import path
from workflow.journal import Desk
from workflow.models import TABLES, beneath

_places, _bodies = (TABLES[one].c for one in ("organization", "body"))


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


def _within(organization: ColumnElement[str], below: str) -> ColumnElement[bool]:
    own = TABLES["organization"].alias("inside").c
    return organization.in_(select(own.id).where(beneath(own.path, below)))
