"""What is refused, and that nothing of it was written (拒绝)."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from workflow.errors import WorkflowError
from workflow.journal import Desk, House
from workflow.models import entries


def refused(
    house: House, error: type[WorkflowError], command: Callable[[Desk], object]
) -> list[tuple[str, str]]:
    """The rules and findings of a refusal, after which the journal is as it was."""
    before = written(house)
    with pytest.raises(error) as refusal, house.desk() as desk:
        command(desk)
    assert written(house) == before
    return [(one.rule, one.found) for one in refusal.value.reasons]


def written(house: House, prefix: str = "") -> int:
    """How many entries there are of subjects that begin so."""
    with house.reading() as desk:
        found = select(func.count()).select_from(entries)
        return desk.db.scalar(found.where(entries.c.subject.startswith(prefix))) or 0
