"""The whole schema in statements (库结构): what the models say today, for a dialect.

No instance is made from this: the migrations make them. It is frozen into a revision by
`make schema`, and a test compares what both lead to.
"""

from collections.abc import Iterator

from sqlalchemy import Dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from workflow.models import sight, triggers
from workflow.models.base import metadata


def statements(dialect: Dialect) -> Iterator[str]:
    """Tables, indexes and laws in the order in which they can be made, one statement each."""
    for table in metadata.sorted_tables:
        yield _lines(str(CreateTable(table).compile(dialect=dialect)))
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            yield _lines(str(CreateIndex(index).compile(dialect=dialect)))
    if dialect.name == "sqlite":
        yield from triggers.sqlite()
    else:
        yield from triggers.postgresql()
        yield from sight.policies()


def _lines(statement: str) -> str:
    """Without the blank lines and trailing spaces that a compiler leaves."""
    return "\n".join(line.rstrip().expandtabs(2) for line in statement.strip().splitlines())
