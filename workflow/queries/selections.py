"""Selections (选拔任用批次): the list, and one with its process and deciding body."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, select

from workflow.canonical import parse
from workflow.errors import NotFound
from workflow.journal import Desk
from workflow.models import TABLES, beneath, entries

_selections, _cases = TABLES["selection"].c, TABLES["case"].c


@dataclass(frozen=True, slots=True)
class SelectionRow:
    """One line of the list of selections."""

    id: str
    title: str
    department: str
    body: str
    process: str
    process_title: str
    edition: str
    occasion: str
    seq: int
    cases: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the cases of a selection are: stage → how many, and how many have ended."""

    stages: Mapping[str, int]
    ended: int


def selections(
    desk: Desk, below: str = "", *, start: int = 0, most: int | None = None
) -> list[SelectionRow]:
    """Selections with their number of cases, the last opened first.

    `below` a path of organizations: only those that a department there runs.
    """
    query = _rows().where(*_below(below)).order_by(entries.c.at.desc(), _selections.id)
    return _read(desk, query.offset(start).limit(most))


def how_many(desk: Desk, below: str) -> int:
    """How many selections `selections` would list."""
    query = select(func.count()).select_from(TABLES["selection"]).where(*_below(below))
    return desk.db.scalar(query) or 0


def selection(desk: Desk, id: str) -> SelectionRow:
    """One selection; raises NotFound."""
    found = _read(desk, _rows().where(_selections.id == id))
    if not found:
        raise NotFound("选拔任用批次不存在")
    return found[0]


def progress(desk: Desk, ids: Iterable[str]) -> dict[str, Progress]:
    """How far the cases of some selections are; one statement, none counted is no case."""
    query = (
        select(_cases.selection, _cases.edition, _cases.state, _cases.stage, func.count())
        .where(_cases.selection.in_(tuple(ids)))
        .group_by(_cases.selection, _cases.edition, _cases.state, _cases.stage)
    )
    stages: dict[str, Counter[str]] = {}
    ended: Counter[str] = Counter()
    for id, edition, name, stage, count in desk.db.execute(query):
        state = desk.edition(edition).process.states[name]
        if state.final or state.rests:
            ended[id] += count
        else:
            stages.setdefault(id, Counter())[stage] += count
    return {id: Progress(stages.get(id, {}), ended[id]) for id in {*stages, *ended}}


def _rows() -> Select[Any]:
    counted = select(func.count()).where(_cases.selection == _selections.id)
    return (
        select(
            _selections.id, _selections.seq, _selections.content,
            counted.correlate(TABLES["selection"]).scalar_subquery().label("cases"),
        )
        .select_from(TABLES["selection"])
        .join(entries, and_(
            entries.c.subject == literal("selection:") + _selections.id, entries.c.seq == 1
        ))
    )  # fmt: skip


def _below(path: str) -> tuple[ColumnElement[bool], ...]:
    places = TABLES["organization"].c
    within = select(places.id).where(beneath(places.path, path))
    return (_selections.department.in_(within),) if path else ()


def _read(desk: Desk, query: Select[Any]) -> list[SelectionRow]:
    return [_row(desk, row) for row in desk.db.execute(query)]


def _row(desk: Desk, row: Any) -> SelectionRow:
    said = parse(row.content.encode())
    process = desk.edition(said["edition"]).process
    return SelectionRow(
        row.id, said["title"], said["department"], said["body"], said["process"],
        f"{process.title}（第{process.edition}版）", said["edition"], said["occasion"], row.seq,
        row.cases,
    )  # fmt: skip
