"""Signed heads and receipts as they are kept (已签署的存证点)."""

from sqlalchemy import Connection, select

from workflow.ledger.note import Note, read_note
from workflow.models import checkpoints, receipts


def latest(db: Connection) -> Note | None:
    """The last signed head; None before the first."""
    told = checkpoints.c
    text = db.scalar(
        select(told.note).order_by(told.epoch.desc(), told.size.desc()).limit(1)
    )
    return read_note(text) if text else None


def last_receipt(db: Connection, witness: str) -> Note | None:
    """The last head that a witness cosigned; None before the first."""
    told = receipts.c
    text = db.scalar(
        select(told.note).where(told.witness == witness)
        .order_by(told.epoch.desc(), told.size.desc(), told.at.desc()).limit(1)
    )  # fmt: skip
    return read_note(text) if text else None
