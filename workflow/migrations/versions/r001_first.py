"""The first schema (首版): all tables, indexes and laws, from an empty database."""

from pathlib import Path

from alembic import op
from sqlalchemy import text

from workflow.errors import WrongSchema
from workflow.migrations.frozen import read

revision = "001"
down_revision = None


def upgrade() -> None:
    """Make everything, in the words of the database at hand."""
    words = "sqlite" if op.get_bind().dialect.name == "sqlite" else "postgresql"
    for statement in read(Path(__file__).parent, "r001_first", words):
        op.execute(text(statement.replace(":", r"\:")))


def downgrade() -> None:
    """There is nothing below the first: what was recorded is never deleted (L4)."""
    raise WrongSchema("第 001 版是首版，不能再退：已记录的内容不得删除")
