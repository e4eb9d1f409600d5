"""Reading ahead (预读): the journals that a dossier asks for one after another, in few reads.

The rows tell which they will be, and how far each goes; where this process drew the dossier before, it
remembers which they were, and asks in one statement how far they go now. Only what is read is decided
here, never what counts: the dossier follows the journals themselves, and reads what was not foreseen.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    union_all,
)

from workflow.journal.desk import Desk
from workflow.journal.read import Record, histories
from workflow.journal.shelf import Foreseen
from workflow.models import whole
from workflow.models.prepared import Answer, OneOf, Prepared

_case, _person, _post, _selection, _body, _place, _meeting = (
    whole(one)
    for one in ("case", "person", "post", "selection", "body", "organization", "meeting")
)
_NOTHING: ColumnElement[str] = literal_column("''")
BESIDE = "beside"  # another case on the same post or in the same selection


class Named(NamedTuple):
    """A row that a case names: its last entry, and the organization it belongs to."""

    kind: str
    id: str
    seq: int
    head: str
    place: str
    path: str
    content: str  # of a case beside it


class Around(NamedTuple):
    """An organization that stands around a case, or a meeting that decided on it."""

    kind: str
    id: str
    head: str
    path: str


class Last(NamedTuple):
    """A row that the dossier is known to rest on: its last entry; of an account what it says."""

    kind: str
    id: str
    seq: int
    head: str
    path: str
    content: str


Near = Named | Last
Question = tuple[Prepared, Mapping[str, Any]]  # how far some rows go, and which


def read_ahead(
    desk: Desk, case: str, also: Sequence[str] = (), account: str = ""
) -> Sequence[Near]:
    """Keep at the desk what the dossier of a case is folded from, as far as rows foretell it.

    `also`: further subjects that will be read; `account`: whose duties will be asked for, both in the
    same statement where that can be. Gives the cases beside it.
    """

    def read() -> Sequence[Near]:
        known = desk.house.shelf.foreseen(case)
        return _read_ahead(desk, case, also) if known is None else _again(
            desk, case, known, also, account
        )

    return desk.look(("ahead", case), read)


def _again(
    desk: Desk, case: str, known: Foreseen, also: Sequence[str], account: str
) -> Sequence[Near]:
    asked = desk.asked.pop(("ahead", case), None)
    if asked is None:
        asked = _asked(desk, case, known, desk.held.keys(), account)
    rows = [Last(*row) for row in asked.rows()]
    found = {row.id: row.content for row in rows if row.kind == "account"}
    desk.looked.update({("account", id): content for id, content in found.items()})
    desk.looked["under", known.place] = [row.id for row in rows if row.kind == "under"]
    desk.looked.update({("path", row.id): row.path for row in rows if row.path})
    heads = {
        f"{'organization' if row.kind == 'under' else row.kind}:{row.id}": row.head
        for row in rows if row.kind not in (BESIDE, "account")
    }  # fmt: skip
    histories(desk, {f"case:{case}", *known.subjects, *heads, *also}, heads=heads)
    return [row for row in rows if row.kind == BESIDE]


def _read_ahead(desk: Desk, case: str, also: Sequence[str]) -> Sequence[Near]:
    rows = [Named(*row) for row in _NAMED.rows(desk.db, case=case)]
    heads = {f"{row.kind}:{row.id}": row.head for row in rows if row.kind != BESIDE}
    first = histories(desk, {*heads, *also}, heads=heads)
    post = next((row.place for row in rows if row.kind == "post"), "")
    places = {one for row in rows for one in row.path.split("/") if one}
    for subject, records in first.items():
        if subject.startswith("person:"):
            places.update(branches(records))
    meetings = {one.data["meeting"] for one in first.get(f"case:{case}", ())
                if one.data.get("meeting")}  # fmt: skip
    around = [Around(*row) for row in _AROUND.rows(
        desk.db, places=sorted(places), post=post, meetings=sorted(meetings)
    )]  # fmt: skip
    below = [row.id for row in around if row.kind == "under"]
    desk.look(("under", post), lambda: below)
    desk.looked.update({("path", row.id): row.path for row in around if row.path})
    heads = {
        f"{'organization' if row.kind == 'under' else row.kind}:{row.id}": row.head
        for row in around
    }
    histories(desk, heads, heads=heads)
    return [row for row in rows if row.kind == BESIDE]


def ask_ahead(desk: Desk, case: str, account: str) -> None:
    """Send what `read_ahead` will ask once the case is locked with what it is about."""
    known = desk.house.shelf.foreseen(case)
    if known is not None and ("ahead", case) not in desk.looked:
        unknown = "" if ("account", account) in desk.looked else account
        asked, ids = _foretold(case, known.subjects, unknown)
        desk.asked["ahead", case] = _ask(desk, case, known, asked, ids)


def _asked(
    desk: Desk, case: str, known: Foreseen, held: Collection[str], account: str
) -> Answer:
    unknown = "" if ("account", account) in desk.looked else account
    return _ask(desk, case, known, *_question(case, known.subjects, held, unknown))


def _ask(desk: Desk, case: str, known: Foreseen, asked: Prepared, ids: Mapping[str, Any]) -> Answer:
    return asked.ask(
        desk.db, but=case, same_post=known.post, same_selection=known.selection, above=known.place,
        **ids,
    )  # fmt: skip


@lru_cache(maxsize=1000)
def _foretold(case: str, subjects: frozenset[str], account: str) -> Question:
    """The question where the case and what it is about will be locked: from move to move the same."""
    held = {one for one in subjects if one.startswith(("post:", "person:", "selection:"))}
    return _question(case, subjects, {*held, f"case:{case}"}, account)


def _question(
    case: str, subjects: Collection[str], held: Collection[str], account: str
) -> Question:
    wanted: dict[str, list[str]] = {}
    for subject in (f"case:{case}", *subjects):
        if subject not in held:
            kind, _, id = subject.partition(":")
            wanted.setdefault(kind, []).append(id)
    if account:
        wanted["account"] = [account]
    shape = tuple((kind, len(wanted[kind]) > 1) for kind in sorted(wanted))
    return _last(shape), {kind: wanted[kind] if many else wanted[kind][0] for kind, many in shape}


def under(desk: Desk, organization: str) -> Sequence[str]:
    """The organizations right under one."""
    return desk.look(
        ("under", organization), lambda: [id for (id,) in _UNDER.rows(desk.db, of=organization)]
    )


def branches(records: Iterable[Record]) -> Iterator[str]:
    """The branches of which the person of a journal is or was a member, as stated."""
    return (str(one.values["branch"]) for one in records if one.values.get("branch"))


def _named() -> Iterator[Select[Any]]:
    """The rows that a case names, with the path of the place of each; and the cases beside it."""
    one: BindParameter[str] = bindparam("case")
    mine, near = _case.c.id == one, _case.alias("near")
    selection = _selection.c.id == _case.c.selection
    for kind, table, where, place in (
        ("case", _case, mine, _case.c.department),
        ("person", _person, _person.c.id == _case.c.person, _person.c.organization),
        ("post", _post, _post.c.id == _case.c.post, _post.c.organization),
        ("selection", _selection, selection, _selection.c.department),
        ("body", _body, (_body.c.id == _selection.c.body) & selection, _body.c.organization),
    ):
        path = select(_place.c.path).where(_place.c.id == place).scalar_subquery()
        yield select(
            literal_column(f"'{kind}'").label("kind"), table.c.id, table.c.seq, table.c.head,
            func.coalesce(place, _NOTHING).label("place"), func.coalesce(path, _NOTHING).label("path"),
            _NOTHING.label("content"),
        ).where(mine, where)  # fmt: skip
    alike = or_(near.c.post == _case.c.post, near.c.selection == _case.c.selection)
    yield select(
        literal_column(f"'{BESIDE}'"), near.c.id, near.c.seq, near.c.head, _NOTHING,
        _NOTHING, near.c.content,
    ).where(mine, alike, near.c.id != one)  # fmt: skip


@lru_cache(maxsize=64)
def _last(shape: tuple[tuple[str, bool], ...]) -> Prepared:
    """How far known rows go, one or many of a kind; who stands under a place; the cases beside one."""
    parts = []
    for kind, many in shape:
        row = whole(kind).c
        mine = OneOf(row.id, kind) if many else row.id == bindparam(kind)
        path = row.path if kind == "organization" else _NOTHING
        parts.append(_known(kind, row, path, row.content if kind == "account" else _NOTHING).where(mine))
    under = _known("under", _place.c, _place.c.path, _NOTHING)
    parts.append(under.where(_place.c.parent == bindparam("above")))
    alike = or_(
        _case.c.post == bindparam("same_post"), _case.c.selection == bindparam("same_selection")
    )
    beside = _known(BESIDE, _case.c, _NOTHING, _case.c.content)
    parts.append(beside.where(alike, _case.c.id != bindparam("but")))
    return Prepared(union_all(*parts))


def _known(kind: str, row: Any, path: ColumnElement[str], content: ColumnElement[str]) -> Select[Any]:
    return select(
        literal_column(f"'{kind}'").label("kind"), row.id, row.seq, row.head, path.label("path"),
        content.label("content"),
    )  # fmt: skip


def _around() -> Iterator[Select[Any]]:
    """The organizations on the paths and those right under the post's; then the meetings."""
    for kind, where in (
        ("organization", OneOf(_place.c.id, "places")),
        ("under", _place.c.parent == bindparam("post")),
    ):
        yield _headed(kind, _place.c.id, _place.c.head, _place.c.path).where(where)
    meeting = _headed("meeting", _meeting.c.id, _meeting.c.head, _NOTHING)
    yield meeting.where(OneOf(_meeting.c.id, "meetings"))


def _headed(kind: str, *columns: ColumnElement[Any]) -> Select[Any]:
    id, head, path = columns
    return select(literal_column(f"'{kind}'").label("kind"), id, head, path.label("path"))


_NAMED = Prepared(union_all(*_named()))
_AROUND = Prepared(union_all(*_around()))
_UNDER = Prepared(select(_place.c.id).where(_place.c.parent == bindparam("of")))
