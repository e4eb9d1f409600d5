"""The server's clock against the record (服务器时钟): one that was set back makes entries older than others."""

from datetime import datetime

from sqlalchemy import select

from workflow.journal import Desk
from workflow.models import entries, leaves
from workflow.queries.verify_chain import TOLERANCE, moment


def behind_record(desk: Desk, now: datetime) -> datetime | None:
    """When the entry placed last was recorded, if the clock is behind that; None where all is well.

    Verification would name each entry that is written meanwhile, so whoever starts the site is told.
    """
    at = desk.db.scalar(
        select(entries.c.at).join(leaves, leaves.c.entry == entries.c.id)
        .order_by(leaves.c.epoch.desc(), leaves.c.position.desc()).limit(1)
    )  # fmt: skip
    return moment(at) if at and now < moment(at) - TOLERANCE else None
