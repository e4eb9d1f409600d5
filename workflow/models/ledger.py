"""The ledger's tables (存证): leaves and complete nodes of the tree, its signed heads, receipts.

All only grow, but `unplaced`: the entries that wait for their place, put there by the database
itself in the statement that inserts the entry.
"""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Table, Text, UniqueConstraint

from workflow.models.base import metadata

# What is small and found by its key lies in the tree of the key, on SQLite too (WITHOUT ROWID): a row
# is one page to write, not two.
unplaced = Table(
    "unplaced", metadata, Column("entry", Text, primary_key=True), sqlite_with_rowid=False
)

leaves = Table(
    "leaves",
    metadata,
    Column("epoch", Integer, primary_key=True, autoincrement=False),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("entry", Text, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    UniqueConstraint("epoch", "entry", name="one_leaf_an_entry"),
    sqlite_with_rowid=False,
)

nodes = Table(
    "nodes",
    metadata,
    Column("epoch", Integer, primary_key=True, autoincrement=False),
    Column("level", Integer, primary_key=True, autoincrement=False),  # 1 and above
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

checkpoints = Table(
    "checkpoints",
    metadata,
    Column("epoch", Integer, primary_key=True, autoincrement=False),
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("note", Text, nullable=False),  # signed by the log
)

receipts = Table(
    "receipts",
    metadata,
    Column("id", Text, primary_key=True),  # digest of the note
    Column("epoch", Integer, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("witness", Text, nullable=False),
    Column("at", Text, nullable=False),  # as the witness says
    Column("note", Text, nullable=False),  # with the cosignature
)
