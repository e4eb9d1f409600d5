"""What some subjects are called (对象名称), for who may know of them; one statement for all kinds."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, literal, literal_column, select, union_all

from workflow.journal import Desk
from workflow.models import TABLES, names


@dataclass(frozen=True, slots=True)
class Title:
    """What a subject is called, and what tells it from others of that name."""

    name: str
    more: str


_cases, _people, _posts = (TABLES[one].c for one in ("case", "person", "post"))
_selections, _meetings, _bodies = (TABLES[one].c for one in ("selection", "meeting", "body"))
_places = TABLES["organization"].c


def titles(desk: Desk, subjects: Iterable[str], below: str) -> dict[str, Title]:
    """The titles of cases, selections, meetings and people among `subjects`.

    Of those below a path of organizations, "" is everywhere; of others nothing is told.
    """
    wanted = tuple(sorted(set(subjects)))
    if not wanted:
        return {}
    told = union_all(*(one.where(*_seen(place, below)) for one, place in _queries(wanted)))
    return {row.subject: Title(row.name, row.more) for row in desk.db.execute(told)}


def _seen(place: ColumnElement[str], below: str) -> tuple[ColumnElement[bool], ...]:
    if not below:
        return ()
    return (place.in_(select(_places.id).where(_places.path.startswith(below, autoescape=True))),)


def _queries(
    wanted: tuple[str, ...]
) -> Iterable[tuple[Select[tuple[str, str, str]], ColumnElement[str]]]:
    """A query a kind, and the column with the organization that the subject belongs to."""

    def told(
        kind: str, id: ColumnElement[str], name: ColumnElement[str], more: ColumnElement[str]
    ) -> Select[tuple[str, str, str]]:
        ids = [one.partition(":")[2] for one in wanted if one.startswith(f"{kind}:")]
        subject: ColumnElement[str] = literal_column(f"'{kind}:'") + id
        columns = subject.label("subject"), name.label("name"), more.label("more")
        return select(*columns).where(id.in_(ids))

    none: ColumnElement[str] = literal("")
    yield (
        told("case", _cases.id, names.c.name, _posts.title)
        .join_from(TABLES["case"], names, names.c.person == _cases.person)
        .join(TABLES["post"], _posts.id == _cases.post)
    ), _cases.department
    yield told("selection", _selections.id, _selections.title, none), _selections.department
    yield (
        told("meeting", _meetings.id, _bodies.name, _meetings.held_on)
        .join_from(TABLES["meeting"], TABLES["body"], _bodies.id == _meetings.body)
    ), _bodies.organization
    yield (
        told("person", _people.id, names.c.name, none)
        .join_from(TABLES["person"], names, names.c.person == _people.id)
    ), _people.organization
