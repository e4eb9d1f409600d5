"""One level of the tree of organizations (逐级列出): the units right below one, some at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from workflow.journal import Desk
from workflow.models import TABLES, beneath

UNITS = 60  # on a page
_places = TABLES["organization"].c


@dataclass(frozen=True, slots=True)
class Level:
    """Id → name of the units right below a path; more follow behind the path `after`, unless it is ""."""

    named: dict[str, str]
    paths: Sequence[str]
    after: str = ""


def level(desk: Desk, below: str, after: str = "") -> Level:
    """The units right below a path, "" for the topmost, in the order of the tree; those behind `after`."""
    above = below.strip("/").split("/")[-1]
    query = select(_places.id, _places.name, _places.path).where(
        _places.parent == above, _places.path > after, beneath(_places.path, below)
    )
    rows = desk.db.execute(query.order_by(_places.path).limit(UNITS + 1)).tuples().all()
    shown = rows[:UNITS]
    return Level(
        {id: name for id, name, _ in shown}, [path for _, _, path in shown],
        shown[-1][2] if len(rows) > UNITS else "",
    )  # fmt: skip


def above(desk: Desk, below: str, within: str) -> dict[str, str]:
    """Id → name of the units on the way down to a path, it included, from the path `within` on."""
    top = len(within.strip("/").split("/")) - 1 if within else 0
    steps = [one for one in below.strip("/").split("/")[top:] if one]
    told = select(_places.id, _places.name).where(_places.id.in_(steps))
    return dict(desk.db.execute(told.order_by(_places.path)).tuples().all()) if steps else {}
