"""What is counted (统计范围): the cases one may see, of one selection or all, within a period."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Generic, TypeAlias, TypeVar

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Text,
    and_,
    func,
    literal,
    or_,
    select,
    true,
    type_coerce,
    union_all,
)
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from workflow.journal import Desk
from workflow.models import TABLES, WHOLE, beneath, entries
from workflow.models.base import Said
from workflow.queries.extent import Extent, extent, is_more
from workflow.workdays import SHANGHAI

T = TypeVar("T")
Columns: TypeAlias = ReadOnlyColumnCollection[str, Any]
Part: TypeAlias = Callable[[int], tuple[int, int]]  # of so long a list: where to begin, how much
MOST = 500  # cases that are counted at once, in about 100 ms
LISTED = 2000  # cases behind a list that is read at once
LATEST = 200  # selections to choose from
CASE, SELECTION = TABLES["case"].c, TABLES["selection"].c
# What a request or a refusal is about. `named` has said that it is in sight; asked of it once more by row
# security, PostgreSQL would read all cases there are to find those few.
ABOUT_CASE, ABOUT_SELECTION = WHOLE["case"].c, WHOLE["selection"].c
STATE: ColumnElement[str] = type_coerce(Said("state"), Text)  # of an entry's content


@dataclass(frozen=True, slots=True)
class Scope:
    """`below`: the path of the organizations one looks over; `since`, `until`: days, both included.

    `selection`, `edition` (its digest): only cases of these; "" for all. `alone`: only what belongs
    to the organization at the end of the path, not what lies below it. `batches`: only of these
    selections.
    """

    below: str
    since: date | None = None
    until: date | None = None
    selection: str = ""
    edition: str = ""
    alone: bool = False
    batches: tuple[str, ...] = ()

    def cases(self, case: Columns = CASE) -> Iterator[ColumnElement[bool]]:
        """Conditions on the table of cases."""
        if self.below:
            yield case.department.in_(self.places())
        if self.selection:
            yield case.selection == self.selection
        if self.batches:
            yield case.selection.in_(self.batches)
        if self.edition:
            yield case.edition == self.edition

    def selections(self, selection: Columns = SELECTION) -> Iterator[ColumnElement[bool]]:
        """Conditions on the table of selections."""
        if self.below:
            yield selection.department.in_(self.places())
        if self.selection:
            yield selection.id == self.selection
        if self.batches:
            yield selection.id.in_(self.batches)
        if self.edition:
            yield selection.edition == self.edition

    def about(self, subject: ColumnElement[str]) -> Iterator[ColumnElement[bool]]:
        """Conditions on what `with_subjects` has joined, and on the subject that it joined it by."""
        yield self._named(subject)
        yield or_(
            and_(ABOUT_CASE.id.is_not(None), *self.cases(ABOUT_CASE)),
            and_(ABOUT_SELECTION.id.is_not(None), *self.selections(ABOUT_SELECTION)),
        )

    def _named(self, subject: ColumnElement[str]) -> ColumnElement[bool]:
        """The same said of the subject alone, so that an index finds it; as one list, or PostgreSQL would not."""
        if not (self.below or self.selection or self.batches):
            return true()
        cases = select(subject_of("case")).where(*self.cases())
        selections = select(subject_of("selection")).where(*self.selections())
        return subject.in_(union_all(cases, selections))

    def places(self) -> Select[tuple[Any]]:
        """The organizations below."""
        table = TABLES["organization"].c
        mine = table.path == self.below if self.alone else beneath(table.path, self.below)
        return select(table.id).where(mine)

    def days(self, column: ColumnElement[str]) -> Iterator[ColumnElement[bool]]:
        """Conditions on a calendar day."""
        if self.since:
            yield column >= self.since.isoformat()
        if self.until:
            yield column <= self.until.isoformat()

    def in_months(self) -> "Scope":
        """The same over whole months, as the figures of a large scope are kept."""
        first = self.since.replace(day=1) if self.since else None
        last = _month_end(self.until) if self.until else None
        return replace(self, since=first, until=last)

    def months(self) -> tuple[str, str]:
        """The first and the last month of the period, "" and "~" where it is open."""
        return (f"{self.since:%Y-%m}" if self.since else "", f"{self.until:%Y-%m}" if self.until else "~")

    def times(self, column: ColumnElement[str]) -> Iterator[ColumnElement[bool]]:
        """Conditions on a time in UTC, for the days of Asia/Shanghai."""
        if self.since:
            yield column >= _midnight(self.since)
        if self.until:
            yield column < _midnight(self.until + timedelta(days=1))


def _month_end(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _midnight(day: date) -> str:
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC).isoformat()


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """A part of a list, and how long the whole is."""

    rows: list[T]
    total: int


def listed(desk: Desk, query: Select[Any], part_of: Part) -> Listed[Any]:
    """The asked part of what a query finds; two statements."""
    total = desk.db.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    start, most = part_of(total)
    return Listed(list(desk.db.execute(query.limit(most).offset(start))), total)


def subject_of(kind: str) -> ColumnElement[str]:
    """The journal's subject of a row of the table of cases or of selections."""
    return literal(f"{kind}:").concat(TABLES[kind].c.id)


def is_about(
    subject: ColumnElement[str], kind: str, rows: FromClause | None = None
) -> ColumnElement[bool]:
    """The condition that a subject names a row of the table of cases or of selections, or of `rows`.

    Written so that the row is looked up by its id: compared as texts, every row would be tried.
    """
    id = func.substr(subject, len(kind) + 2)
    table = TABLES[kind] if rows is None else rows
    return and_(subject.startswith(f"{kind}:"), table.c.id == id)


def with_subjects(rows: FromClause, subject: ColumnElement[str]) -> FromClause:
    """Rows with the case or the selection that each is about; `Scope.about` says which are wanted."""
    for kind in ("case", "selection"):
        rows = rows.outerjoin(WHOLE[kind], is_about(subject, kind, WHOLE[kind]))
    return rows


def standing_in(scope: Scope) -> FromClause:
    """Every time a case came into a state: case, seq, state, since, until ("" while it stands there).

    The case as an id: joined by it, each row is looked up in the index of the cases.
    """
    wanted = select(subject_of("case")).where(*scope.cases())
    left = func.lead(entries.c.occurred_on).over(
        partition_by=entries.c.subject, order_by=entries.c.seq
    )
    return (
        select(
            func.substr(entries.c.subject, len("case:") + 1).label("case"), entries.c.seq,
            STATE.label("state"),
            entries.c.occurred_on.label("since"), func.coalesce(left, "").label("until"),
        )
        .where(entries.c.subject.in_(wanted), entries.c.kind.in_(("open", "move")))
        .subquery()
    )  # fmt: skip


def is_large(desk: Desk, scope: Scope) -> bool:
    """Whether there is too much in a scope to be counted for each who looks; the period does not matter."""
    return is_more(desk, MOST, select(CASE.id).where(*scope.cases()))


def extent_of(desk: Desk, scope: Scope) -> Extent:
    """How the lists behind the figures of a scope are told; that of one selection is read whole."""
    if scope.selection:
        return Extent.WHOLE
    found = extent(desk, scope.below, LISTED, *replace(scope, edition="").cases())
    return Extent.BY_BATCHES if scope.alone and found is Extent.BY_UNITS else found


def is_kept(desk: Desk, scope: Scope) -> bool:
    """Whether the figures of a scope are kept, by the month; those of one selection are not."""
    return not scope.selection and is_large(desk, replace(scope, edition=""))


def selections_below(
    desk: Desk, below: str, also: str = "", *, only: bool = False
) -> dict[str, str]:
    """The latest selections one may see by id, and this one where one may see it; or it `only`."""
    query = select(SELECTION.id, SELECTION.title).where(*Scope(below).selections())
    latest = query.order_by(SELECTION.id.desc()).limit(LATEST)
    found = {} if only else dict(desk.db.execute(latest).tuples().all())
    if also and also not in found:
        found.update(desk.db.execute(query.where(SELECTION.id == also)).tuples().all())
    return found
