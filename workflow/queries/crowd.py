"""Too many people for one list (人数过多的范围): who bears a name there, and how many work in each unit below.

A list in any order, narrowed by any filter, costs what there is; so of a country people choose a unit
first, level by level, or look for somebody by name.
"""

from datetime import date

from sqlalchemy import func, select

from workflow.journal import Desk
from workflow.models import TABLES, beneath, names
from workflow.queries.extent import is_more
from workflow.queries.levels import Level
from workflow.queries.people import PAGE, PersonRow, Wanted, matching

COUNTED = 2000  # people whose list is told whole, with the count of every filter
MANY = 500  # people of a unit that are counted one by one
_people, _places = TABLES["person"].c, TABLES["organization"].c


def is_crowd(desk: Desk, below: str) -> bool:
    """Whether more people work below a path than a list tells whole."""
    if below:
        some = select(_people.id).join_from(
            TABLES["organization"], TABLES["person"], _people.organization == _places.id
        ).where(beneath(_places.path, below))  # fmt: skip
    else:
        some = select(_people.id)
    return is_more(desk, COUNTED, some)


def working(desk: Desk, shown: Level) -> dict[str, int]:
    """Unit → how many people work there and below it, MANY + 1 where they are more; units without any left out."""
    at = TABLES["organization"].alias("at")
    some = (
        select(_people.id)
        .join_from(at, TABLES["person"], _people.organization == at.c.id)
        .where(beneath(at.c.path, _places.path))
        .limit(MANY + 1)
        .correlate(TABLES["organization"])
        .subquery()
    )
    counted = select(func.count()).select_from(some).scalar_subquery()
    query = select(_places.id, counted).where(_places.id.in_(list(shown.named)))
    rows = desk.db.execute(query.order_by(_places.path)).tuples()
    return {id: many for id, many in rows if many}


def called(desk: Desk, below: str, wanted: Wanted, day: date) -> tuple[list[PersonRow], bool]:
    """The first people below a path in whose name each word is, with the other choices made; whether there are more."""
    query = matching(below, wanted, day).order_by(names.c.sort_key, names.c.name, _people.id)
    rows = [PersonRow(*row) for row in desk.db.execute(query.limit(PAGE + 1))]
    return rows[:PAGE], len(rows) > PAGE
