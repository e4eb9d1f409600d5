"""What the program itself may do (数据库权限): the rights of its role on each table, on PostgreSQL.

The role owns nothing. What is recorded it may read and add to; the rows of subjects are written by
the laws, so it may only lock them, for which PostgreSQL asks the right to update some column.
"""

from collections.abc import Iterator

from workflow.models.base import metadata
from workflow.models.erasing import EMPTIED
from workflow.models.sight import VIEWS
from workflow.models.subjects import TABLES
from workflow.models.triggers import FOREVER

ROWS = frozenset(table.name for table in TABLES.values())
ADDED_TO = frozenset((*FOREVER, "instance"))
VERSION = "alembic_version"


def rights(table: str) -> Iterator[str]:
    """The rights on a table, as they are granted."""
    yield "SELECT"
    if table in VIEWS:
        return
    if table in ROWS:
        yield "UPDATE (id)"
    elif table == "unplaced":
        yield "DELETE"
    elif table in ADDED_TO:
        yield "INSERT"
        if table in EMPTIED:  # what was lawfully erased; the law says when
            yield f"UPDATE ({', '.join(EMPTIED[table][1])})"
    elif table != VERSION:
        yield from ("INSERT", "UPDATE", "DELETE")


def tables() -> Iterator[str]:
    """All tables and views of an instance."""
    yield from metadata.tables
    yield from VIEWS
    yield VERSION
