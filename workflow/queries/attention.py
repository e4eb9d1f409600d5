"""Attention (关注): whether somebody follows a case; the cases followed are a filter of the board."""

from collections.abc import Iterable

from sqlalchemy import bindparam, func, select

from workflow.journal import Desk
from workflow.models import TABLES, beneath, follows
from workflow.models.prepared import OneOf, Prepared

_AMONG = Prepared(select(follows.c.case_id).where(
    follows.c.account == bindparam("account"), OneOf(follows.c.case_id, "cases")
))  # fmt: skip


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
    found = _AMONG.rows(desk.db, account=account, cases=list(cases))
    return frozenset(case for (case,) in found)


def is_followed(desk: Desk, account: str, case: str) -> bool:
    """Whether an account follows a case."""
    return case in followed_among(desk, account, [case])
