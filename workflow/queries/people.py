"""People (干部): the list as filtered and counted, and one person's file with its journal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from workflow.dossier import PersonFile
from workflow.errors import NotFound
from workflow.journal import Desk
from workflow.journal.fold import person_file
from workflow.journal.read import Record, history
from workflow.models import TABLES, beneath, names, profiles
from workflow.pinyin import typed
from workflow.workdays import add_months

PAGE = 50  # people on one page
UNKNOWN = "none"  # the choice for what no verified fact says
# age in full years, both ends included
BANDS: Mapping[str, tuple[int, int]] = {
    "35": (0, 35), "40": (36, 40), "45": (41, 45), "50": (46, 50), "55": (51, 55), "60": (56, 150),
}  # fmt: skip
FACETS = ("standing", "level", "sex", "age", "facts")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is looked for. `text`: words, each in a name, a unit or as pinyin; "" is no filter."""

    text: str = ""
    unit: str = ""  # it and everything below it
    standing: str = ""
    level: str = ""
    sex: str = ""
    age: str = ""  # of BANDS
    facts: str = ""  # "waiting": some are not verified

    @property
    def is_any(self) -> bool:
        """Whether nothing narrows the list."""
        return not any(getattr(self, one.name) for one in fields(self))


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the list of people; what is not verified is ""."""

    id: str
    name: str
    organization: str
    unit: str
    standing: str
    sex: str
    born_on: str
    level: str
    education: str
    unverified: int


@dataclass(frozen=True, slots=True)
class Roll:
    """A page of the list, how many there are in all, and what each further choice would leave."""

    rows: tuple[PersonRow, ...]
    total: int
    counts: Mapping[str, Mapping[str, int]]  # facet → choice → people


def roll(
    desk: Desk, below: str, wanted: Wanted, day: date, page: int = 1, *, alone: bool = False
) -> Roll:
    """The people below a path of organizations ("" everywhere) who are wanted, as of a day.

    `alone`: of the wanted unit itself, without what lies below it. Two statements, whatever the number of people.
    """
    scope = list(_scope(below, wanted))
    if alone:
        scope.append(TABLES["person"].c.organization == wanted.unit)
    crossed = _crossed(desk, scope, day)
    counts = {one: _count(crossed, replace(wanted, **{one: ""}), one) for one in FACETS}
    total = sum(many for row, many in crossed if _fits(row, wanted))
    query = (
        _joined(*_columns())
        .where(*scope, *_choices(wanted, day))
        .order_by(names.c.sort_key, names.c.name, TABLES["person"].c.id)
        .offset((page - 1) * PAGE)
        .limit(PAGE)
    )
    return Roll(tuple(PersonRow(*row) for row in desk.db.execute(query)), total, counts)


def matching(below: str, wanted: Wanted, day: date) -> Select[Any]:
    """The lines of those below a path in whose names, not units, each word is, with the choices made; in no order."""
    scope = _scope(below, replace(wanted, text=""))
    words = (_is_called(one) for one in wanted.text.split())
    return _joined(*_columns()).where(*scope, *words, *_choices(wanted, day))


def units(desk: Desk, below: str) -> dict[str, tuple[str, int]]:
    """The organizations below a path where somebody works, in the order of the tree: name, people."""
    place, person = TABLES["organization"].c, TABLES["person"].c
    working = select(func.count()).where(person.organization == place.id).scalar_subquery()
    query = select(place.id, place.name, working).where(beneath(place.path, below))
    rows = desk.db.execute(query.order_by(place.path)).tuples()
    return {id: (name, many) for id, name, many in rows if many}


def _columns() -> Sequence[ColumnElement[Any]]:
    person, place, told = TABLES["person"].c, TABLES["organization"].c, profiles.c
    texts = (told.sex, told.born_on, told.level, told.education)
    return (
        person.id, names.c.name, person.organization, func.coalesce(place.name, ""),
        person.standing, *(func.coalesce(one, "") for one in texts),
        func.coalesce(told.unverified, 0),
    )  # fmt: skip


def _joined(*columns: ColumnElement[Any]) -> Select[tuple[Any, ...]]:
    person, place = TABLES["person"], TABLES["organization"]
    return (
        select(*columns)
        .join_from(person, names, names.c.person == person.c.id)
        .outerjoin(place, place.c.id == person.c.organization)
        .outerjoin(profiles, profiles.c.person == person.c.id)
    )


def _scope(below: str, wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    """What may be seen, the words typed, the unit: the same for the list and for every count."""
    place = TABLES["organization"].c
    if below:
        yield beneath(place.path, below)
    if wanted.unit:
        within = select(place.path).where(place.id == wanted.unit).scalar_subquery()
        yield beneath(place.path, within)
    for word in wanted.text.split():
        yield _says(word)


def _says(word: str) -> ColumnElement[bool]:
    """Somebody's name or unit has the word in it, or the name is spelled as it begins."""
    return or_(TABLES["organization"].c.name.contains(word, autoescape=True), _is_called(word))


def _is_called(word: str) -> ColumnElement[bool]:
    bare = func.lower(func.replace(names.c.name, "·", ""))
    found = [bare.contains(word.lower().replace("·", ""), autoescape=True)]
    if (spelling := typed(word)).isascii() and spelling.isalpha():
        found.append(names.c.spelled.contains(f" {spelling}", autoescape=True))
    return or_(*found)


def _choices(wanted: Wanted, day: date) -> Iterable[ColumnElement[bool]]:
    for name, told in _facets(day).items():
        if choice := getattr(wanted, name):
            yield told == choice


def _facets(day: date) -> Mapping[str, ColumnElement[str]]:
    """What each facet says of a person, UNKNOWN where nothing verified does."""
    told = profiles.c
    return {
        "standing": TABLES["person"].c.standing,
        "level": _or_unknown(told.level),
        "sex": _or_unknown(told.sex),
        "age": case(
            *((_aged(low, high, day), band) for band, (low, high) in BANDS.items()), else_=UNKNOWN
        ),
        "facts": case((told.unverified > 0, "waiting"), else_="verified"),
    }


def _or_unknown(column: ColumnElement[str]) -> ColumnElement[str]:
    return func.coalesce(func.nullif(column, ""), UNKNOWN)


def _aged(low: int, high: int, day: date) -> ColumnElement[bool]:
    """Born so that `low` birthdays have passed by that day and `high` + 1 have not."""
    born = profiles.c.born_on
    last = add_months(day, -12 * low).isoformat()
    return and_(born > add_months(day, -12 * (high + 1)).isoformat(), born <= last)


Crossed = Sequence[tuple[Mapping[str, str], int]]


def _crossed(desk: Desk, scope: Iterable[ColumnElement[bool]], day: date) -> Crossed:
    """How many people each combination of choices has, before any choice is made: one statement."""
    facets = _facets(day)
    inner = _joined(*(one.label(name) for name, one in facets.items()))
    found = inner.where(*scope).subquery()
    columns = [found.c[name] for name in facets]
    query = select(*columns, func.count()).group_by(*columns)
    return [
        (dict(zip(facets, row[:-1], strict=True)), int(row[-1])) for row in desk.db.execute(query)
    ]


def _fits(row: Mapping[str, str], wanted: Wanted) -> bool:
    return all(getattr(wanted, one) in ("", row[one]) for one in FACETS)


def _count(crossed: Crossed, wanted: Wanted, facet: str) -> dict[str, int]:
    """How many people each choice of a facet leaves beside the other choices made."""
    found: dict[str, int] = {}
    for row, many in crossed:
        if _fits(row, wanted):
            found[row[facet]] = found.get(row[facet], 0) + many
    return found


def namesakes(desk: Desk, below: str, name: str) -> list[PersonRow]:
    """Those below a path who bear a name already, blanks and dots left aside."""
    told = func.replace(func.replace(func.replace(names.c.name, " ", ""), "　", ""), "·", "")
    place = TABLES["organization"].c
    bare = "".join(name.split()).replace("·", "")
    query = _joined(*_columns()).where(told == bare).order_by(TABLES["person"].c.id)
    if below:
        query = query.where(beneath(place.path, below))
    return [PersonRow(*row) for row in desk.db.execute(query)]


def person(desk: Desk, id: str) -> tuple[PersonFile, tuple[Record, ...]]:
    """A person's file and the journal it comes from; raises NotFound."""
    records = history(desk, f"person:{id}")
    if not records:
        raise NotFound("没有此人档案")
    return person_file(id, records), records
