"""Reminding (催办): of what is asked of a duty; beside the record, shown where it is to be done.

Of an opinion asked in writing people remind by an act of its own, which stands in the journal.
"""

from datetime import datetime

from sqlalchemy import insert, select

from workflow import authority
from workflow.errors import BadInput, NotAvailable, NotFound, Reason
from workflow.journal import Actor, Desk
from workflow.models import reminders, subject_id, table_of
from workflow.queries.requests import Request, request_of
from workflow.workdays import local_day

LONGEST = 200  # characters of a note


def remind(desk: Desk, actor: Actor, request: str, text: str, at: datetime) -> Request:
    """Remind of an open request; once a day each person, whatever is sent a second time.

    Raises NotFound, NotAuthorised, NotAvailable for an opinion, BadInput for too long a note.
    """
    asked = request_of(desk, request)
    if asked is None:
        raise NotFound()
    day = local_day(at)
    authority.require_sight(desk, actor, _department(desk, asked), day)
    authority.require(desk, actor, "remind", day)
    if asked.act == "answer":
        raise NotAvailable("书面征求的意见，催办记入全程纪实", [Reason(
            "R-TRACE-02", f"“{asked.title}”系书面征求", "在该项办理内容中以“催办”登记",
        )])  # fmt: skip
    if len(text) > LONGEST:
        raise BadInput(f"催办说明不超过{LONGEST}字")
    _note(desk, actor, asked.task, text, day.isoformat())
    return asked


def _department(desk: Desk, asked: Request) -> str:
    table = table_of(asked.subject).c
    if "department" not in table:  # a prompt of supervision: of no case that one could see
        raise NotFound()
    wanted = select(table.department).where(table.id == subject_id(asked.subject))
    return desk.db.scalar(wanted) or ""


def _note(desk: Desk, actor: Actor, task: str, text: str, day: str) -> None:
    desk.claim(f"remind {task} {actor.account}")
    own = (reminders.c.task == task, reminders.c.on == day, reminders.c.account == actor.account)
    if desk.db.scalar(select(reminders.c.task).where(*own)) is None:
        desk.db.execute(insert(reminders).values(
            task=task, on=day, account=actor.account, name=actor.name, duty=actor.duty, text=text
        ))  # fmt: skip
