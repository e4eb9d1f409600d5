"""What some subjects are called (对象名称), for who may know of them; one statement for all kinds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, Text, bindparam, literal_column, select, union_all

from workflow.journal import Desk
from workflow.models import TABLES, beneath, names
from workflow.models.prepared import OneOf, Prepared

KINDS = ("case", "meeting", "person", "selection", "post", "body", "organization", "account")


@dataclass(frozen=True, slots=True)
class Title:
    """What a subject is called, and what tells it from others of that name."""

    name: str
    more: str


_cases, _people, _posts = (TABLES[one].c for one in ("case", "person", "post"))
_selections, _meetings, _bodies = (TABLES[one].c for one in ("selection", "meeting", "body"))
_places, _accounts = TABLES["organization"].c, TABLES["account"].c


def titles(desk: Desk, subjects: Iterable[str], below: str) -> dict[str, Title]:
    """What `subjects` are called.

    Of those below a path of organizations, "" is everywhere; of others, and there of accounts,
    nothing is told.
    """
    ids: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for subject in sorted(set(subjects)):
        kind, _, id = subject.partition(":")
        ids.setdefault(kind, []).append(id)
    told = {kind: ids[kind] for kind in KINDS}
    if not any(told.values()):
        return {}
    rows = _BELOW.rows(desk.db, below=below, **told) if below else _ANYWHERE.rows(desk.db, **told)
    return {subject: Title(name, more) for subject, name, more in rows}


def _seen(place: ColumnElement[str]) -> ColumnElement[bool]:
    inside = TABLES["organization"].alias("inside").c
    below: ColumnElement[str] = bindparam("below", type_=Text)
    return place.in_(select(inside.id).where(beneath(inside.path, below)))


Told = tuple[Select[tuple[str, str, str]], ColumnElement[str]]


def _queries() -> Iterator[Told]:
    """A query a kind, and the column with the organization that the subject belongs to."""
    none: ColumnElement[str] = literal_column("''")
    case = _told("case", _cases.id, names.c.name, _posts.title)
    case = case.join_from(TABLES["case"], names, names.c.person == _cases.person)
    yield case.join(TABLES["post"], _posts.id == _cases.post), _cases.department
    meeting = _told("meeting", _meetings.id, _bodies.name, _meetings.held_on)
    yield meeting.join_from(
        TABLES["meeting"], TABLES["body"], _bodies.id == _meetings.body
    ), _bodies.organization
    person = _told("person", _people.id, names.c.name, none)
    yield person.join_from(
        TABLES["person"], names, names.c.person == _people.id
    ), _people.organization
    for kind, id, name, place in (
        ("selection", _selections.id, _selections.title, _selections.department),
        ("post", _posts.id, _posts.title, _posts.organization),
        ("body", _bodies.id, _bodies.name, _bodies.organization),
        ("organization", _places.id, _places.name, _places.id),
        ("account", _accounts.id, _accounts.name, _accounts.id),  # of no place
    ):
        yield _told(kind, id, name, none), place


def _told(
    kind: str, id: ColumnElement[str], name: ColumnElement[str], more: ColumnElement[str]
) -> Select[tuple[str, str, str]]:
    subject: ColumnElement[str] = literal_column(f"'{kind}:'") + id
    columns = subject.label("subject"), name.label("name"), more.label("more")
    return select(*columns).where(OneOf(id, kind))


_ANYWHERE = Prepared(union_all(*(one for one, _ in _queries())))
_BELOW = Prepared(union_all(*(one.where(_seen(place)) for one, place in _queries())))
