"""Figures that were counted (统计汇总): so that a country is not counted anew for each who looks.

Never evidence: numbers, titles and names of organizations only, nothing of a person; lost, they are
counted again.
"""

from sqlalchemy import Column, Table, Text

from workflow.models.base import BYTEWISE, metadata

figures = Table(
    "figures",
    metadata,
    # The path of an organization, "" the country; and whether its own cases alone were counted
    # ("own") or those of all below it, too ("whole").
    Column("below", BYTEWISE, primary_key=True),
    Column("part", Text, primary_key=True),
    Column("made_at", Text, nullable=False),
    Column("content", Text, nullable=False),  # JSON
    sqlite_with_rowid=False,
)
