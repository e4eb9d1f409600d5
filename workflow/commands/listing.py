"""Listing what was asked and what was posted (征求意见、公示一览): rows for rooms, never evidence.

Rewritten from the rounds of a case or a selection after each of its entries, as requests are.
"""

from collections.abc import Sequence

from sqlalchemy import Table

from workflow.commands.renewing import Row, renew, rows_of
from workflow.dossier import Dossier
from workflow.journal import Desk
from workflow.models import inquiries, notices
from workflow.queries.listed import inquiry_rows, notice_rows


def list_rounds(desk: Desk, subject: str, seen: Dossier) -> None:
    """Write the lines of all requests and notices of a subject anew; its row is locked."""
    _write(desk, inquiries, subject, inquiry_rows(seen, subject))
    _write(desk, notices, subject, notice_rows(seen, subject))


def _write(desk: Desk, table: Table, subject: str, rows: Sequence[Row]) -> None:
    """Rounds stay for ever: where there are no rows there never were any."""
    if rows:
        renew(desk, table, rows_of(desk, table, subject), rows)
