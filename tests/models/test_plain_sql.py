"""The SQL is such as other databases of the family speak: no rule rests on what they would drop."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from workflow.models import metadata
from workflow.models.schema import statements

ROOT = Path(__file__).resolve().parents[2]
# Values of JSON and lists of texts are put into words of each dialect in the first two files alone; row
# security is of PostgreSQL alone.
OF_DIALECTS = {
    "workflow/models/base.py", "workflow/models/prepared.py", "workflow/models/sight.py",
    "workflow/models/triggers.py",
}  # fmt: skip
OWN_WORDS = re.compile(r"jsonb|json_extract|json_each|\bARRAY\b|->>|@>|= ANY\(|SKIP LOCKED|skip_locked")


def sources() -> Iterator[tuple[str, str]]:
    for folder in ("workflow", "web"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def test_no_rule_is_a_partial_unique_index() -> None:
    """Dialects that drop the condition would refuse what is lawful."""
    partial = [
        index.name for table in metadata.tables.values() for index in table.indexes
        if index.unique and any(
            index.dialect_options[one].get("where") is not None for one in ("sqlite", "postgresql")
        )
    ]  # fmt: skip
    assert partial == []


@pytest.mark.parametrize("table", metadata.tables.values(), ids=lambda one: one.name)
def test_ids_are_made_by_the_application(table: object) -> None:
    words = str(CreateTable(table).compile(dialect=postgresql.dialect()))  # type: ignore[arg-type]
    assert not re.search(r"SERIAL|IDENTITY|nextval", words)


class Cousin(postgresql.psycopg.PGDialect_psycopg):
    """A database of PostgreSQL's family, under a name of its own as SQLAlchemy knows it."""

    name = "opengauss"


def test_whatever_is_not_sqlite_hears_the_words_of_postgresql() -> None:
    assert [*statements(Cousin())] == [*statements(postgresql.dialect())]
    own = {name for name, text in sources() if re.search(r"dialect\.name [!=]= \"postgresql\"", text)}
    assert own == set()


def test_what_only_one_dialect_says_is_said_in_few_files() -> None:
    told = {name for name, text in sources() if OWN_WORDS.search(text)}
    assert told == OF_DIALECTS
