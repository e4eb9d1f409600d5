"""Reminders (催办): who reminded of what is still asked, and when."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from workflow.journal import Desk
from workflow.models import reminders


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder of a task of `requests`."""

    task: str
    on: str
    account: str
    name: str
    duty: str
    text: str


def reminders_of(desk: Desk, tasks: Iterable[str]) -> dict[str, list[Reminder]]:
    """Task → its reminders, the latest first; only tasks of which somebody was reminded."""
    wanted, table = sorted(set(tasks)), reminders.c
    if not wanted:
        return {}
    rows = desk.db.execute(
        select(reminders).where(table.task.in_(wanted))
        .order_by(table.on.desc(), table.account)
    )  # fmt: skip
    found: dict[str, list[Reminder]] = {}
    for row in rows:
        one = Reminder(row.task, row.on, row.account, row.name, row.duty, row.text)
        found.setdefault(one.task, []).append(one)
    return found
