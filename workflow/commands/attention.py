"""Attending to things (签收与关注): who has taken what is asked of several, who follows which case.

Conveniences beside the record: no entry stands for them, and they give nobody authority.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, select

from workflow import authority
from workflow.errors import NotAvailable, NotFound, Reason
from workflow.journal import Actor, Desk
from workflow.models import TABLES, claims, follows
from workflow.queries.requests import is_asked
from workflow.workdays import local_day


def claim(desk: Desk, actor: Actor, task: str, at: datetime) -> None:
    """Sign for what is asked of one's duty (签收); who has it already keeps it.

    Raises NotFound for what is not asked of the actor, NotAvailable where somebody else has it.
    """
    desk.claim(f"task {task}")
    _require_asked(desk, actor, task, at)
    holder = desk.db.execute(select(claims).where(claims.c.task == task)).one_or_none()
    if holder is None:
        desk.db.execute(insert(claims).values(
            task=task, account=actor.account, name=actor.name, at=at.isoformat()
        ))  # fmt: skip
    elif holder.account != actor.account:
        raise NotAvailable(f"已由{holder.name}签收", [Reason(
            "R-DUTY-01", f"{holder.name}已签收", "由其退回签收后再签收；不签收也可以直接办理",
            (holder.name,),
        )])  # fmt: skip


def give_back(desk: Desk, actor: Actor, task: str, at: datetime) -> None:
    """Give back what one has signed for (退回签收); does nothing where one has it no more.

    Raises NotFound for what is not asked of the actor.
    """
    _require_asked(desk, actor, task, at)
    desk.db.execute(
        delete(claims).where(claims.c.task == task, claims.c.account == actor.account)
    )


def _require_asked(desk: Desk, actor: Actor, task: str, at: datetime) -> None:
    authority.require_duty(desk, actor, local_day(at))
    if not is_asked(desk, actor.duty, actor.organization, task):
        raise NotFound("没有这项待办")


def follow(desk: Desk, actor: Actor, case: str, at: datetime) -> None:
    """Put a case on one's list (关注); does nothing where it is there. Raises NotFound unseen."""
    table = TABLES["case"].c
    department = desk.db.scalar(select(table.department).where(table.id == case))
    if department is None:
        raise NotFound()
    authority.require_sight(desk, actor, department, local_day(at))
    desk.claim(f"follow {actor.account} {case}")
    if not desk.db.scalar(select(follows.c.since).where(*_own(actor, case))):
        desk.db.execute(insert(follows).values(
            account=actor.account, case_id=case, since=at.isoformat()
        ))  # fmt: skip


def unfollow(desk: Desk, actor: Actor, case: str) -> None:
    """Take a case off one's list (取消关注), also one that is out of sight by now."""
    desk.db.execute(delete(follows).where(*_own(actor, case)))


def _own(actor: Actor, case: str) -> tuple[ColumnElement[bool], ...]:
    return follows.c.account == actor.account, follows.c.case_id == case
