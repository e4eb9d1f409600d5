"""Noting a verification (校验留痕): who had the whole journal verified, when, and how it came out."""

import secrets
from datetime import datetime

from sqlalchemy import insert

from workflow.journal import Desk
from workflow.models import verifications
from workflow.queries.verify import Verified


def note_verification(desk: Desk, account: str, found: Verified, at: datetime) -> None:
    """Note it beside the record; the journal itself is not touched by being read."""
    desk.db.execute(
        insert(verifications).values(
            id=secrets.token_hex(16), at=at.isoformat(), account=account, entries=found.entries,
            subjects=found.subjects, broken=len(found.broken),
        )
    )  # fmt: skip
