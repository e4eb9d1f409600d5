"""A figure by units (按单位): of a large scope, how much of it lies in each unit below, as it was counted.

What is read are counts that are kept, of so many units as a page shows; no case.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, or_, select

from workflow.journal import Desk
from workflow.models import TABLES, beneath, figures
from workflow.queries.statistics.behind import Which, lengths
from workflow.queries.statistics.kept import OWN, WHOLE, read
from workflow.queries.statistics.scope import Scope
from workflow.queries.statistics.tally import Tally

PLACES = 60  # units on a page
_places = TABLES["organization"].c


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its share of a figure; None where that cannot be told. `alone`: without what lies below it."""

    id: str
    name: str
    path: str
    count: int | None
    alone: bool = False


def units_with(
    desk: Desk, scope: Scope, which: Which, after: str = ""
) -> tuple[list[Unit], str]:
    """The units right below a scope with something of a figure, behind a path `after`; and behind which more follow.

    First the organization at its path itself, where it has cases of its own, and the unit that holds
    whoever was asked: nobody need look for it behind all others.
    """
    holding = _holding(desk, scope.below, which)
    rows = desk.db.execute(_below(scope.below).where(_places.path > after, _places.id != holding)
                           .order_by(_places.path).limit(PLACES + 1)).tuples().all()  # fmt: skip
    first = _below(scope.below).where(_places.id == holding)
    shown = [*(desk.db.execute(first).tuples() if holding and not after else ()), *rows[:PLACES]]
    own = [] if after or not scope.below else list(_itself(desk, scope.below, {which.name}))
    tallies = {path: tally for _, _, path, tally in own} | _kept(
        desk, [path for _, _, path in shown], {which.name}
    )
    counts = lengths(desk, which, {path: one.within(scope) for path, one in tallies.items()})
    found = [Unit(id, name, path, counts[path], alone=True) for id, name, path, _ in own]
    found += [Unit(id, name, path, counts[path]) for id, name, path in shown if path in counts]
    return [one for one in found if one.count != 0], shown[-1][2] if len(rows) > PLACES else ""


def _holding(desk: Desk, below: str, which: Which) -> str:
    """The unit right below a path that holds the organization in question, "" where none is or does."""
    if which.name != "asked" or not which.row:
        return ""
    asked = select(_places.path).where(_places.id == which.row.partition("@")[2])
    path = desk.db.scalar(asked) or ""
    return path[len(below) :].split("/")[0] if path.startswith(below) else ""


def _below(below: str) -> Select[tuple[str, str, str]]:
    """The units right below a path of which something is kept."""
    kept = select(figures.c.below).where(beneath(figures.c.below, _places.path)).exists()
    above = below.strip("/").split("/")[-1]
    return select(_places.id, _places.name, _places.path).where(
        _places.parent == above, beneath(_places.path, below), kept
    )


def _itself(desk: Desk, below: str, parts: Set[str]) -> Iterator[tuple[str, str, str, Tally]]:
    query = (
        select(_places.id, _places.name, figures.c.content)
        .join_from(TABLES["organization"], figures, figures.c.below == _places.path)
        .where(_places.path == below, figures.c.part == OWN)
    )
    for id, name, content in desk.db.execute(query):
        if tally := read(content, parts):
            yield id, name, below, tally


def _kept(desk: Desk, paths: Sequence[str], parts: Set[str]) -> dict[str, Tally]:
    """What was counted below some paths: large ones are kept whole, of others their departments are added up."""
    found = defaultdict[str, Tally](Tally)
    for path, content in _contents(desk, WHOLE, figures.c.below.in_(paths)):
        if tally := read(content, parts):
            found[path] = tally
    if small := [one for one in paths if one not in found]:
        below = or_(*(beneath(figures.c.below, one) for one in small))
        for path, content in _contents(desk, OWN, below):
            if tally := read(content, parts):
                found[next(one for one in small if path.startswith(one))].add(tally)
    return found


def _contents(desk: Desk, part: str, wanted: ColumnElement[bool]) -> Iterable[tuple[str, str]]:
    query = select(figures.c.below, figures.c.content).where(wanted, figures.c.part == part)
    return desk.db.execute(query).tuples()
