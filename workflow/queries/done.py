"""What an account did lately (已办)."""

from sqlalchemy import select

from workflow.journal import Desk
from workflow.journal.read import Record, histories
from workflow.models import entries


def done(desk: Desk, account: str, most: int = 200) -> list[Record]:
    """The last entries that an account wrote, newest first."""
    rows = desk.db.execute(
        select(entries.c.subject, entries.c.seq)
        .where(entries.c.account == account)
        .order_by(entries.c.at.desc(), entries.c.subject, entries.c.seq.desc())
        .limit(most)
    ).all()
    read = histories(desk, {row.subject for row in rows})
    by_seq = {(subject, one.seq): one for subject, found in read.items() for one in found}
    return [by_seq[row.subject, row.seq] for row in rows]
