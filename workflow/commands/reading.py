"""Noting who opened an attachment (查阅登记): beside the record, when the file is handed out."""

import secrets
from datetime import datetime

from sqlalchemy import insert

from workflow.journal import Actor, Desk
from workflow.models import attachment_reads


def note_read(
    desk: Desk, actor: Actor, subject: str, digest: str, document: str, at: datetime
) -> None:
    """Note that the actor opened a file that the subject's journal names as `document`."""
    desk.db.execute(insert(attachment_reads).values(
        id=secrets.token_hex(16), at=at.isoformat(), account=actor.account, name=actor.name,
        duty=actor.duty, organization=actor.organization, subject=subject, digest=digest,
        document=document,
    ))  # fmt: skip
