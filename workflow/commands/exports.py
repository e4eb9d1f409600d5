"""Exports (导出): what leaves the house as a file is noted first; nothing leaves unnoted."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert

from workflow import authority
from workflow.errors import BadInput, NotFound
from workflow.journal import Actor, Desk
from workflow.models import exports
from workflow.workdays import local_day

FORMS = ("csv", "xlsx")
MOST = 50_000  # rows of one file


@dataclass(frozen=True, slots=True)
class Export:
    """One thing handed out: its title, the filters in words, the form, and how many rows or entries."""

    what: str
    filters: str
    form: str
    rows: int


def note_export(desk: Desk, actor: Actor, at: datetime, export: Export) -> str:
    """Note an export and give its number, which the file bears too.

    Raises NotFound for those who see no cases, BadInput for an unknown form or too many rows.
    """
    if authority.overlooked(desk, actor, local_day(at)) is None:
        raise NotFound()
    if export.form not in FORMS:
        raise BadInput("只能导出 CSV 或者 Excel 文件")
    if export.rows > MOST:
        raise BadInput(f"共{export.rows}行，一次至多导出{MOST}行，请缩小范围")
    return _noted(desk, actor, at, export)


def note_dossier(desk: Desk, actor: Actor, at: datetime, case: str, entries: int) -> str:
    """Note that an auditor takes out the verifiable dossier (可核验卷宗) of a case; gives the number.

    The file itself does not bear it: the same case at the same signed head gives the same bytes.
    Raises NotFound for everybody else.
    """
    authority.require_look(desk, actor, "watch", local_day(at))
    return _noted(desk, actor, at, Export("可核验卷宗", case, "zip", entries))


def _noted(desk: Desk, actor: Actor, at: datetime, export: Export) -> str:
    number = secrets.token_hex(8)
    desk.db.execute(
        insert(exports).values(
            id=number, at=at.isoformat(), account=actor.account, name=actor.name, duty=actor.duty,
            organization=actor.organization, what=export.what, filters=export.filters,
            form=export.form, row_count=export.rows,
        )
    )  # fmt: skip
    return number
