"""Sight of any subject (查看范围): where it belongs, so that one may see its entries or not."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, select

from workflow.authority import READERS, require_duty, require_sight
from workflow.errors import NotAuthorised, NotFound
from workflow.journal import Actor, Desk
from workflow.models import TABLES
from workflow.queries.interference import interference

# Kinds whose journals are read whole by auditors alone; others have pages for what is theirs.
OF_AUDITORS = ("account", "ledger", "interference", "prompt", "appraisal")
# Kind → the column that names its organization.
_PLACES: Mapping[str, ColumnElement[str]] = {
    "case": TABLES["case"].c.department, "selection": TABLES["selection"].c.department,
    "person": TABLES["person"].c.organization, "post": TABLES["post"].c.organization,
    "body": TABLES["body"].c.organization, "organization": TABLES["organization"].c.id,
}  # fmt: skip


def require_sight_of(desk: Desk, actor: Actor, subject: str, day: date) -> None:
    """NotFound unless the actor may see the whole journal of a subject, written `kind:id`.

    Those of `OF_AUDITORS` only auditors see, those of the register as far as they may read it.
    """
    kind, _, id = subject.partition(":")
    if kind in OF_AUDITORS:
        _require_auditor(desk, actor, day)
        if kind == "interference" and not interference(desk, actor, day, id)[1]:
            raise NotFound()
        return
    place = _place(desk, subject)
    if not place:
        raise NotFound()
    require_sight(desk, actor, place, day)


def _require_auditor(desk: Desk, actor: Actor, day: date) -> None:
    if actor.duty not in READERS:
        raise NotFound()
    try:
        require_duty(desk, actor, day)
    except NotAuthorised as error:
        raise NotFound() from error


def _place(desk: Desk, subject: str) -> str:
    """The organization to which a subject belongs; "" for an unknown one."""
    kind, _, id = subject.partition(":")
    if kind == "meeting":
        meetings, bodies = TABLES["meeting"].c, TABLES["body"].c
        query = select(bodies.organization).join_from(
            TABLES["meeting"], TABLES["body"], bodies.id == meetings.body
        ).where(meetings.id == id)  # fmt: skip
        return desk.db.scalar(query) or ""
    if kind not in _PLACES:
        return ""
    return desk.db.scalar(select(_PLACES[kind]).where(TABLES[kind].c.id == id)) or ""
