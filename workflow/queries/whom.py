"""Who may be named (可选人员): people on file, behind an account or in a body, below one place.

A form offers whom its own place has; where these are too many, the first of them and whoever is
asked for by name. Nobody reads the names of a country to choose one of them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select, true

from workflow.canonical import reread
from workflow.journal import Desk
from workflow.models import TABLES, beneath, names

OFFERED = 1000  # of each source: more nobody reads through
Named = tuple[str, str, str | None]  # person, name, unit
Source = Callable[[Desk, str, Sequence[str]], Sequence[Named]]
_places, _accounts, _bodies = (TABLES[one].c for one in ("organization", "account", "body"))
_ROSTERS = select(_bodies.content, _places.name).join(
    TABLES["organization"], _places.id == _bodies.organization
).order_by(_bodies.id)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Whom:
    """Person → name with the unit, in the order of names; `cut`: there are more."""

    people: Mapping[str, str]
    cut: bool = False


def whom(desk: Desk, below: str, words: Sequence[str] = ()) -> Whom:
    """Everybody below a path, "" everywhere; of too many the first, and whose name has one of the words in it.

    Also those who have no file of their own but an account or a seat in a body: who takes part, or
    is heard, is named, too, and whoever sits in the bodies of the places above: relatives among them are
    to be told (R-AVO-01). What a file says of the unit goes before the rest.
    """
    return _told([
        _above(desk, below), *_in_office(desk, below, words), *_both(desk, below, words, _on_file),
    ])  # fmt: skip


def officers(desk: Desk, below: str, words: Sequence[str] = ()) -> Whom:
    """The same, but only who has an account or a seat in a body: who presents, records, counts."""
    return _told(_in_office(desk, below, words))


def candidates(desk: Desk, below: str, words: Sequence[str] = ()) -> Whom:
    """The same, but only who has a file: 一人一档, nobody else can be a candidate; in the order of pinyin."""
    first, *called = _both(desk, below, words, _on_file)
    rows = (*first[:OFFERED], *(one for rows in called for one in rows))
    return Whom({person: _said(name, unit) for person, name, unit in rows}, len(first) > OFFERED)


def _told(lists: Iterable[Sequence[Named]]) -> Whom:
    cut, found = False, dict[str, tuple[str, str | None]]()
    for rows in lists:
        cut = cut or len(rows) > OFFERED
        found |= {person: (name, unit) for person, name, unit in rows[:OFFERED]}
    by_name = sorted(found.items(), key=lambda one: (one[1][0], one[0]))
    return Whom({person: _said(name, unit) for person, (name, unit) in by_name}, cut)


def _said(name: str, unit: str | None) -> str:
    return f"{name}（{unit or '－'}）"


def _in_office(desk: Desk, below: str, words: Sequence[str]) -> list[Sequence[Named]]:
    return [*_both(desk, below, words, _in_bodies), *_both(desk, below, words, _with_accounts)]


def _both(
    desk: Desk, below: str, words: Sequence[str], source: Source
) -> Iterator[Sequence[Named]]:
    """The first of a source, and those called by one of the words."""
    yield source(desk, below, ())
    if words:
        yield source(desk, below, words)[:OFFERED]


def _on_file(desk: Desk, below: str, words: Sequence[str]) -> Sequence[Named]:
    query = select(names.c.person, names.c.name, _places.name).outerjoin(
        TABLES["organization"], _places.id == names.c.organization
    )
    order = names.c.sort_key, names.c.name, names.c.person
    return _rows(desk, query.where(_called(names.c.name, words)).order_by(*order), below)


def _with_accounts(desk: Desk, below: str, words: Sequence[str]) -> Sequence[Named]:
    """Accounts that stand for a person and hold a duty, or held one."""
    query = select(_accounts.person, _accounts.name, _places.name).join(
        TABLES["organization"], _places.id == _accounts.organization
    )
    wanted = _called(_accounts.name, words), _accounts.person != ""
    return _rows(desk, query.where(*wanted).order_by(_accounts.id), below)


def _in_bodies(desk: Desk, below: str, words: Sequence[str]) -> Sequence[Named]:
    """Everybody in the roster of a body, former members too."""
    found = _members(_rows(desk, _ROSTERS, below))
    return [one for one in found if not words or any(word in one[1] for word in words)]


def _above(desk: Desk, below: str) -> Sequence[Named]:
    """The same of the bodies of the places above a path."""
    steps = below.strip("/").split("/")[:-1]
    return _members(_rows(desk, _ROSTERS.where(_places.id.in_(steps)), "")) if steps else []


def _members(rosters: Iterable[tuple[str, str]]) -> list[Named]:
    return [
        (member["person"], member["name"], unit)
        for content, unit in rosters for member in reread(content)["members"]
    ]  # fmt: skip


def _called(name: ColumnElement[str], words: Sequence[str]) -> ColumnElement[bool]:
    return or_(*(name.contains(word, autoescape=True) for word in words)) if words else true()


def _rows(desk: Desk, query: Select[Any], below: str) -> Sequence[Any]:
    within = query.where(beneath(_places.path, below)) if below else query
    return desk.db.execute(within.limit(OFFERED + 1)).all()
