"""The log of SQLite is carried into the database in large parts, and does not grow for ever."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from workflow.models import open_engine, store

PAGE = 4096
HEAD = 24  # bytes before each page of a log


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setattr(store, "CARRIED", 50)
    monkeypatch.setattr(store, "LARGEST", 100 * PAGE)
    engine = open_engine(f"sqlite:///{tmp_path / 'c.db'}")
    with engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE pages (bytes BLOB)")
    return engine


def write(engine: Engine, pages: int) -> None:
    """So many pages, each in a transaction of its own."""
    for _ in range(pages):
        with engine.begin() as db:
            db.exec_driver_sql("INSERT INTO pages VALUES (zeroblob(4000))")


def log(tmp_path: Path) -> int:
    """How many pages the log has."""
    return (tmp_path / "c.db-wal").stat().st_size // (PAGE + HEAD)


def test_it_is_written_over_once_its_pages_lie_in_the_database(
    engine: Engine, tmp_path: Path
) -> None:
    write(engine, 400)
    assert 50 <= log(tmp_path) <= 60
    assert (tmp_path / "c.db").stat().st_size >= 350 * PAGE


def test_what_grew_behind_a_reader_who_stayed_is_cut_when_he_is_gone(
    engine: Engine, tmp_path: Path
) -> None:
    with engine.connect() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM pages").all()
        write(engine, 300)
        assert log(tmp_path) >= 300
    write(engine, 3)
    assert log(tmp_path) <= 100


def test_every_connection_carries_alike_and_a_usual_log_is_not_cut_each_time(
    tmp_path: Path,
) -> None:
    with open_engine(f"sqlite:///{tmp_path / 'c.db'}").connect() as db:
        told = [db.exec_driver_sql(f"PRAGMA {one}").scalar()
                for one in ("wal_autocheckpoint", "journal_size_limit", "page_size")]  # fmt: skip
    assert told == [store.CARRIED, store.LARGEST, PAGE]
    assert store.LARGEST > store.CARRIED * (PAGE + HEAD)
