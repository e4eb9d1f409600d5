"""What is noted beside the record (查阅与催办): who opened which attachment, who was reminded of what."""

from sqlalchemy import Column, Index, Table, Text

from workflow.models.base import metadata

# The one thing that a page notes by being looked at.
attachment_reads = Table(
    "attachment_reads",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("duty", Text, nullable=False),
    Column("organization", Text, nullable=False),  # at which the duty is held
    Column("subject", Text, nullable=False),  # whose journal names the file
    Column("digest", Text, nullable=False),
    Column("document", Text, nullable=False),  # its name in that journal
    Index("attachment_reads_by_time", "at"),
    Index("attachment_reads_by_account", "account", "at"),
    Index("attachment_reads_by_subject", "subject", "at"),
)

reminders = Table(
    "reminders",
    metadata,
    Column("task", Text, primary_key=True),  # as in `requests`; gone when it is no longer asked
    Column("on", Text, primary_key=True),  # once a day is enough
    Column("account", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("duty", Text, nullable=False),
    Column("text", Text, nullable=False),
)
