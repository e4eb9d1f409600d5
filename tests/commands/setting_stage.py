"""People who set up a house, and what they are refused: nothing of it is written."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from linear import AT
from sqlalchemy import func, select

from workflow.errors import WorkflowError
from workflow.journal import Actor, Desk, House, Order
from workflow.models import entries

SECURITY = Actor("security", "保密员", "security_admin", "dept", "person-security")
CHIEF = Actor("chief", "科长", "cadre_chief", "dept", "person-chief")
AUDITOR = Actor("auditor", "档案", "file_auditor", "dept", "person-auditor")
MINUTES = Actor("minutes", "记录", "meeting_secretary", "dept", "person-minutes")
STAFF = (SECURITY, CHIEF, AUDITOR, MINUTES)


def order(actor: Actor, **changes: Any) -> Order:
    """A new command of somebody, at the one moment of these tests."""
    return Order(uuid.uuid4().hex, actor, AT, **changes)


def refused(
    house: House, error: type[WorkflowError], command: Callable[[Desk], object]
) -> list[tuple[str, str]]:
    """The rules and findings of a refusal, after which the journal is as it was."""
    before = written(house)
    with pytest.raises(error) as refusal, house.desk() as desk:
        command(desk)
    assert written(house) == before
    return [(one.rule, one.found) for one in refusal.value.reasons]


def written(house: House) -> int:
    """How many entries the journal has."""
    with house.reading() as desk:
        return desk.db.scalar(select(func.count()).select_from(entries)) or 0
