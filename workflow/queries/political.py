"""Political quality (政治素质): the file over all cases of a person, and what is open now.

The file is what the journals say, in the order in which it was entered; it is kept nowhere else, so
nothing in it can be rewritten. Nothing here is computed of a person: no score, no rank.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, String, case, func, literal, select

from workflow.dossier import PersonFile
from workflow.journal import Desk
from workflow.journal.fold import person_file
from workflow.journal.read import Record, histories
from workflow.models import TABLES, WHOLE, beneath, editions, names
from workflow.models.subjects import IS_NOT_CLEAR
from workflow.queries.extent import is_more
from workflow.queries.levels import Level

KIND = "assessment"
COUNTED = 2000  # cases in which it is looked up what is to be done
_cases, _places, _asked = TABLES["case"].c, TABLES["organization"].c, WHOLE["request"].c


def political_records(desk: Desk, person: str, below: str | None) -> list[Record]:
    """Every hold, veto, review, assessment and check of a person, the oldest first.

    `below`: only of cases that a department under this path runs, "" of all, None of none.
    """
    cases = cases_of(desk, person, below)
    read = histories(desk, [f"person:{person}", *(f"case:{one}" for one in cases)])
    assessing = _assessing(desk)
    found = [
        one for records in read.values() for one in records
        if (one.kind == "standing" and one.subject.startswith("person:"))
        or (one.kind == "record" and one.data.get("activity") in assessing)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.at, one.subject, one.seq))


def cases_of(desk: Desk, person: str | ScalarSelect[str], below: str | None) -> list[str]:
    """The cases of a person that a department under a path runs, "" of all, None of none."""
    if below is None:
        return []
    query = (
        select(_cases.id)
        .join_from(TABLES["case"], TABLES["organization"], _places.id == _cases.department)
        .where(_cases.person == person, beneath(_places.path, below))
        .order_by(_cases.id)
    )
    return list(desk.db.scalars(query))


def _assessing(desk: Desk) -> frozenset[str]:
    """The activities of the published editions that assess somebody politically."""
    digests = desk.db.scalars(select(editions.c.digest)).all()
    return frozenset(
        name
        for digest in digests
        for name, activity in desk.edition(digest).process.activities.items()
        if activity.kind == KIND
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """An assessment or check that somebody must still record, sign or approve."""

    case: str
    number: str
    person: str
    name: str
    unit: str
    post: str
    title: str
    duty: str
    act: str
    activity: str
    due_on: str


def assessments_asked(
    desk: Desk, below: str, *, of: str = "", start: int = 0, many: int | None = None
) -> list[Asked]:
    """What is still to be done on assessments in cases below a path; the nearest due day first.

    So many from `start` on, else all. `of`: only in cases of that department itself.
    """
    post, worker, unit = TABLES["post"].c, WHOLE["person"].c, TABLES["organization"].alias("unit")
    due = case((_asked.due_on == "", "9999"), else_=_asked.due_on)
    query = (
        _of_cases(desk, below, of, _cases.id, _cases.number, _cases.person, names.c.name,
                  unit.c.name.label("unit"), post.title.label("post"), _asked.title, _asked.duty,
                  _asked.act, _asked.activity, _asked.due_on)
        .join(names, names.c.person == _cases.person)
        .join(WHOLE["person"], worker.id == _cases.person)
        .outerjoin(unit, unit.c.id == worker.organization)
        .join(TABLES["post"], post.id == _cases.post)
        .order_by(due, _cases.number, _asked.activity, _asked.id)
        .limit(many)
        .offset(start)
    )  # fmt: skip
    return [
        Asked(row.id, row.number, row.person, row.name, row.unit or "", row.post, row.title,
              row.duty, row.act, row.activity, row.due_on)
        for row in desk.db.execute(query)
    ]  # fmt: skip


def asked_count(desk: Desk, below: str, *, of: str = "") -> int:
    """How much is still to be done on assessments there."""
    return desk.db.scalar(_of_cases(desk, below, of, func.count())) or 0


def _of_cases(desk: Desk, below: str, of: str, *columns: ColumnElement[Any]) -> Select[Any]:
    department = TABLES["organization"].alias("department")
    subject = literal("case:", String).concat(_cases.id)
    query = (
        select(*columns)
        .join_from(TABLES["case"], WHOLE["request"], _asked.subject == subject)
        .join(department, department.c.id == _cases.department)
        .where(_asked.activity.in_(sorted(_assessing(desk))), beneath(department.c.path, below))
    )
    return query.where(_cases.department == of) if of else query


def is_wide(desk: Desk, below: str) -> bool:
    """Whether so many cases lie below a path that what is to be done in them is told by units."""
    within = select(_places.id).where(beneath(_places.path, below))
    some = select(_cases.id)
    return is_more(desk, COUNTED, some.where(_cases.department.in_(within)) if below else some)


def with_cases(desk: Desk, shown: Level) -> dict[str, str]:
    """Id → name of those of some units at or below which cases lie."""
    at = TABLES["organization"].alias("at")
    some = (
        select(_cases.id)
        .join_from(at, TABLES["case"], _cases.department == at.c.id)
        .where(beneath(at.c.path, _places.path))
        .correlate(TABLES["organization"])
        .exists()
    )
    query = select(_places.id, _places.name).where(_places.id.in_(list(shown.named)), some)
    return dict(desk.db.execute(query.order_by(_places.path)).tuples().all())


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody who is held or vetoed, with the journal that says so."""

    file: PersonFile
    unit: str
    records: tuple[Record, ...]

    @property
    def due_on(self) -> date | None:
        """The first day by which a hold is to be cleared up."""
        return min((one.due_on for one in self.file.holds if one.due_on), default=None)


def standings(desk: Desk, below: str, start: int = 0, many: int | None = None) -> list[Standing]:
    """Who is held or vetoed below a path, by name; so many from `start` on, else all."""
    person = TABLES["person"].c
    query = _not_clear(below, person.id, _places.name).join(names, names.c.person == person.id)
    by_name = query.order_by(names.c.sort_key, person.id).limit(many).offset(start)
    rows = desk.db.execute(by_name).tuples()
    units: Mapping[str, str] = {id: unit or "" for id, unit in rows}
    return list(_files(desk, units))


def standings_count(desk: Desk, below: str) -> int:
    """How many are held or vetoed below a path."""
    return desk.db.scalar(_not_clear(below, func.count())) or 0


def _not_clear(below: str, *columns: ColumnElement[Any]) -> Select[Any]:
    person = TABLES["person"].c
    query = (
        select(*columns)
        .select_from(TABLES["person"])
        .outerjoin(TABLES["organization"], _places.id == person.organization)
        .where(IS_NOT_CLEAR, person.standing > "")  # the index of these few, and a range of it
    )
    return query.where(beneath(_places.path, below)) if below else query


def _files(desk: Desk, units: Mapping[str, str]) -> Iterator[Standing]:
    read = histories(desk, [f"person:{one}" for one in units])
    for id, unit in units.items():
        records = read[f"person:{id}"]
        yield Standing(person_file(id, records), unit, records)
