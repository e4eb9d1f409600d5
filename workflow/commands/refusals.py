"""Refused attempts (被拒绝的办理): kept in a table of their own, never in the journal (L5)."""

import json
import secrets
from dataclasses import asdict

from sqlalchemy import insert

from workflow.canonical import SALT_BYTES
from workflow.errors import Reason, WorkflowError
from workflow.journal import Desk, Order
from workflow.ledger.refused import mark_of
from workflow.models import refused_attempts


def keep(desk: Desk, order: Order, subject: str, what: str, error: WorkflowError) -> None:
    """Keep a refusal; call it at a second desk, after the first was rolled back."""
    told = [asdict(one) if isinstance(one, Reason) else str(one) for one in error.reasons]
    reasons, salt = json.dumps(told, ensure_ascii=False), secrets.token_bytes(SALT_BYTES)
    desk.db.execute(
        insert(refused_attempts).values(
            id=secrets.token_hex(16), at=order.at.isoformat(), account=order.actor.account,
            duty=order.actor.duty, command=order.id, subject=subject, what=what,
            message=error.message, reasons=reasons,
            salt=salt.hex(), mark=mark_of(salt, error.message, reasons),
        )
    )  # fmt: skip
