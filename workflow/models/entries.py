"""The journal's table (全程纪实): entries as bytes; the other columns are copies for searching."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text, UniqueConstraint, text

from workflow.models.base import metadata

_ABOUT = text("about <> ''")

entries = Table(
    "entries",
    metadata,
    Column("id", Text, primary_key=True),
    Column("subject", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("prev", Text, nullable=False),
    Column("digest", Text, nullable=False),  # leaf hash of body
    Column("at", Text, nullable=False),  # fixed UTC text, as in the body
    Column("occurred_on", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("duty", Text, nullable=False),
    Column("command", Text, nullable=False),
    Column("act", Text, nullable=False),  # or the move; these three from the data of the entry
    Column("activity", Text, nullable=False),
    Column("about", Text, nullable=False),  # another subject that it is on, "" none
    Column("province", Text, nullable=False),
    Column("case_year", Integer, nullable=False),
    Column("content", Text, nullable=False),  # what the subject's row says after this entry
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("subject", "seq", name="one_entry_a_seq"),
    Index("entries_by_account", "account", "at"),
    Index("entries_by_time", "at", "id"),
    # Whoever looks for what an entry is about says besides that it is about something.
    Index("entries_by_about", "about", sqlite_where=_ABOUT, postgresql_where=_ABOUT),
)
