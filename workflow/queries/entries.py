"""Entries searched (纪实查询): by person, actor, act, subject, day and words, for who may see them.

One statement whatever is asked; who may not see a subject does not find its entries, page by page.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Select, or_, select, union_all

from workflow.edition import Process
from workflow.errors import NotFound
from workflow.journal import Desk
from workflow.journal.read import Record, chosen
from workflow.models import TABLES, beneath, editions, entries
from workflow.queries.narrowing import ALWAYS, PAGE, Days, by_actor, on_person, subjects
from workflow.queries.sight import OF_AUDITORS

_e = entries.c
_cases, _people, _posts = (TABLES[one].c for one in ("case", "person", "post"))
_selections, _meetings, _bodies = (TABLES[one].c for one in ("selection", "meeting", "body"))
_places, _accounts = TABLES["organization"].c, TABLES["account"].c


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; "" leaves it open. `acts` are names that the words mean beside titles."""

    person: str = ""  # a part of a name
    actor: str = ""  # a part of a name, or a login
    kind: str = ""
    act: str = ""
    subject: str = ""  # whole, kind:id
    about: str = ""  # a kind of subject
    days: Days = ALWAYS
    words: str = ""
    acts: frozenset[str] = field(default_factory=frozenset)
    page: int = 1


def search(desk: Desk, wanted: Wanted, below: str, *, auditor: bool = False) -> list[Record]:
    """A page of entries, newest first, with one more than a page shows; without sealed values.

    `below` is the path whose cases, people and places may be seen, "" for all; only an auditor sees
    those of accounts, of the ledger and of supervision.
    """
    query = (
        select(_e.digest, _e.body)
        .where(*_conditions(desk, wanted, below), *_sight(below, auditor=auditor))
        .order_by(_e.at.desc(), _e.id.desc())
        .limit(PAGE + 1)
        .offset((wanted.page - 1) * PAGE)
    )
    return list(chosen(desk, query, sealed=True))


def entry(desk: Desk, subject: str, seq: int) -> tuple[Record, bytes]:
    """One entry with its bytes as they are kept; raises NotFound."""
    query = select(_e.digest, _e.body).where(_e.subject == subject, _e.seq == seq)
    row = desk.db.execute(query).one_or_none()
    if row is None:
        raise NotFound("没有这一条纪实")
    (record,) = chosen(desk, query)
    return record, row.body


def _conditions(desk: Desk, wanted: Wanted, below: str) -> Iterator[ColumnElement[bool]]:
    exact = {_e.kind: wanted.kind, _e.act: wanted.act, _e.subject: wanted.subject}
    yield from (column == value for column, value in exact.items() if value)
    yield from wanted.days.within(_e.at)
    if wanted.about:
        yield _e.subject.startswith(f"{wanted.about}:", autoescape=True)
    if wanted.person:
        yield _on_person(wanted.person, below)
    if wanted.actor:
        yield by_actor(wanted.actor, _e.account)
    if wanted.words:
        yield or_(*_meant(desk, wanted.words, wanted.acts, below))


def _on_person(name: str, below: str) -> ColumnElement[bool]:
    of, about = entries.alias("of").c, entries.alias("about").c
    return _e.id.in_(union_all(
        select(of.id).where(on_person(name, below, of.subject)),
        select(about.id).where(about.about != "", on_person(name, below, about.about)),
    ))  # fmt: skip


def _meant(
    desk: Desk, words: str, acts: frozenset[str], below: str
) -> Iterator[ColumnElement[bool]]:
    """Words in the title of what was done, or of the subject it was done to."""
    activities, moves = _titled(desk, words)
    yield _e.activity.in_(activities)
    yield _e.act.in_(moves | acts)
    yield _on_person(words, below)
    titles = {
        "selection": (_selections.id, _selections.title), "case": (_cases.id, _cases.number),
        "post": (_posts.id, _posts.title), "organization": (_places.id, _places.name),
        "body": (_bodies.id, _bodies.name), "account": (_accounts.id, _accounts.name),
    }  # fmt: skip
    for kind, (id, title) in titles.items():
        yield _e.subject.in_(subjects(kind, id, title.contains(words, autoescape=True)))


def _titled(desk: Desk, words: str) -> tuple[set[str], set[str]]:
    """The activities and moves whose title in any published edition has these words in it."""
    activities, moves = set(), set()
    for process in _processes(desk):
        activities |= {name for name, one in process.activities.items() if words in one.title}
        moves |= {one.name for one in process.moves if words in one.title}
    return activities, moves


def deeds(desk: Desk) -> dict[str, str]:
    """Every activity and move by name, with its title in the edition published last."""
    found: dict[str, str] = {}
    for process in _processes(desk):
        found |= {name: one.title for name, one in process.activities.items()}
        found |= {one.name: one.title for one in process.moves}
    return found


def _processes(desk: Desk) -> Iterator[Process]:
    query = select(editions.c.digest).order_by(editions.c.published_at, editions.c.name)
    yield from (desk.edition(one).process for one in desk.db.scalars(query))


def _sight(below: str, *, auditor: bool) -> Iterator[ColumnElement[bool]]:
    if not auditor:
        yield from (_e.subject.not_like(f"{kind}:%") for kind in OF_AUDITORS)
    if below:
        yield _e.subject.in_(union_all(*_seen(below)))


def _seen(below: str) -> Iterator[Select[tuple[str]]]:
    """The subjects that belong below a path."""
    under = beneath(_places.path, below)
    places = select(_places.id).where(under)
    bodies = select(_bodies.id).where(_bodies.organization.in_(places))
    belongs = {
        "case": (_cases.id, _cases.department.in_(places)),
        "selection": (_selections.id, _selections.department.in_(places)),
        "meeting": (_meetings.id, _meetings.body.in_(bodies)),
        "person": (_people.id, _people.organization.in_(places)),
        "post": (_posts.id, _posts.organization.in_(places)),
        "body": (_bodies.id, _bodies.organization.in_(places)),
        "organization": (_places.id, under),
    }  # fmt: skip
    for kind, (id, condition) in belongs.items():
        yield subjects(kind, id, condition)
