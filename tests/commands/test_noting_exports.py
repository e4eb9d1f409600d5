"""Whatever leaves the house as a file leaves a line that nobody can take back."""

from pathlib import Path

import pytest
from linear import AT, CLERK, linear_edition, linear_house
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from workflow.commands.exports import MOST, Export, note_export
from workflow.errors import BadInput, NotFound
from workflow.journal import Actor
from workflow.models import exports

BRANCH = Actor("branch", "支部", "branch_secretary", "dept")
AUDITOR = Actor("auditor", "审计", "audit_reader", "dept")
TABLE = Export("各步骤办理天数", "2026-01-01至今天", "csv", 12)


def test_exports_are_noted_for_ever(url: str, tmp_path: Path) -> None:
    house = linear_house(url, tmp_path, linear_edition(1), 0, [BRANCH, AUDITOR])[0]
    with house.desk() as desk:
        numbers = [note_export(desk, CLERK, AT, TABLE), note_export(desk, AUDITOR, AT, TABLE)]
        with pytest.raises(NotFound):
            note_export(desk, BRANCH, AT, TABLE)
        for wrong in (Export("表", "", "pdf", 1), Export("表", "", "xlsx", MOST + 1)):
            with pytest.raises(BadInput):
                note_export(desk, CLERK, AT, wrong)
    for change in (update(exports).values(name="他人"), delete(exports)):
        with pytest.raises(DBAPIError), house.desk() as desk:
            desk.db.execute(change)
    with house.reading() as desk:
        noted = {row.id: row for row in desk.db.execute(select(exports))}
    assert noted.keys() == set(numbers)
    mine = noted[numbers[0]]
    assert (mine.at, mine.account, mine.name, mine.duty, mine.organization) == (
        AT.isoformat(), "clerk", "经办", "cadre_clerk", "dept",
    )  # fmt: skip
    assert (mine.what, mine.filters, mine.form, mine.row_count) == (
        "各步骤办理天数", "2026-01-01至今天", "csv", 12,
    )  # fmt: skip
