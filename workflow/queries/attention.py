"""Attention (关注): whether somebody follows a case; the cases followed are a filter of the board."""

from sqlalchemy import select

from workflow.journal import Desk
from workflow.models import follows


def is_followed(desk: Desk, account: str, case: str) -> bool:
    """Whether an account follows a case."""
    found = select(follows.c.since).where(follows.c.account == account, follows.c.case_id == case)
    return desk.db.scalar(found) is not None
