"""What was taken out of the house (导出记录): every table handed out as a file leaves a line here."""

from sqlalchemy import Column, Index, Integer, Table, Text

from workflow.models.base import metadata

exports = Table(
    "exports",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("name", Text, nullable=False),  # of the account, as it was called then
    Column("duty", Text, nullable=False),
    Column("organization", Text, nullable=False),
    Column("what", Text, nullable=False),  # the title of the table
    Column("filters", Text, nullable=False),  # in words; "" for none
    Column("form", Text, nullable=False),  # csv, xlsx
    Column("row_count", Integer, nullable=False),
    Index("exports_by_time", "at"),
)
