"""How long lists are narrowed (查询条件): by days, by a person's name, by who acted; one page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, String, exists, literal, or_, select, union_all

from workflow.journal import Desk
from workflow.models import TABLES, beneath, names
from workflow.workdays import SHANGHAI

PAGE = 50  # rows of a page


@dataclass(frozen=True, slots=True)
class Days:
    """From a day to a day, both included, by the calendar of Shanghai; None leaves it open."""

    first: date | None = None
    last: date | None = None

    def within(self, column: ColumnElement[str]) -> list[ColumnElement[bool]]:
        """The condition on a column of times."""
        told = []
        if self.first:
            told.append(column >= _midnight(self.first))
        if self.last:
            told.append(column < _midnight(self.last + timedelta(days=1)))
        return told


ALWAYS = Days()


def _midnight(day: date) -> str:
    """The begin of a day as UTC text, comparable with every form in which times are kept."""
    begin = datetime.combine(day, time.min, SHANGHAI)
    return (begin - timedelta(hours=8)).strftime("%Y-%m-%dT%H:%M:%S")


def subjects(
    kind: str, id: ColumnElement[str], condition: ColumnElement[bool]
) -> Select[tuple[str]]:
    """The subjects of a kind, `kind:id`, for which a condition on their row holds."""
    return select(literal(f"{kind}:", String).concat(id)).where(condition)


def on_person(name: str, below: str, *columns: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether one of the columns names a person of that name (a part of it), or one of their cases.

    Only names below a path of organizations are looked through, "" all, and those of the cases run
    there: who searches a county does not read the country's names.
    """
    cases, places = TABLES["case"].c, TABLES["organization"].c
    called = names.c.name.contains(name, autoescape=True)
    theirs: ColumnElement[bool] = exists().where(names.c.person == cases.person, called)
    if below:
        within = select(places.id).where(beneath(places.path, below))
        called &= names.c.organization.in_(within)
        theirs &= cases.department.in_(within)
    found = (
        subjects("person", names.c.person, called), subjects("person", cases.person, theirs),
        subjects("case", cases.id, theirs),
    )  # fmt: skip
    # As one list: of several PostgreSQL would look through every row.
    return or_(*(column.in_(union_all(*found)) for column in columns))


def by_actor(name: str, account: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a column names an account of that login, or whose holder's name has this in it."""
    table = TABLES["account"].c
    named = table.name.contains(name, autoescape=True)
    return account.in_(select(table.id).where(or_(named, table.login == name)))


def paged(desk: Desk, query: Select[Any], page: int) -> Sequence[Row[Any]]:
    """The rows of a page, and one more where there is a next page."""
    return desk.db.execute(query.limit(PAGE + 1).offset((page - 1) * PAGE)).all()
