"""Political quality (政治素质): the file over all cases of a person, and what is open now.

The file is what the journals say, in the order in which it was entered; it is kept nowhere else, so
nothing in it can be rewritten. Nothing here is computed of a person: no score, no rank.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ScalarSelect, String, literal, select

from workflow.dossier import PersonFile
from workflow.journal import Desk
from workflow.journal.fold import person_file
from workflow.journal.read import Record, histories
from workflow.models import TABLES, WHOLE, beneath, editions, names

KIND = "assessment"


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
    case, place = TABLES["case"].c, TABLES["organization"].c
    query = (
        select(case.id)
        .join_from(TABLES["case"], TABLES["organization"], place.id == case.department)
        .where(case.person == person, beneath(place.path, below))
        .order_by(case.id)
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


def assessments_asked(desk: Desk, below: str) -> list[Asked]:
    """What is still to be done on assessments in cases below a path; the nearest due day first."""
    case, post, worker = TABLES["case"].c, TABLES["post"].c, WHOLE["person"].c
    asked = WHOLE["request"].c
    department, unit = TABLES["organization"].alias("department"), TABLES["organization"].alias("unit")
    subject = literal("case:", String).concat(case.id)
    query = (
        select(
            case.id, case.number, case.person, names.c.name, unit.c.name.label("unit"),
            post.title.label("post"), asked.title, asked.duty, asked.act,
            asked.activity, asked.due_on,
        )
        .join_from(TABLES["case"], WHOLE["request"], asked.subject == subject)
        .join(department, department.c.id == case.department)
        .join(names, names.c.person == case.person)
        .join(WHOLE["person"], worker.id == case.person)
        .outerjoin(unit, unit.c.id == worker.organization)
        .join(TABLES["post"], post.id == case.post)
        .where(
            asked.activity.in_(sorted(_assessing(desk))),
            beneath(department.c.path, below),
        )
    )  # fmt: skip
    rows = [
        Asked(row.id, row.number, row.person, row.name, row.unit or "", row.post, row.title,
              row.duty, row.act, row.activity, row.due_on)
        for row in desk.db.execute(query)
    ]  # fmt: skip
    return sorted(rows, key=lambda one: (one.due_on or "9999", one.number, one.activity))


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


def standings(desk: Desk, below: str) -> list[Standing]:
    """Everybody below a path who is held or vetoed, by name."""
    person, place = TABLES["person"].c, TABLES["organization"]
    query = (
        select(person.id, place.c.name)
        .join_from(TABLES["person"], names, names.c.person == person.id)
        .outerjoin(place, place.c.id == person.organization)
        .where(person.standing != "clear")
        .order_by(names.c.sort_key, person.id)
    )
    if below:
        query = query.where(beneath(place.c.path, below))
    units: Mapping[str, str] = {id: unit or "" for id, unit in desk.db.execute(query).tuples()}
    return list(_files(desk, units))


def _files(desk: Desk, units: Mapping[str, str]) -> Iterator[Standing]:
    read = histories(desk, [f"person:{one}" for one in units])
    for id, unit in units.items():
        records = read[f"person:{id}"]
        yield Standing(person_file(id, records), unit, records)
