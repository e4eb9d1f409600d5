"""Requests for opinions (征求意见): what was asked of whom, and what one's own organization answered.

Outgoing is for those who see the cases; incoming for the duties that are asked, over their place.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true

from workflow import authority
from workflow.errors import NotAuthorised, NotFound
from workflow.journal import Actor, Desk
from workflow.models import TABLES, WHOLE, beneath, editions, inquiries, names

PAGE = 50


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One request to one address (征求意见), with the candidate's name ("" where it is of no one)."""

    id: str
    subject: str
    case_id: str
    selection: str
    department: str
    activity: str
    title: str
    round: int
    organization: str
    ask: str
    item: str
    asked_on: str
    due_on: str
    reminded: int
    answered_on: str
    stance: str
    stance_title: str
    waiting: bool
    unheeded: bool
    name: str
    organization_name: str

    def request(self, duty: str) -> str:
        """The id of the open request by which a duty answers it."""
        return "/".join((self.subject, self.activity, "answer", duty, self.organization))


def late(today: date) -> ColumnElement[bool]:
    """Still waiting after its due day."""
    own = inquiries.c
    return and_(own.waiting, own.due_on != "", own.due_on < today.isoformat())


def stages(today: date) -> dict[str, ColumnElement[bool]]:
    """How a list can be narrowed: name → condition."""
    own = inquiries.c
    return {
        "waiting": own.waiting, "late": late(today), "unheeded": own.unheeded,
        "answered": own.answered_on != "", "all": true(),
    }  # fmt: skip


def outgoing(
    desk: Desk, actor: Actor, today: date, stage: str, start: int = 0
) -> list[Inquiry]:
    """What was asked in the cases that the actor may see, the nearest due day first.

    A page, and one line more where there is a next one.
    """
    found = _all().where(_within(desk, actor, today), stages(today)[stage])
    due = func.coalesce(func.nullif(inquiries.c.due_on, ""), "9999")
    order = (inquiries.c.asked_on.desc(),) if stage in ("answered", "all") else (due,)
    return _read(desk, found.order_by(*order, inquiries.c.id).offset(start).limit(PAGE + 1))


def counted(desk: Desk, actor: Actor, today: date) -> dict[str, int]:
    """How many there are of each stage, in one statement."""
    told = [func.count().filter(one).label(stage) for stage, one in stages(today).items()]
    query = select(*told).select_from(inquiries).where(_within(desk, actor, today))
    return dict(desk.db.execute(query).one()._mapping)


def incoming(
    desk: Desk, actor: Actor, today: date, *, answered: bool, start: int = 0
) -> list[Inquiry]:
    """What the actor's own organization is asked, or has answered (the latest first); as outgoing."""
    own = inquiries.c
    wanted = own.answered_on != "" if answered else own.waiting
    order = own.answered_on.desc() if answered else own.due_on
    query = _all().where(_addressed(desk, actor, today), wanted)
    return _read(desk, query.order_by(order, own.id).offset(start).limit(PAGE + 1))


def inquiry(desk: Desk, actor: Actor, today: date, id: str) -> Inquiry:
    """One request; NotFound unless the actor sees the case or answers for the one who was asked."""
    seen = _within(desk, actor, today)
    mine = _addressed(desk, actor, today)
    found = _read(desk, _all().where(inquiries.c.id == id, or_(seen, mine)))
    if not found:
        raise NotFound()
    return found[0]


def sees_case(desk: Desk, actor: Actor, today: date, one: Inquiry) -> bool:
    """Whether the actor sees the whole case of a request."""
    try:
        authority.require_sight(desk, actor, one.department, today)
    except NotFound:
        return False
    return True


def takes_part(desk: Desk, actor: Actor, today: date) -> tuple[bool, bool]:
    """Whether the actor sees cases in which something is asked, and whether the duty is asked."""
    sees = authority.overlooked(desk, actor, today) is not None
    return sees, bool(asked_at_all(desk, actor.duty))


def asked_at_all(desk: Desk, duty: str) -> frozenset[str]:
    """The activities in which a duty answers, by the published editions."""
    digests = desk.db.scalars(select(editions.c.digest)).all()
    return frozenset(
        name
        for digest in digests
        for name, activity in desk.edition(digest).process.activities.items()
        if activity.kind == "opinion" and duty in activity.record
    )


def _addressed(desk: Desk, actor: Actor, today: date) -> ColumnElement[bool]:
    """Asked of the actor's duty at the actor's place or below it."""
    activities = asked_at_all(desk, actor.duty)
    try:
        authority.require_duty(desk, actor, today)
    except NotAuthorised:
        activities = frozenset()
    places = TABLES["organization"].c
    mine = authority.path(desk, actor.organization) or "-"  # below an unknown one lies nothing
    below = select(places.id).where(beneath(places.path, mine))
    own = inquiries.c
    return and_(own.activity.in_(sorted(activities)), own.organization.in_(below))


def _within(desk: Desk, actor: Actor, today: date) -> ColumnElement[bool]:
    """Of a department over which the actor sees cases."""
    view = authority.overlooked(desk, actor, today)
    if view is None:
        return false()
    places = TABLES["organization"].c
    below = select(places.id).where(beneath(places.path, view))
    return inquiries.c.department.in_(below)


def _all() -> Select[Any]:
    case, place = WHOLE["case"].c, TABLES["organization"].c
    return (
        select(
            inquiries, func.coalesce(names.c.name, "").label("name"),
            func.coalesce(place.name, "").label("organization_name"),
        )
        .outerjoin(WHOLE["case"], case.id == inquiries.c.case_id)
        .outerjoin(names, names.c.person == case.person)
        .outerjoin(TABLES["organization"], place.id == inquiries.c.organization)
    )  # fmt: skip


def _read(desk: Desk, query: Select[Any]) -> list[Inquiry]:
    return [Inquiry(**row._mapping) for row in desk.db.execute(query)]
