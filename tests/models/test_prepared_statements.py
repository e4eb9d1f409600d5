"""Statements put into words once answer, fail and are heard of as any other."""

import pytest
from sqlalchemy import Engine, bindparam, event, insert, select
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from workflow.models import attachments, instance, open_engine
from workflow.models.prepared import OneOf, Prepared

KEEP = Prepared(insert(instance))
FIND = Prepared(
    select(instance.c.key, instance.c.value)
    .where(OneOf(instance.c.key, "keys")).order_by(instance.c.key)
)  # fmt: skip
ONE = Prepared(select(instance.c.value).where(instance.c.key == bindparam("key")).limit(1))


def database(url: str) -> Engine:
    """A database with that one table, and none of its laws."""
    engine = open_engine(url)
    instance.create(engine)
    return engine


def rows(*keys: str) -> list[dict[str, str]]:
    return [{"key": one, "value": f"“{one}”"} for one in keys]


def test_one_or_many_are_written_and_found_by_a_list_of_any_length(url: str) -> None:
    with database(url).begin() as db:
        assert KEEP.write(db, *rows("甲")) == 1
        KEEP.write(db, *rows("a", "b'c", 'd"e'))
        assert FIND.rows(db, keys=["甲", 'd"e', "z"]) == [('d"e', '“d"e”'), ("甲", "“甲”")]
        assert FIND.rows(db, keys=[]) == []
        assert ONE.row(db, key="a") == ("“a”",)
        assert ONE.row(db, key="z") is None


def test_a_row_that_is_there_already_is_an_error_of_sqlalchemy(url: str) -> None:
    with pytest.raises(IntegrityError), database(url).begin() as db:
        KEEP.write(db, *rows("a"))
        KEEP.write(db, *rows("a"))


def test_without_its_table_it_fails_as_any_statement(url: str) -> None:
    missing = Prepared(select(attachments.c.size))
    with pytest.raises((OperationalError, ProgrammingError)), open_engine(url).begin() as db:
        missing.rows(db)


def test_who_listens_for_statements_hears_of_it(url: str) -> None:
    engine = database(url)
    heard: list[tuple[str, bool]] = []
    event.listen(
        engine, "before_cursor_execute", lambda *told: heard.append((told[2][:6], told[5]))
    )
    with engine.begin() as db:
        KEEP.write(db, *rows("a", "b"))
        ONE.row(db, key="a")
    assert [one for one in heard if one[0] in ("INSERT", "SELECT")] == [
        ("INSERT", True), ("SELECT", False)
    ]  # fmt: skip
