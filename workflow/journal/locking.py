"""Locking rows (锁定): in one order for everybody, so that nobody waits for who waits for him."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    bindparam,
    literal_column,
    select,
    union_all,
)

from workflow.canonical import reread
from workflow.errors import CaseMoved, NotFound
from workflow.journal.desk import Desk, Row
from workflow.models import TABLES, subject_id, whole
from workflow.models.prepared import OneOf, Prepared

# The fixed order in which rows are locked; ids ascend within a kind.
LOCK_ORDER = (
    "organization", "body", "account", "post", "person", "selection", "meeting", "case",
    "interference", "prompt", "appraisal",
)  # fmt: skip
AROUND = ("post", "person", "selection")  # what a case is about, in that order


def lock(desk: Desk, subjects: Iterable[str], seen: Mapping[str, int]) -> Mapping[str, Row]:
    """Hold rows against everybody else, locked in the fixed order by one statement.

    Raises NotFound for a row that is not there and CaseMoved when it has moved since it was seen.
    """
    subjects = set(subjects)
    wanted: dict[str, list[str]] = {}
    for subject in subjects - desk.held.keys():
        wanted.setdefault(subject.partition(":")[0], []).append(subject_id(subject))
    if wanted:
        kinds = tuple((kind, len(wanted[kind]) > 1) for kind in LOCK_ORDER if kind in wanted)
        ids = {kind: wanted[kind] if many else wanted[kind][0] for kind, many in kinds}
        _hold(desk, _locking(kinds).rows(desk.db, **ids))
    return _unmoved(desk, subjects, seen)


def lock_around(desk: Desk, case: str, seen: Mapping[str, int]) -> Mapping[str, Row]:
    """The same for a case with its post, person and selection, which it never changes."""
    wanted = _around(desk, case)
    if not wanted or wanted - desk.held.keys():
        _hold(desk, desk.answer(("lock", case), lambda: _LOCKING_AROUND.ask(desk.db, case=case)))
        wanted = _around(desk, case)
        if not wanted:
            raise NotFound("选拔任用事项不存在")
    return _unmoved(desk, wanted, seen)


def ask_around(desk: Desk, case: str) -> None:
    """Send what `lock_around` asks, unless the rows are held already."""
    wanted = _around(desk, case)
    if not wanted or wanted - desk.held.keys():
        desk.asked["lock", case] = _LOCKING_AROUND.ask(desk.db, case=case)


def _around(desk: Desk, case: str) -> set[str]:
    """A held case and what it is about; nothing where it is not held."""
    own = desk.held.get(f"case:{case}")
    if own is None:
        return set()
    said = reread(own.content)
    return {f"case:{case}", *(f"{kind}:{said[kind]}" for kind in AROUND)}


def _hold(desk: Desk, rows: Iterable[Sequence[Any]]) -> None:
    """Nobody else changes these any more: what was read before is read again, what is locked is kept."""
    for kind, id, *row in rows:
        subject = f"{kind}:{id}"
        if subject not in desk.held:
            desk.held[subject] = Row(*row)
            desk.kept.pop(subject, None)
            desk.keys.pop(id, None)  # nobody erases either
            desk.looked.clear()


def _unmoved(desk: Desk, subjects: set[str], seen: Mapping[str, int]) -> Mapping[str, Row]:
    if subjects - desk.held.keys():
        raise NotFound()
    if any(seen.get(one, desk.held[one].seq) != desk.held[one].seq for one in subjects):
        raise CaseMoved()
    return {one: desk.held[one] for one in subjects}


@lru_cache(maxsize=64)
def _locking(kinds: tuple[tuple[str, bool], ...]) -> Prepared:
    """Locks one row of a kind, or many with ascending ids, kind after kind."""
    ids = ((kind, TABLES[kind].c.id, many) for kind, many in kinds)
    return Prepared(union_all(*(
        _locked(kind, OneOf(id, kind) if many else id == bindparam(kind)) for kind, id, many in ids
    )))  # fmt: skip


def _locked(kind: str, mine: ColumnElement[bool]) -> Select[Any]:
    row = TABLES[kind].c
    told = select(literal_column(f"'{kind}'").label("kind"), row.id, row.seq, row.head, row.content)
    # Each in its own WITH: PostgreSQL locks within one of them only, and reads them in order.
    return select(told.where(mine).order_by(row.id).with_for_update().cte(f"held_{kind}"))


def _locked_around() -> Iterator[Select[Any]]:
    case, one = TABLES["case"].c, bindparam("case", type_=Text)
    for kind in AROUND:
        named = select(case[kind]).where(case.id == one).scalar_subquery()
        yield _locked(kind, TABLES[kind].c.id == named)
    yield _locked("case", case.id == one)


_LOCKING_AROUND = Prepared(union_all(*_locked_around()))


def row_of(desk: Desk, subject: str) -> Row | None:
    """The row of a subject as it is now; None where there is none."""
    if subject in desk.held:
        return desk.held[subject]
    kind, _, id = subject.partition(":")
    found = _reading(kind).row(desk.db, id=id)
    return Row(*found) if found else None


@lru_cache(maxsize=64)
def _reading(kind: str) -> Prepared:
    row = whole(kind).c
    return Prepared(select(row.seq, row.head, row.content).where(row.id == bindparam("id")))
