"""A later schema for the tests: a column with what it says of old rows, a table of its own, with its law."""

from alembic import op
from sqlalchemy import Column, Text

revision = "002"
down_revision = "001"


def upgrade() -> None:
    op.add_column("requests", Column("noted", Text, nullable=False, server_default=""))
    op.execute("UPDATE requests SET noted = title")
    op.create_table("remarks", Column("id", Text, primary_key=True), Column("text", Text))
    op.execute("INSERT INTO remarks SELECT id, subject FROM entries")
    op.create_index("requests_by_noted", "requests", ["noted"])


def downgrade() -> None:
    op.drop_index("requests_by_noted", "requests")
    op.drop_table("remarks")
    op.drop_column("requests", "noted")
