"""The board (批次看板): how many cases stand in each state, the first cards of each, filtered and sorted.

Everything is counted and cut by the database: a board costs as many statements for sixty thousand
cases as for six.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, literal, literal_column, select

from workflow.journal import Desk
from workflow.models import TABLES, follows, names, profiles, requests, summaries
from workflow.queries.requests import asked_of
from workflow.workdays import add_months

HAN = ("汉族", "汉")
YOUNG = 45  # years: 45岁以下 includes who is 45


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at a board: the account and the duty it acts under, the day, what is near."""

    account: str
    duty: str
    organization: str
    today: date
    soon: date  # the last day that counts as near


@dataclass(frozen=True, slots=True)
class Scope:
    """Which cases a board is of: below a path of organizations, of a selection, of a process."""

    below: str  # as `authority.overlooked` tells it: "" is everywhere
    selection: str = ""
    process: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One case on a board; `blocked` as of the last evaluation, `since` when its state began."""

    id: str
    number: str
    name: str
    standing: str
    unit: str
    post: str
    selection: str
    selection_title: str
    edition: str
    state: str
    since: str
    due_on: str
    blocked: int
    warned: int
    handler: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many cases of a state the filters leave, and how many of them wait or are overdue."""

    shown: int
    blocked: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Tallies:
    """The figures of a board: by state; all cases in scope; and with each filter added."""

    states: Mapping[str, Tally]
    whole: int
    chips: Mapping[str, int]


_cases, _people, _posts = (TABLES[one].c for one in ("case", "person", "post"))
_selections, _accounts = TABLES["selection"].c, TABLES["account"].c
_units = TABLES["organization"].alias("units")

# What a board can be narrowed to; each a condition over the joins of `_scoped`.
FILTERS: Mapping[str, Callable[[Viewer], ColumnElement[bool]]] = {
    "open": lambda _: summaries.c.ended.is_(False),
    "mine": lambda by: summaries.c.handler == by.account,
    "todo": lambda by: exists().where(
        requests.c.subject == literal("case:") + _cases.id, *asked_of(by.duty, by.organization)
    ),
    "blocked": lambda _: summaries.c.blocked > 0,
    "overdue": lambda by: summaries.c.due_on.between("0", _before(by.today)),
    "soon": lambda by: summaries.c.due_on.between(by.today.isoformat(), by.soon.isoformat()),
    "standing": lambda _: _people.standing != "clear",
    "followed": lambda by: exists().where(
        follows.c.account == by.account, follows.c.case_id == _cases.id
    ),
    "women": lambda _: profiles.c.sex == "女",
    "minority": lambda _: (profiles.c.nation != "") & profiles.c.nation.not_in(HAN),
    "young": lambda by: profiles.c.born_on > add_months(by.today, -12 * (YOUNG + 1)).isoformat(),
}  # fmt: skip
_LAST = "9999"
_due = func.coalesce(func.nullif(summaries.c.due_on, ""), _LAST)
_since = func.coalesce(summaries.c.since, _LAST)
_over = case((summaries.c.ended, 1), else_=0)
# What has ended stands behind what is still going on.
SORTS: Mapping[str, tuple[ColumnElement[Any], ...]] = {
    "stay": (_over, _since, _cases.number, _cases.id),
    "due": (_due, _over, _since, _cases.number, _cases.id),
    "name": (names.c.sort_key, names.c.name, _cases.number, _cases.id),
    "number": (_cases.number, _cases.id),
}


def _before(day: date) -> str:
    return (day - timedelta(days=1)).isoformat()


def tallies(desk: Desk, viewer: Viewer, scope: Scope, active: frozenset[str]) -> Tallies:
    """The figures of a board; one statement."""
    flags = [case((one(viewer), 1), else_=0).label(key) for key, one in FILTERS.items()]
    inner = _scoped(scope, _cases.state, *flags).subquery()
    on: ColumnElement[Any] = literal_column("1")
    for key in sorted(active):
        on = on * inner.c[key]
    rows = desk.db.execute(
        select(
            inner.c.state, func.count().label("whole"), func.sum(on).label("shown"),
            *(func.sum(on * inner.c[key]).label(f"with_{key}") for key in FILTERS),
        ).group_by(inner.c.state)
    ).all()  # fmt: skip
    return Tallies(
        {row.state: Tally(int(row.shown), int(row.with_blocked), int(row.with_overdue))
         for row in rows},
        sum(row.whole for row in rows),
        {key: sum(int(row._mapping[f"with_{key}"]) for row in rows) for key in FILTERS},
    )  # fmt: skip


def cards(
    desk: Desk, viewer: Viewer, scope: Scope, active: frozenset[str], sort: str, most: int,
    without: Collection[str] = (),
) -> dict[str, list[Card]]:  # fmt: skip
    """The first cards of every state but some; one statement."""
    place = func.row_number().over(partition_by=_cases.state, order_by=SORTS[sort]).label("place")
    narrowed = _narrowed(viewer, scope, active, place)
    ranked = narrowed.where(_cases.state.not_in(tuple(without))).subquery()
    first = select(ranked).where(ranked.c.place <= most).order_by(ranked.c.place)
    found: dict[str, list[Card]] = {}
    for row in desk.db.execute(first):
        told = dict(row._mapping)
        del told["place"]
        found.setdefault(row.state, []).append(Card(**told))
    return found


def rows(
    desk: Desk, viewer: Viewer, scope: Scope, active: frozenset[str], sort: str, *,
    state: str = "", start: int = 0, most: int,
) -> list[Card]:  # fmt: skip
    """The cases as a list, of one state or of all; one statement."""
    query = _narrowed(viewer, scope, active).order_by(*SORTS[sort]).offset(start).limit(most)
    if state:
        query = query.where(_cases.state == state)
    return [Card(**row._mapping) for row in desk.db.execute(query)]


def cards_of(desk: Desk, cases: Iterable[str]) -> dict[str, Card]:
    """The cards of some cases by id, whoever may see them; one statement."""
    wanted = tuple(cases)
    if not wanted:
        return {}
    found = desk.db.execute(_told(Scope("")).where(_cases.id.in_(wanted)))
    return {row.id: Card(**row._mapping) for row in found}


def editions_in(desk: Desk, scope: Scope) -> dict[str, int]:
    """The editions under which cases of a scope run: digest → how many; one statement."""
    query = _scoped(scope, _cases.edition, func.count()).group_by(_cases.edition)
    return dict(desk.db.execute(query).tuples().all())


def _narrowed(
    viewer: Viewer, scope: Scope, active: frozenset[str], *more: ColumnElement[Any]
) -> Select[Any]:
    return _told(scope, *more).where(*(FILTERS[key](viewer) for key in sorted(active)))


def _told(scope: Scope, *more: ColumnElement[Any]) -> Select[Any]:
    """Everything that a card says, of the cases of a scope."""
    told = {
        "id": _cases.id, "number": _cases.number, "name": names.c.name,
        "standing": _people.standing, "unit": func.coalesce(_units.c.name, ""),
        "post": _posts.title, "selection": _cases.selection, "selection_title": _selections.title,
        "edition": _cases.edition, "state": _cases.state,
        "since": func.coalesce(summaries.c.since, ""),
        "due_on": func.coalesce(summaries.c.due_on, ""),
        "blocked": func.coalesce(summaries.c.blocked, 0),
        "warned": func.coalesce(summaries.c.warned, 0),
        "handler": func.coalesce(_accounts.name, ""),
    }  # fmt: skip
    return _scoped(scope, *(column.label(key) for key, column in told.items()), *more)


def _scoped(scope: Scope, *columns: ColumnElement[Any]) -> Select[Any]:
    """The cases of a scope with all that is told of them."""
    query = (
        select(*columns)
        .select_from(TABLES["case"])
        .join(TABLES["person"], _people.id == _cases.person)
        .join(names, names.c.person == _cases.person)
        .join(TABLES["post"], _posts.id == _cases.post)
        .join(TABLES["selection"], _selections.id == _cases.selection)
        .outerjoin(_units, _units.c.id == _people.organization)
        .outerjoin(summaries, summaries.c.case_id == _cases.id)
        .outerjoin(profiles, profiles.c.person == _cases.person)
        .outerjoin(TABLES["account"], _accounts.id == summaries.c.handler)
    )
    if scope.below:
        places = TABLES["organization"].c
        below = select(places.id).where(places.path.startswith(scope.below, autoescape=True))
        query = query.where(_cases.department.in_(below))
    if scope.selection:
        query = query.where(_cases.selection == scope.selection)
    if scope.process:
        query = query.where(_cases.process == scope.process)
    return query
