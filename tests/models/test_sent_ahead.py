"""Statements sent ahead are carried out in their order, waited for by whatever comes next, and undone with the rest."""

import gc
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, bindparam, delete, func, insert, select, text
from sqlalchemy.exc import DataError, IntegrityError, OperationalError

from workflow.models import instance, open_engine
from workflow.models.committed import HeardConnection
from workflow.models.prepared import Prepared

KEEP = Prepared(insert(instance))
DROP = Prepared(delete(instance).where(instance.c.key == bindparam("gone")))
ONE = Prepared(select(instance.c.value).where(instance.c.key == bindparam("one")))
COUNT = select(func.count()).select_from(instance)


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    found = open_engine(url)
    instance.create(found)
    yield found
    found.dispose()


def row(key: str, value: str = "x") -> dict[str, str]:
    return {"key": key, "value": value}


def test_what_is_written_ahead_is_there_for_the_next_question_and_after_the_commit(engine: Engine) -> None:
    with engine.begin() as db:
        KEEP.later(db, row("a"), row("b"))
        DROP.later(db, {"gone": "a"})
        first = ONE.ask(db, one="a")
        KEEP.later(db, row("a", "again"))
        second = ONE.ask(db, one="a")
        assert (first.rows(), second.rows()) == ([], [("again",)])
        KEEP.later(db, row("c"))
        assert db.scalar(COUNT) == 3  # of Core, which knows nothing of it
        KEEP.later(db, row("d"))
    with engine.connect() as db:
        assert db.scalar(COUNT) == 4


def test_an_answer_says_how_many_rows_were_concerned(engine: Engine) -> None:
    with engine.begin() as db:
        KEEP.later(db, row("a"))
        gone, nothing = DROP.ask(db, gone="a"), DROP.ask(db, gone="z")
        assert (gone.count(), nothing.count()) == (1, 0)


@pytest.mark.parametrize("next", ["question", "core", "commit"])
def test_what_goes_wrong_ahead_is_raised_at_last_by_the_commit_and_nothing_is_written(
    engine: Engine, next: str
) -> None:
    with pytest.raises(IntegrityError), engine.begin() as db:
        KEEP.later(db, row("a"))
        KEEP.later(db, row("a"))
        if next == "question":
            ONE.rows(db, one="a")
        elif next == "core":
            db.scalar(COUNT)
    with engine.connect() as db:
        assert db.scalar(COUNT) == 0


def test_whoever_gives_up_undoes_what_was_sent_ahead(engine: Engine) -> None:
    with engine.connect() as db:
        db.begin()
        KEEP.later(db, row("a"))
        db.rollback()
        assert db.scalar(COUNT) == 0
        KEEP.later(db, row("b"))
    with engine.connect() as db:  # left without a commit
        assert db.scalar(COUNT) == 0


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_the_error_is_the_one_that_came_first(engine: Engine) -> None:
    bad = Prepared(text("SELECT 1 / (length(:told) - 1)"))
    with pytest.raises(DataError), engine.begin() as db:
        answers = [bad.ask(db, told="a"), ONE.ask(db, one="a")]
        KEEP.later(db, row("a"))
        for one in answers:
            one.rows()


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_connection_that_the_server_ended_is_made_anew_before_it_is_given_out(engine: Engine) -> None:
    with engine.connect() as db:
        ended = db.scalar(text("SELECT pg_backend_pid()"))
    other = open_engine(engine.url.render_as_string(hide_password=False))
    with other.connect() as db:
        db.execute(text("SELECT pg_terminate_backend(:ended, 5000)"), {"ended": ended})
    other.dispose()
    with engine.connect() as db:
        assert db.scalar(text("SELECT pg_backend_pid()")) != ended


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_connection_lost_meanwhile_is_not_used_again_and_leaves_no_word(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(OperationalError), engine.begin() as db:
        KEEP.later(db, row("a"))
        told = db.connection.dbapi_connection
        assert isinstance(told, HeardConnection)
        told.pgconn.finish()
        ONE.rows(db, one="a")
    with engine.connect() as db:
        assert db.scalar(COUNT) == 0
    del told
    gc.collect()
    assert not [one for one in caplog.records if one.name == "psycopg"]
