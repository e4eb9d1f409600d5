"""The revisions lead to exactly what the models say, triggers and all, on both databases."""

from pathlib import Path

import pytest
from schemas import laws_in, made, schema_of
from sqlalchemy import Connection, Engine

from workflow import migrations
from workflow.migrations import frozen
from workflow.migrations.freeze import NAME, freeze
from workflow.models import metadata
from workflow.models.schema import statements
from workflow.models.subjects import TABLES
from workflow.models.triggers import FOREVER


def test_the_revisions_make_what_the_models_say(engine: Engine) -> None:
    """Where this fails after a table was changed: `make schema`, and commit what it writes."""
    with engine.connect() as db:
        with db.begin() as undone:
            made(db, statements(db.dialect))
            told = schema_of(db)
            undone.rollback()
        assert schema_of(db) == {}
        migrations.upgrade(db)
        assert schema_of(db) == told
        assert len(laws_in(told)) >= 2 * len(FOREVER) + 3 * len(TABLES)
        if db.dialect.name == "postgresql":  # ENABLE ALWAYS, each of them
            assert {said[0] for (kind, _), said in told.items() if kind == "trigger"} == {"A"}
        assert set(metadata.tables) <= {
            name.partition(".")[0] for kind, name in told if kind in ("table", "column")
        }


@pytest.mark.parametrize("dialect", frozen.DIALECTS)
def test_the_first_revision_is_frozen_as_the_models_are(tmp_path: Path, dialect: str) -> None:
    freeze(tmp_path)
    kept = frozen.file_of(migrations.PLACES[0], NAME, dialect)
    now = frozen.file_of(tmp_path, NAME, dialect)
    assert kept.read_text("utf-8") == now.read_text("utf-8"), "make schema"


def test_the_program_works_with_the_last_of_its_revisions(db: Connection) -> None:
    assert migrations.known()[-1] == migrations.HEAD
    migrations.upgrade(db)
    assert migrations.revision(db) == migrations.HEAD
    migrations.require_present(db)


def test_a_change_that_breaks_off_leaves_no_table_behind(engine: Engine) -> None:
    with pytest.raises(RuntimeError), engine.begin() as db:
        migrations.upgrade(db)
        raise RuntimeError
    with engine.connect() as db:
        assert schema_of(db) == {}
