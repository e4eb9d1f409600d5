"""What an interrupt (Ctrl+C) does to the database: a statement ends, a COMMIT never, and no lock is left."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from breaking import Faults, breaking_database
from sqlalchemy import Engine, text

from workflow.models.store import open_engine

SLOW_COMMIT = """
CREATE TABLE slow (id int);
CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN PERFORM pg_sleep(1); RETURN NULL; END';
CREATE CONSTRAINT TRIGGER slowly AFTER INSERT ON slow DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION slowly()
"""
ASLEEP = text(
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND wait_event = 'PgSleep'"
)


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    found = open_engine(url)
    yield found
    found.dispose()


def cancelled_asleep(engine: Engine, raw: Any, work: Callable[[], object]) -> list[Exception]:
    """Cancel, as the driver does when it is interrupted, what sleeps at the server; what the work then met."""
    met: list[Exception] = []

    def working() -> None:
        try:
            work()
        except psycopg.Error as error:
            met.append(error)

    thread = threading.Thread(target=working)
    thread.start()
    with engine.connect() as other:
        while not other.scalar(ASLEEP):
            other.rollback()
    raw.cancel_safe()
    thread.join()
    return met


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_an_interrupted_statement_is_cancelled_and_a_commit_is_not(engine: Engine) -> None:
    with engine.begin() as db:
        db.execute(text(SLOW_COMMIT))
    with engine.connect() as db:
        raw: Any = db.connection.dbapi_connection
        (met,) = cancelled_asleep(engine, raw, lambda: raw.execute("SELECT pg_sleep(100)"))
        assert isinstance(met, psycopg.errors.QueryCanceled)
        raw.rollback()
        raw.execute("INSERT INTO slow VALUES (1)")
        assert cancelled_asleep(engine, raw, raw.commit) == []
        assert db.scalar(text("SELECT count(*) FROM slow")) == 1


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_on_a_lost_connection_there_is_nothing_to_roll_back(engine: Engine) -> None:
    """Else its error would take the place of the interrupt, and the command be tried again."""
    with pytest.raises(KeyboardInterrupt), engine.begin() as db:
        raw: Any = db.connection.dbapi_connection
        raw.pgconn.finish()
        raise KeyboardInterrupt
    with engine.connect() as db:
        assert db.scalar(text("SELECT 1")) == 1


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_connection_left_in_the_midst_of_a_statement_is_given_up(engine: Engine) -> None:
    """As where the interrupt comes between what was sent and its answer."""
    with pytest.raises(KeyboardInterrupt), engine.begin() as db:
        raw: Any = db.connection.dbapi_connection
        raw.pgconn.send_query(b"SELECT pg_sleep(1)")
        raise KeyboardInterrupt
    with engine.connect() as db:
        assert db.scalar(text("SELECT 1")) == 1


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_an_interrupted_statement_leaves_nothing_locked_whoever_still_holds_it(
    engine: Engine,
) -> None:
    with engine.begin() as db:
        db.execute(text("CREATE TABLE t (id int)"))
        db.execute(text("INSERT INTO t VALUES (1), (2)"))
    writing = engine.execution_options(immediate=True)
    with breaking_database(engine, Faults(1, KeyboardInterrupt, kept=True, only="SELECT")):
        with pytest.raises(KeyboardInterrupt) as held, writing.begin() as db:
            db.execute(text("SELECT id FROM t"))
        with writing.begin() as db:
            db.execute(text("INSERT INTO t VALUES (3)"))
            assert db.scalar(text("SELECT count(*) FROM t")) == 3
    assert held.traceback
