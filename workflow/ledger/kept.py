"""Signed heads and receipts as they are kept (已签署的存证点)."""

from sqlalchemy import Connection, select

from workflow.ledger.note import Note, read_note
from workflow.models import checkpoints, receipts
from workflow.models.prepared import Prepared

_LATEST = Prepared(
    select(checkpoints.c.note)
    .order_by(checkpoints.c.epoch.desc(), checkpoints.c.size.desc())
    .limit(1)
)


def latest(db: Connection) -> Note | None:
    """The last signed head; None before the first."""
    found = _LATEST.row(db)
    return read_note(found[0]) if found else None


def last_receipt(db: Connection, witness: str) -> Note | None:
    """The last head that a witness cosigned; None before the first."""
    told = receipts.c
    text = db.scalar(
        select(told.note).where(told.witness == witness)
        .order_by(told.epoch.desc(), told.size.desc(), told.at.desc()).limit(1)
    )  # fmt: skip
    return read_note(text) if text else None
