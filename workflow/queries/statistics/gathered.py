"""Counting a country part by part (分级汇总): what a department has of its own, and the sum of many."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Select, case, func, select, union_all

from workflow.journal import Desk
from workflow.models import TABLES, beneath, entries, figures, refused_attempts
from workflow.queries import cards
from workflow.queries.statistics.folding import PLACES, folded
from workflow.queries.statistics.kept import OWN, counts, read
from workflow.queries.statistics.scope import CASE, SELECTION, Scope, is_about
from workflow.queries.statistics.tally import ALL, AtPlace, OnBoard, Tally

# What a board can be narrowed to whoever looks at it.
MARKS = ("open", "blocked", "overdue", "soon", "standing", "women", "minority", "young")
OF_PLACES = ("open", "blocked", "overdue")  # of these the places below are told


def own_counts(desk: Desk, path: str, today: date) -> Tally:
    """What the organization at the end of a path has of its own."""
    scope = Scope(path, alone=True)
    found = counts(desk, scope, today)
    found.board = _on_board(desk, scope, today)
    return found


def _on_board(desk: Desk, scope: Scope, today: date) -> Counter[OnBoard]:
    viewer = cards.Viewer("", "", "", today, cards.near(desk.calendar, today))
    flags = [case((cards.FILTERS[one](viewer), 1), else_=0).label(one) for one in MARKS]
    query = cards.scoped(cards.Scope(scope.below), CASE.edition, CASE.state, *flags).where(*scope.cases())
    found: Counter[OnBoard] = Counter()
    for edition, state, *told in desk.db.execute(query):
        marks = tuple(one for one, holds in zip(MARKS, told, strict=True) if holds)
        found[OnBoard(edition, state, marks)] += 1
    return found


def gathered(desk: Desk, below: str, departments: Iterable[str], today: date) -> Tally:
    """The sum of what was counted of the departments below a path, as told by few places."""
    known = set(departments)
    found = Tally()
    query = select(figures.c.below, figures.c.content).where(
        beneath(figures.c.below, below), figures.c.part == OWN
    )
    for path, content in desk.db.execute(query):
        if path in known:
            own = read(content) or own_counts(desk, path, today)
            own.places = _at_places(own.board, _child(below, path))
            found.add(own)
    found.asked = folded(desk, found.asked, below)
    found.places = _busiest(found.places)
    return found


def _child(below: str, path: str) -> str:
    """The organization by which what lies at a path is told from above: the next one down, or itself."""
    return path[len(below) :].split("/", maxsplit=1)[0] or path.split("/")[-2]


def _at_places(board: Counter[OnBoard], place: str) -> Counter[AtPlace]:
    found: Counter[AtPlace] = Counter()
    for one, count in board.items():
        for mark in (ALL, *(mark for mark in one.marks if mark in OF_PLACES)):
            found[AtPlace(place, mark)] += count
    return found


def _busiest(places: Counter[AtPlace]) -> Counter[AtPlace]:
    """Those with the most open cases: a page has room for so many."""
    order = sorted({one.place for one in places}, key=lambda one: (-places[AtPlace(one, "open")], one))
    kept = set(order[:PLACES])
    return Counter({one: count for one, count in places.items() if one.place in kept})


def touched(desk: Desk, since: datetime) -> dict[str, datetime]:
    """The paths of departments where something was entered or refused since a time, and when last."""
    at = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
    found: dict[str, datetime] = {}
    for path, last in desk.db.execute(union_all(*_touching(at))):
        when = datetime.fromisoformat(last)
        found[path] = max(when, found.get(path, when))
    return found


def _touching(at: str) -> Iterator[Select[Any]]:
    person = func.substr(entries.c.subject, len("person:") + 1)
    place = TABLES["organization"].c
    for table, kind, department, joined in (
        (entries, "case", CASE.department, is_about(entries.c.subject, "case")),
        (entries, "selection", SELECTION.department, is_about(entries.c.subject, "selection")),
        (entries, "case", CASE.department, entries.c.subject.startswith("person:") & (CASE.person == person)),
        (refused_attempts, "case", CASE.department, is_about(refused_attempts.c.subject, "case")),
        (refused_attempts, "selection", SELECTION.department,
         is_about(refused_attempts.c.subject, "selection")),
    ):  # fmt: skip
        yield (
            select(place.path, func.max(table.c.at))
            .select_from(table)
            .join(TABLES[kind], joined)
            .join(TABLES["organization"], place.id == department)
            .where(table.c.at >= at)
            .group_by(place.path)
        )
