"""Attention (关注): whether somebody follows a case; the cases followed are a filter of the board."""

from collections.abc import Iterable

from sqlalchemy import func, select

from workflow.journal import Desk
from workflow.models import TABLES, beneath, follows


def times_followed(desk: Desk, account: str, below: str) -> int:
    """How many cases an account follows, of those below a path of organizations that it may see."""
    cases, places = TABLES["case"].c, TABLES["organization"].c
    query = (
        select(func.count())
        .select_from(follows)
        .join(TABLES["case"], cases.id == follows.c.case_id)
        .where(follows.c.account == account)
    )
    if below:
        within = select(places.id).where(beneath(places.path, below))
        query = query.where(cases.department.in_(within))
    return desk.db.scalar(query) or 0


def followed_among(desk: Desk, account: str, cases: Iterable[str]) -> frozenset[str]:
    """Which of some cases an account follows; one statement."""
    own = follows.c
    found = select(own.case_id).where(own.account == account, own.case_id.in_(tuple(cases)))
    return frozenset(desk.db.scalars(found))


def is_followed(desk: Desk, account: str, case: str) -> bool:
    """Whether an account follows a case."""
    return case in followed_among(desk, account, [case])
