"""Personal values (个人信息): enclosed under a key a person, and what was lawfully erased of them (L4).

Entries hold salted commitments only; salt and value lie here, enclosed. Erasure empties the value
and the key, which the database allows only for what an entry of an erasure names.
"""

from sqlalchemy import Column, Index, LargeBinary, Table, Text

from workflow.models.base import metadata

personal_values = Table(
    "personal_values",
    metadata,
    Column("commitment", Text, primary_key=True),
    Column("person", Text, nullable=False),  # "" where it is of no one person
    Column("sealed", LargeBinary, nullable=False),  # salt and value, enclosed; empty once erased
    Index("personal_values_by_person", "person"),
)

personal_keys = Table(
    "personal_keys",
    metadata,
    Column("person", Text, primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),  # by the instance's key; empty once destroyed
)

erased = Table(
    "erased",
    metadata,
    Column("mark", Text, primary_key=True),  # a commitment, or kind:id of another row
    Column("entry", Text, nullable=False),  # that says so
)
