"""Parts of a long list (分段): some selections of a department with their cases, the latest opened first.

A list of all that a department ever handled costs what it ever handled. In parts it costs what a page
can read: so many selections as have not too many cases together, and then the earlier ones.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, select, tuple_

from workflow.journal import Desk
from workflow.models import TABLES, beneath, entries

SELECTIONS = 200  # in a part, however few cases they have
_selections, _cases, _places = (TABLES[one].c for one in ("selection", "case", "organization"))
_at, _id = entries.c.at, _selections.id  # of the first entry: when it was opened


@dataclass(frozen=True, slots=True)
class Batches:
    """Selections that follow each other; `earlier`: the last of them, where earlier ones follow, else ""."""

    selections: tuple[str, ...]
    titles: tuple[str, ...]
    earlier: str = ""

    @property
    def words(self) -> str:
        """Which selections they are."""
        if not self.titles:
            return "没有更早的批次"
        told = f"“{self.titles[0]}”"
        return f"{len(self.titles)}个批次：{told}" + (f"至“{self.titles[-1]}”" if self.titles[1:] else "")

    @property
    def wanted(self) -> tuple[str, ...]:
        """The selections as a condition: of none nothing is wanted, not everything."""
        return self.selections or ("",)


def batches_of(desk: Desk, below: str, after: str, most: int, *, alone: bool = False) -> Batches:
    """The selections below a path that were opened before `after`, "" the latest, with at most so many cases.

    One selection with more cases is a part of its own. `alone`: only of the organization at the path.
    """
    place = _places.path == below if alone else beneath(_places.path, below)
    wanted: list[ColumnElement[bool]] = [_selections.department.in_(select(_places.id).where(place))]
    if after:
        its = select(_at, _id).select_from(_opened()).where(_id == after).scalar_subquery()
        wanted.append(tuple_(_at, _id) < its)
    return _cut(desk.db.execute(_counted(*wanted)).all(), most)


def _opened() -> Any:
    is_first = and_(entries.c.subject == literal("selection:") + _id, entries.c.seq == 1)
    return TABLES["selection"].join(entries, is_first)


def _counted(*wanted: ColumnElement[bool]) -> Any:
    """Id, title and number of cases: counted of those alone that may be in the part."""
    first = (
        select(_id, _selections.title, _at).select_from(_opened()).where(*wanted)
        .order_by(_at.desc(), _id.desc()).limit(SELECTIONS + 1).subquery()
    )  # fmt: skip
    cases = select(func.count()).where(_cases.selection == first.c.id).scalar_subquery()
    return select(first.c.id, first.c.title, cases).order_by(first.c.at.desc(), first.c.id.desc())


def _cut(rows: Iterable[Any], most: int) -> Batches:
    taken: dict[str, str] = {}
    cases, earlier = 0, ""
    for id, title, count in rows:
        cases += count
        if taken and (cases > most or len(taken) == SELECTIONS):
            earlier = next(reversed(taken))
            break
        taken[id] = title
    return Batches(tuple(taken), tuple(taken.values()), earlier)
