"""Documents (附件): which journals name a stored file."""

from collections.abc import Iterator

from sqlalchemy import select

from workflow.canonical import parse
from workflow.journal import Desk
from workflow.models import entries


def named_in(desk: Desk, digest: str) -> Iterator[tuple[str, str, str]]:
    """Name, department of the case or selection, organization of the person, for each such entry."""
    named = entries.c.body.like(f"%{digest}%".encode())
    query = select(entries.c.body, entries.c.content).where(named)
    for row in desk.db.execute(query):
        said = parse(row.content.encode())
        for one in parse(row.body)["attachments"]:
            if one["digest"] == digest:
                yield one["name"], said.get("department", ""), said.get("organization", "")
