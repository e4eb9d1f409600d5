"""Who attends to what (关注与签收): conveniences of people, never evidence and never authority."""

from sqlalchemy import Column, Index, Table, Text

from workflow.models.base import metadata

follows = Table(
    "follows",
    metadata,
    Column("account", Text, primary_key=True),
    Column("case_id", Text, primary_key=True),
    Column("since", Text, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("task", Text, primary_key=True),  # as in `requests`: one at a time has it
    Column("account", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("claims_by_account", "account"),
)
