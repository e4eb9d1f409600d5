"""What an account did lately (已办)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from workflow.journal import Desk
from workflow.journal.read import Record, histories
from workflow.models import entries


@dataclass(frozen=True, slots=True)
class Done:
    """One entry of the account's own."""

    record: Record
    subject: str
    at: datetime
    on: date


def done(desk: Desk, account: str, most: int = 50) -> list[Done]:
    """The last entries that an account wrote, newest first."""
    rows = desk.db.execute(
        select(entries.c.subject, entries.c.seq)
        .where(entries.c.account == account)
        .order_by(entries.c.at.desc(), entries.c.subject, entries.c.seq.desc())
        .limit(most)
    ).all()
    read = histories(desk, {row.subject for row in rows})
    by_seq = {(s, r.seq): r for s, records in read.items() for r in records}
    found = (by_seq[row.subject, row.seq] for row in rows)
    return [Done(one, one.subject, one.at, one.on) for one in found]
