"""Notices (公示、考察预告): what waits to be posted, what runs, what is over and not yet concluded."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    and_,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    true,
)

from workflow import authority
from workflow.journal import Actor, Desk
from workflow.models import TABLES, WHOLE, beneath, names, notices

PAGE = 50


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice as it was last posted, with the candidate's name and post."""

    id: str
    subject: str
    case_id: str
    selection: str
    department: str
    activity: str
    title: str
    round: int
    posted_on: str
    ends_on: str
    complaints: int
    unresolved: int
    concluded: bool
    current: bool
    name: str
    post: str

    def stage(self, today: date) -> str:
        """running, over (and something lacks) or done."""
        if self.current and (not self.ends_on or self.ends_on >= today.isoformat()):
            return "running"
        return "over" if self.current and (not self.concluded or self.unresolved) else "done"


@dataclass(frozen=True, slots=True)
class ToPost:
    """A notice that is asked for and not posted yet."""

    case_id: str
    activity: str
    title: str
    opened_on: str
    name: str
    post: str


def stages(today: date) -> dict[str, ColumnElement[bool]]:
    """How the list can be narrowed; as `NoticeRow.stage` tells one from another."""
    own = notices.c
    runs = and_(own.current, or_(own.ends_on == "", own.ends_on >= today.isoformat()))
    over = and_(own.current, not_(runs), or_(not_(own.concluded), own.unresolved > 0))
    done = and_(not_(runs), not_(over))
    return {"running": runs, "over": over, "done": done, "all": true()}


def posted(desk: Desk, actor: Actor, today: date, stage: str, start: int = 0) -> list[NoticeRow]:
    """A page of the notices in the cases that the actor may see, the latest first, and one more."""
    told = select(notices).outerjoin(TABLES["case"], TABLES["case"].c.id == notices.c.case_id)
    query = _with_names(told).where(
        _within(desk, actor, today, notices.c.department), stages(today)[stage]
    )
    order = (notices.c.posted_on.desc(), notices.c.id)
    rows = desk.db.execute(query.order_by(*order).offset(start).limit(PAGE + 1))
    return [NoticeRow(**row._mapping) for row in rows]


def counted(desk: Desk, actor: Actor, today: date) -> dict[str, int]:
    """How many there are of each stage, in one statement."""
    told = [func.count().filter(one).label(stage) for stage, one in stages(today).items()]
    seen = _within(desk, actor, today, notices.c.department)
    return dict(desk.db.execute(select(*told).select_from(notices).where(seen)).one()._mapping)


def to_post(desk: Desk, actor: Actor, today: date) -> list[ToPost]:
    """What waits to be posted in the cases that the actor may see, the longest waiting first."""
    own, case = WHOLE["request"].c, TABLES["case"].c
    query = _with_names(
        select(case.id.label("case_id"), own.activity, own.title, own.opened_on).distinct()
        .join_from(TABLES["case"], WHOLE["request"], own.subject == literal("case:", Text).concat(case.id))
    ).where(own.act == "post", _within(desk, actor, today, case.department))  # fmt: skip
    rows = desk.db.execute(query.order_by(own.opened_on, own.title, case.id).limit(PAGE))
    return [ToPost(**row._mapping) for row in rows]


def _with_names(query: Select[Any]) -> Select[Any]:
    """With the name of whom the case is about, and the post."""
    case, post = TABLES["case"].c, TABLES["post"].c
    return (
        query.add_columns(
            func.coalesce(names.c.name, "").label("name"),
            func.coalesce(post.title, "").label("post"),
        )
        .outerjoin(names, names.c.person == case.person)
        .outerjoin(TABLES["post"], post.id == case.post)
    )


def _within(desk: Desk, actor: Actor, today: date, department: Any) -> ColumnElement[bool]:
    """Of a department over which the actor sees cases."""
    view = authority.overlooked(desk, actor, today)
    places = TABLES["organization"].c
    if view is None:
        return false()
    below = select(places.id).where(beneath(places.path, view))
    found: ColumnElement[bool] = department.in_(below)
    return found
