"""Names (名称): what people call whatever a page speaks of, by id.

Most pages name a handful: those are asked for by id, together with all that the journals read so far
speak of. A page that asks on and on speaks mostly of one place: then all names around it come in one
statement, however large the country is, and whoever is named from elsewhere brings the names around him.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    bindparam,
    func,
    literal_column,
    select,
    union_all,
)

from workflow.authority.reach import path, view
from workflow.canonical import reread
from workflow.journal import Desk
from workflow.models import TABLES, beneath
from workflow.models import names as registered
from workflow.models.prepared import OneOf, Prepared

FEW = 3  # so many times names are asked for by id; who asks more often has what lies around
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{1,60}")
NEAR = 3  # so many steps below its committee a place is still around it
_places, _posts, _bodies = (TABLES[one].c for one in ("organization", "post", "body"))
_accounts, _meetings = TABLES["account"].c, TABLES["meeting"].c
_NONE: ColumnElement[str] = literal_column("''")
Named = Select[tuple[str, str, str, str]]  # kind, id, name, what else it takes to say it


class Called(Mapping[str, str]):
    """Id → name; what is not at hand is looked for once."""

    def __init__(self, look_for: Callable[[str], None]) -> None:
        self.known: dict[str, str] = {}
        self._look_for = look_for
        self._asked: set[str] = set()

    def __getitem__(self, id: str) -> str:
        if id not in self.known and id not in self._asked and id:
            self._asked.add(id)
            self._look_for(id)
        return self.known[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def __len__(self) -> int:
        return len(self.known)


@dataclass(slots=True)
class Naming:
    """Id → name of each kind; a post stands with its organization, a meeting with body and day.

    Of people also those who only have an account or sit in a body: who takes part is named, too.
    """

    desk: Desk
    organizations: Called = field(init=False)
    posts: Called = field(init=False)
    bodies: Called = field(init=False)
    meetings: Called = field(init=False)
    people: Called = field(init=False)
    around: list[str] = field(default_factory=list)  # the paths whose names are at hand
    called: dict[str, str] = field(default_factory=dict)  # person → name in a body or a journal
    heard: set[str] = field(default_factory=set)  # the subjects in whose journals people are named
    sought: set[str] = field(default_factory=set)  # the ids that were asked for
    read: set[str] = field(default_factory=set)  # the subjects of whose journals all were asked for
    times: int = 0  # how often

    def __post_init__(self) -> None:
        self.organizations = Called(self._first(self._organization))
        self.posts, self.bodies = Called(self._first(self._post)), Called(self._first(self._body))
        self.meetings, self.people = Called(self._first(self._meeting)), Called(self._person)

    def seek(self, ids: Iterable[str]) -> None:
        """Have the names behind some ids at hand, and behind all that the journals read speak of."""
        wanted = set(ids) - self.sought
        if not wanted and self.times:
            return
        if self.times == FEW:
            self._look_around()
        self.times += 1
        if self.times <= FEW:
            wanted |= self._spoken()
            self.sought |= wanted
            self._learn(_NAMED.rows(self.desk.db, ids=sorted(wanted)))

    def _spoken(self) -> set[str]:
        """What looks like an id in the journals that were read since."""
        found: set[str] = set()
        for subject in self.desk.kept.keys() - self.read:
            self.read.add(subject)
            for one in self.desk.kept[subject]:
                _collect((one.by.person, one.by.organization, one.data, one.values), found)
        return found - self.sought

    def _is_known(self, id: str) -> bool:
        kinds = (self.organizations, self.posts, self.bodies, self.meetings, self.people)
        return any(id in one.known for one in kinds)

    def _first(self, otherwise: Callable[[str], None]) -> Callable[[str], None]:
        """By id among others; else as a kind of its own is looked for."""

        def look_for(id: str) -> None:
            self.seek((id,))
            if id not in self.sought and not self._is_known(id):
                otherwise(id)

        return look_for

    def _at_hand(self) -> list[str]:
        """The organizations whose paths the page has asked for already, the highest first."""
        told = {
            one[1]: path for one, path in self.desk.looked.items()
            if isinstance(one, tuple) and one[0] == "path" and path
        }  # fmt: skip
        return sorted(told, key=lambda one: (told[one].count("/"), one))

    def _bring(self, organization: str) -> None:
        """Have the names around an organization at hand."""
        own = path(self.desk, organization)
        if own and not any(own.startswith(one) for one in self.around):
            near = view(self.desk, organization)
            self.around.append(near)
            self._learn(_AROUND.rows(self.desk.db, path=near, steps=near.count("/") + NEAR))

    def _organization(self, id: str) -> None:
        self._bring(id)
        if id not in self.organizations.known:  # far below its committee
            self._take(_organization(_places.id == id))

    def _post(self, id: str) -> None:
        self._take(_organization(_posts_place(id)), _post(_posts.id == id))

    def _body(self, id: str) -> None:
        self._take(_body(_bodies.id == id))

    def _meeting(self, id: str) -> None:
        body = select(_meetings.body).where(_meetings.id == id)
        self._take(_body(_bodies.id.in_(body)), _meeting(_meetings.id == id))

    def _person(self, id: str) -> None:
        """Who is not known by file or account sits in a body, or is named in what the page has read."""
        self.seek((id,))
        if self._is_known(id):
            return
        self._hear()
        if id not in self.called:
            self._look_around()
        if id not in self.called and id not in self.people.known and id not in self.sought:
            for place in self._take(_account(_accounts.person == id), _filed(id)):
                self._bring(place)
        if id in self.called:
            self.people.known.setdefault(id, self.called[id])

    def _look_around(self) -> None:
        for place in self._at_hand():
            self._bring(place)

    def _hear(self) -> None:
        """Learn how those are called who acted in what the page has read."""
        for subject in self.desk.kept.keys() - self.heard:
            self.heard.add(subject)
            for one in self.desk.kept[subject]:
                if one.by.person:
                    self.called.setdefault(one.by.person, one.by.name)

    def _take(self, *told: Named) -> list[str]:
        """Learn names; gives the organizations of people."""
        rows = [tuple(row) for row in self.desk.db.execute(union_all(*told))]
        self._learn(rows)
        return [more for kind, _, _, more in rows if kind == "person" and more]

    def _learn(self, rows: Iterable[tuple[str, ...]]) -> None:
        """A post needs its organization's name, a meeting its body's; a file says more than an account."""
        told: dict[str, list[tuple[str, ...]]] = {}
        for kind, *row in rows:
            told.setdefault(kind, []).append(tuple(row))
        places, people = self.organizations.known, self.people.known
        places.update((id, name) for id, name, _ in told.get("organization", ()))
        for id, title, place in told.get("post", ()):
            self.posts.known[id] = f"{title}（{places.get(place, '')}）"
        for id, name, _ in told.get("person", ()):
            people.setdefault(id, name)
        for id, name, content in told.get("body", ()):
            self.bodies.known[id] = name
            for member in reread(content)["members"]:
                self.called.setdefault(member["person"], member["name"])
        for id, name, _ in told.get("account", ()):
            people.setdefault(id, name)
        for id, body, held_on in told.get("meeting", ()):
            self.meetings.known[id] = f"{self.bodies.known.get(body, '')} {held_on}"


def naming(desk: Desk) -> Naming:
    """The names of everything, as far as they are asked for at this desk."""
    return desk.look("naming", lambda: Naming(desk))


def _around() -> Iterator[Named]:
    """The places near the top of a path, with their posts and people, bodies and meetings."""
    path: ColumnElement[str] = bindparam("path", type_=Text)
    steps = func.length(_places.path) - func.length(func.replace(_places.path, "/", ""))
    is_near = beneath(_places.path, path) & (steps <= bindparam("steps"))
    near = select(_places.id).where(is_near)
    yield _organization(is_near)
    yield _post(_posts.organization.in_(near))
    yield _person(registered.c.organization.in_(near))
    yield _body(_bodies.organization.in_(near))
    yield _meeting(_meetings.body.in_(select(_bodies.id).where(_bodies.organization.in_(near))))


def _posts_place(post: str) -> ColumnElement[bool]:
    return _places.id.in_(select(_posts.organization).where(_posts.id == post))


def _organization(wanted: ColumnElement[bool]) -> Named:
    return _told("organization", _places.id, _places.name, _NONE, wanted)


def _post(wanted: ColumnElement[bool]) -> Named:
    return _told("post", _posts.id, _posts.title, _posts.organization, wanted)


def _account(wanted: ColumnElement[bool]) -> Named:
    return _told("account", _accounts.person, _accounts.name, _NONE, wanted)


def _person(wanted: ColumnElement[bool]) -> Named:
    return _told("person", registered.c.person, registered.c.name, _NONE, wanted)


def _filed(id: str) -> Named:
    of = registered.c
    return _told("person", of.person, of.name, of.organization, of.person == id)


def _body(wanted: ColumnElement[bool]) -> Named:
    return _told("body", _bodies.id, _bodies.name, _bodies.content, wanted)


def _meeting(wanted: ColumnElement[bool]) -> Named:
    return _told("meeting", _meetings.id, _meetings.body, _meetings.held_on, wanted)


def _told(
    kind: str, id: ColumnElement[str], name: ColumnElement[str], more: ColumnElement[str],
    wanted: ColumnElement[bool],
) -> Named:  # fmt: skip
    columns = id.label("id"), name.label("name"), more.label("more")
    named: ColumnElement[str] = literal_column(f"'{kind}'")
    return select(named.label("kind"), *columns).where(wanted)


def _named() -> Iterator[Named]:
    """What ids call, of whichever kind, with the organizations of posts and the bodies of meetings."""
    posts = select(_posts.organization).where(OneOf(_posts.id, "ids"))
    bodies = select(_meetings.body).where(OneOf(_meetings.id, "ids"))
    yield _organization(OneOf(_places.id, "ids"))
    yield _organization(_places.id.in_(posts))  # apart: PostgreSQL would look through all for either
    yield _post(OneOf(_posts.id, "ids"))
    yield _person(OneOf(registered.c.person, "ids"))
    yield _body(OneOf(_bodies.id, "ids"))
    yield _body(_bodies.id.in_(bodies))
    yield _account(OneOf(_accounts.person, "ids"))
    yield _meeting(OneOf(_meetings.id, "ids"))


def _collect(value: Any, found: set[str]) -> None:
    """Add all texts within a value that look like an id."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        kind = type(one)
        if kind is str:
            if one.isascii() and ID.fullmatch(one):
                found.add(one)
        elif kind is dict:
            waiting.extend(one.values())
        elif kind is list or kind is tuple:
            waiting.extend(one)
        elif isinstance(one, Mapping):
            waiting.extend(one.values())


_AROUND = Prepared(union_all(*_around()))
_NAMED = Prepared(union_all(*_named()))
