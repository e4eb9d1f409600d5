"""Figures that were counted (统计汇总): so that a country is not counted anew for each who looks.

Never evidence: numbers, titles and names of organizations only, nothing of a person; lost, they are
counted again.
"""

from sqlalchemy import Column, Table, Text

from workflow.models.base import metadata

figures = Table(
    "figures",
    metadata,
    # What was counted: the path of organizations, days, selection and edition, each "" for all.
    Column("below", Text, primary_key=True),
    Column("since", Text, primary_key=True),
    Column("until", Text, primary_key=True),
    Column("selection", Text, primary_key=True),
    Column("edition", Text, primary_key=True),
    Column("made_at", Text, nullable=False),
    Column("content", Text, nullable=False),  # JSON
    sqlite_with_rowid=False,
)
