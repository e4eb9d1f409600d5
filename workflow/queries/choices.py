"""Choices (可选对象): what exists, by id, with the words people know it by."""

from sqlalchemy import select

from workflow.edition import Duty, Edition, Rule
from workflow.journal import Desk
from workflow.models import TABLES, beneath, editions
from workflow.models.prepared import Prepared

_PUBLISHED = Prepared(select(editions.c.digest).order_by(editions.c.published_at, editions.c.name))


FOUND = 60  # lines that are still a page


def organizations(desk: Desk) -> dict[str, str]:
    """Every organization by id, in the order of the tree; forms offer fewer (`where`)."""
    table = TABLES["organization"].c
    rows = desk.db.execute(select(table.id, table.name).order_by(table.path))
    return {row.id: row.name for row in rows}


def named_below(desk: Desk, within: str, words: str) -> dict[str, str]:
    """The first organizations below a path whose name has some words in it."""
    table = TABLES["organization"].c
    called = table.name.contains(words, autoescape=True)
    query = select(table.id, table.name).where(beneath(table.path, within), called)
    return dict(desk.db.execute(query.order_by(table.path).limit(FOUND)).tuples().all())


def bodies(desk: Desk) -> dict[str, str]:
    """Every body by id."""
    table = TABLES["body"].c
    return {row.id: row.name for row in desk.db.execute(
        select(table.id, table.name).order_by(table.name)
    )}  # fmt: skip


def processes(desk: Desk) -> dict[str, str]:
    """Every published process: digest of its latest edition → title."""
    table = editions.c
    rows = desk.db.execute(select(table.digest, table.process, table.title, table.name).order_by(
        table.published_at, table.name
    ))  # fmt: skip
    latest = {row.process: (row.digest, f"{row.title}（{row.name}）") for row in rows}
    return dict(latest.values())


def duties(desk: Desk) -> dict[str, Duty]:
    """Every duty of the published editions by name; the latest edition's word counts."""
    return {name: one for edition in _editions(desk) for name, one in edition.duties.items()}


def rules(desk: Desk) -> dict[str, Rule]:
    """Every rule of the published editions by id; the latest edition's word counts."""
    return {name: one for edition in _editions(desk) for name, one in edition.rules.items()}


def _editions(desk: Desk) -> list[Edition]:
    """The published editions, the oldest first."""
    digests = desk.look("published", lambda: [one for (one,) in _PUBLISHED.rows(desk.db)])
    return [desk.edition(one) for one in digests]
