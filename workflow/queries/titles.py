"""What some subjects are called (对象名称), for who may know of them; one statement for all kinds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, literal, literal_column, select, union_all

from workflow.journal import Desk
from workflow.models import TABLES, beneath, names


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
    wanted = tuple(sorted(set(subjects)))
    if not wanted:
        return {}
    told = union_all(*(one.where(*_seen(place, below)) for one, place in _queries(wanted)))
    return {row.subject: Title(row.name, row.more) for row in desk.db.execute(told)}


def _seen(place: ColumnElement[str], below: str) -> tuple[ColumnElement[bool], ...]:
    if not below:
        return ()
    inside = TABLES["organization"].alias("inside").c
    return (place.in_(select(inside.id).where(beneath(inside.path, below))),)


Told = tuple[Select[tuple[str, str, str]], ColumnElement[str]]


def _queries(wanted: tuple[str, ...]) -> Iterator[Told]:
    """A query a kind, and the column with the organization that the subject belongs to."""
    none: ColumnElement[str] = literal("")
    case = _told(wanted, "case", _cases.id, names.c.name, _posts.title)
    case = case.join_from(TABLES["case"], names, names.c.person == _cases.person)
    yield case.join(TABLES["post"], _posts.id == _cases.post), _cases.department
    meeting = _told(wanted, "meeting", _meetings.id, _bodies.name, _meetings.held_on)
    yield meeting.join_from(
        TABLES["meeting"], TABLES["body"], _bodies.id == _meetings.body
    ), _bodies.organization
    person = _told(wanted, "person", _people.id, names.c.name, none)
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
        yield _told(wanted, kind, id, name, none), place


def _told(
    wanted: tuple[str, ...], kind: str, id: ColumnElement[str], name: ColumnElement[str],
    more: ColumnElement[str],
) -> Select[tuple[str, str, str]]:  # fmt: skip
    ids = [one.partition(":")[2] for one in wanted if one.startswith(f"{kind}:")]
    subject: ColumnElement[str] = literal_column(f"'{kind}:'") + id
    columns = subject.label("subject"), name.label("name"), more.label("more")
    return select(*columns).where(id.in_(ids))
