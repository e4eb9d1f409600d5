"""The yearly appraisal of selection work (两评议): what was counted for a department in a year."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from workflow.journal import Desk
from workflow.journal.read import Record, history
from workflow.models import TABLES, beneath
from workflow.queries.statistics.appointed import Appointed, appointed
from workflow.queries.statistics.scope import CASE, Scope


def scope_of(below: str, year: int) -> Scope:
    """The cases of a path of organizations in a calendar year."""
    return Scope(below, date(year, 1, 1), date(year, 12, 31))


def newly_appointed(desk: Desk, below: str, year: int) -> list[Appointed]:
    """Who was promoted in the year by the departments below a path, the latest first."""
    return promoted(desk, appointed(desk, scope_of(below, year)))


def promoted(desk: Desk, found: Sequence[Appointed]) -> list[Appointed]:
    """Of the appointed, those by a process that leads upward."""
    if not found:
        return []
    editions = dict(desk.db.execute(
        select(CASE.id, CASE.edition).where(CASE.id.in_([one.case for one in found]))
    ).tuples().all())  # fmt: skip
    return [one for one in found if desk.edition(editions[one.case]).process.effect == "upward"]


def departments(desk: Desk, below: str) -> dict[str, str]:
    """The departments below a path that run any case, by id, in the order of the tree."""
    places = TABLES["organization"].c
    rows = desk.db.execute(
        select(places.id, places.name)
        .where(
            beneath(places.path, below),
            places.id.in_(select(CASE.department)),
        )
        .order_by(places.path)
    )
    return dict(rows.tuples().all())


def appraisal(desk: Desk, organization: str, year: int) -> tuple[Record, ...]:
    """The count of a department's year as recorded and corrected; empty where there is none."""
    return history(desk, f"appraisal:{appraisal_id(organization, year)}")


def appraisal_id(organization: str, year: int) -> str:
    """The id of the count of a department's year: there is one."""
    return f"{organization}-{year}"
