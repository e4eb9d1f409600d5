"""Cards of cases (事项卡片): what lists and boards tell of a case, narrowed and sorted by the database."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, func, or_, select

from workflow.journal import Desk
from workflow.models import (
    TABLES,
    WHOLE,
    beneath,
    entries,
    follows,
    names,
    profiles,
    requests,
    summaries,
)
from workflow.models.prepared import OneOf, Prepared
from workflow.queries.requests import asked_of
from workflow.workdays import Calendar, CalendarMissing, add_months

HAN = ("汉族", "汉")
SOON = 2  # working days before the due day in which it is shown as near
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
    """Which cases a board is of: below a path of organizations, of a selection, of a process.

    `of`: only what one of `OF_VIEWER` leaves to somebody. `states`: only cases that stand in one of
    these. `batches`: only cases of these selections. `called`: only with this in the number or in the
    person's name.
    """

    below: str  # as `authority.overlooked` tells it: "" is everywhere
    selection: str = ""
    process: str = ""
    of: tuple[str, Viewer] | None = None
    states: tuple[str, ...] = ()
    batches: tuple[str, ...] = ()
    called: str = ""


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


_cases, _posts, _accounts = (TABLES[one].c for one in ("case", "post", "account"))
_people, _selections = WHOLE["person"].c, WHOLE["selection"].c  # a candidate may be from anywhere
_units, _places = (TABLES["organization"].alias(one) for one in ("units", "places"))

# What a board can be narrowed to; each a condition over the joins of `_scoped`.
FILTERS: Mapping[str, Callable[[Viewer], ColumnElement[bool]]] = {
    "open": lambda _: summaries.c.ended.is_(False),
    "mine": lambda by: summaries.c.handler == by.account,
    "todo": lambda by: _cases.id.in_(
        select(func.substr(requests.c.subject, len("case:") + 1)).where(
            requests.c.subject.startswith("case:"), *asked_of(by.duty, by.organization)
        )
    ),
    "blocked": lambda _: summaries.c.blocked > 0,
    "overdue": lambda by: summaries.c.due_on.between("0", _before(by.today)),
    "soon": lambda by: summaries.c.due_on.between(by.today.isoformat(), by.soon.isoformat()),
    "standing": lambda _: _people.standing != "clear",
    "followed": lambda by: _cases.id.in_(
        select(follows.c.case_id).where(follows.c.account == by.account)
    ),
    "women": lambda _: profiles.c.sex == "女",
    "minority": lambda _: (profiles.c.nation != "") & profiles.c.nation.not_in(HAN),
    "young": lambda by: profiles.c.born_on > add_months(by.today, -12 * (YOUNG + 1)).isoformat(),
}  # fmt: skip
# Of these there are few, however much there is in scope: found from whoever looks.
OF_VIEWER: Mapping[str, Callable[[Viewer], ColumnElement[bool]]] = {
    "mine": lambda by: _cases.id.in_(
        select(func.substr(entries.c.subject, len("case:") + 1)).where(
            entries.c.account == by.account, entries.c.act == "open_case"
        )
    ),
    "todo": FILTERS["todo"], "followed": FILTERS["followed"],
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


def near(calendar: Calendar, today: date) -> date:
    """The last day that counts as near; without a calendar for it, as many plain days on."""
    try:
        return calendar.add_workdays(today, SOON)
    except CalendarMissing:
        return today + timedelta(days=SOON)


def _before(day: date) -> str:
    return (day - timedelta(days=1)).isoformat()


def rows(
    desk: Desk, viewer: Viewer, scope: Scope, active: frozenset[str], sort: str, *,
    state: str = "", start: int = 0, most: int,
) -> list[Card]:  # fmt: skip
    """The cases as a list, of one state or of all; one statement."""
    query = narrowed(viewer, scope, active).order_by(*SORTS[sort]).offset(start).limit(most)
    if state:
        query = query.where(_cases.state == state)
    return [Card(**row._mapping) for row in desk.db.execute(query)]


def cards_of(desk: Desk, cases: Iterable[str]) -> dict[str, Card]:
    """The cards of some cases by id, whoever may see them; one statement."""
    wanted = list(cases)
    cards = (Card(*row) for row in _OF.rows(desk.db, cases=wanted)) if wanted else ()
    return {one.id: one for one in cards}


def narrowed(
    viewer: Viewer, scope: Scope, active: frozenset[str], *more: ColumnElement[Any]
) -> Select[Any]:
    """Everything that a card says, and `more`, of the cases that the filters leave."""
    return told_of(scope, *more).where(*(FILTERS[key](viewer) for key in sorted(active)))


def told_of(scope: Scope, *more: ColumnElement[Any]) -> Select[Any]:
    """Everything that a card says, of the cases of a scope."""
    rest = within(replace(scope, below=""))
    return _told(TABLES["case"], scope.below).add_columns(*more).where(*rest)


def _told(cases: FromClause, below: str = "") -> Select[Any]:
    """Everything that a card says."""
    one = cases.c
    told = {
        "id": one.id, "number": one.number, "name": names.c.name,
        "standing": _people.standing, "unit": func.coalesce(_units.c.name, ""),
        "post": _posts.title, "selection": one.selection, "selection_title": _selections.title,
        "edition": one.edition, "state": one.state,
        "since": func.coalesce(summaries.c.since, ""),
        "due_on": func.coalesce(summaries.c.due_on, ""),
        "blocked": func.coalesce(summaries.c.blocked, 0),
        "warned": func.coalesce(summaries.c.warned, 0),
        "handler": func.coalesce(_accounts.name, ""),
    }  # fmt: skip
    return _joined(cases, *(column.label(key) for key, column in told.items()), below=below)


def scoped(scope: Scope, *columns: ColumnElement[Any]) -> Select[Any]:
    """Some columns of the cases of a scope, joined with all that is told of them."""
    rest = within(replace(scope, below=""))
    return _joined(TABLES["case"], *columns, below=scope.below).where(*rest)


def _joined(cases: FromClause, *columns: ColumnElement[Any], below: str = "") -> Select[Any]:
    """The place comes first: PostgreSQL takes so many tables in the order in which they are written."""
    one = cases.c
    of_place = and_(_places.c.id == one.department, beneath(_places.c.path, below))
    return (
        select(*columns)
        .select_from(cases.join(_places, of_place) if below else cases)
        .join(WHOLE["person"], _people.id == one.person)
        .join(names, names.c.person == one.person)
        .join(TABLES["post"], _posts.id == one.post)
        .join(WHOLE["selection"], _selections.id == one.selection)
        .outerjoin(_units, _units.c.id == _people.organization)
        .outerjoin(summaries, summaries.c.case_id == one.id)
        .outerjoin(profiles, profiles.c.person == one.person)
        .outerjoin(TABLES["account"], _accounts.id == summaries.c.handler)
    )


def within(scope: Scope) -> Iterator[ColumnElement[bool]]:
    """What makes a case one of a scope; over the table of cases alone."""
    if scope.of:
        key, viewer = scope.of
        yield OF_VIEWER[key](viewer)
    if scope.below:
        places = TABLES["organization"].c
        below = select(places.id).where(beneath(places.path, scope.below))
        yield _cases.department.in_(below)
    if scope.selection:
        yield _cases.selection == scope.selection
    if scope.process:
        yield _cases.process == scope.process
    if scope.states:
        yield _cases.state.in_(scope.states)
    if scope.batches:
        yield _cases.selection.in_(scope.batches)
    if scope.called:
        own = names.alias("called").c
        named = own.name.contains(scope.called, autoescape=True)
        of_person = select(own.person).where(own.person == _cases.person, named).exists()
        yield or_(_cases.number.contains(scope.called, autoescape=True), of_person)


_OF = Prepared(_told(WHOLE["case"]).where(OneOf(WHOLE["case"].c.id, "cases")))
