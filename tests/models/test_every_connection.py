"""Every connection to SQLite writes ahead and syncs fully: what was answered survives a power cut."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from workflow.models import open_engine

FULL, WAL = 2, "wal"
OWN = re.compile(r"\bsqlite3\.connect\(|create_engine\(")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    found = open_engine(f"sqlite:///{tmp_path / 'c.db'}")
    yield found
    found.dispose()


def kept(db: Connection) -> tuple[object, ...]:
    """How a connection keeps what is committed, whether it asks for its laws, what it leaves behind."""
    return tuple(db.exec_driver_sql(f"PRAGMA {one}").scalar() for one in (
        "journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "secure_delete",
    ))  # fmt: skip


def test_each_of_many_at_once_and_each_after_the_first_is_synced_fully(engine: Engine) -> None:
    def asked(_: int) -> tuple[object, ...]:
        with engine.connect() as db, engine.connect() as other:
            assert kept(db) == kept(other)
            return kept(db)

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(asked, range(8))) == {(WAL, FULL, 1, 1, 1)}
    engine.dispose()
    assert asked(0) == (WAL, FULL, 1, 1, 1)


def test_a_command_that_begins_at_once_is_no_exception(engine: Engine) -> None:
    with engine.connect().execution_options(immediate=True) as db, db.begin():
        assert kept(db)[:2] == (WAL, FULL)


def test_there_is_one_place_that_opens_databases() -> None:
    """But for the copy in a backup, on which nobody works: it is put into an archive, which is synced."""
    found = {
        str(path.relative_to(ROOT)) for room in ("workflow", "web")
        for path in (ROOT / room).rglob("*.py") if OWN.search(path.read_text(encoding="utf-8"))
    }  # fmt: skip
    assert found == {"workflow/models/store.py", "workflow/upkeep/backup.py"}
