"""Electronic ballots (无记名电子投票): which box is open, and the codes by their digests.

No vote is ever here: they lie in the memory of one process until closing, then in one entry. A code
says only its group and whether it was used, and is marked so for all at once when the box is closed.
"""

from sqlalchemy import Boolean, Column, Index, Table, Text

from workflow.models.base import metadata

ballots = Table(
    "ballots",
    metadata,
    Column("id", Text, primary_key=True),
    Column("subject", Text, nullable=False),
    Column("activity", Text, nullable=False),
    Column("box", Text, nullable=False),  # the mark of the open box; "" when none is
)

ballot_codes = Table(
    "ballot_codes",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("ballot", Text, nullable=False),
    Column("voters", Text, nullable=False),  # the group; "" where there are no groups
    Column("used", Boolean, nullable=False),
    Index("ballot_codes_by_ballot", "ballot"),
)
