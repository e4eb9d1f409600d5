"""A schema goes up and comes back with everything in it; laws and record are as before."""

import pytest
from schemas import laws_in, schema_of
from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import DBAPIError

from workflow import migrations
from workflow.errors import NotFound, WrongSchema
from workflow.house import create_house, open_house
from workflow.journal import House
from workflow.migrations.roles import is_too_mighty
from workflow.models import metadata, open_engine, requests
from workflow.queries.verify import verify


def rows(db: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Everything that the tables of the models hold."""
    return {
        name: sorted((tuple(row) for row in db.execute(select(table))), key=repr)
        for name, table in metadata.tables.items()
    }


def test_up_and_down_again_everything_is_as_before(house: House, later: None) -> None:
    with house.engine.connect() as db:
        before, laws = rows(db), laws_in(schema_of(db))
    assert before["entries"] and before["requests"]
    with house.engine.begin() as db:
        migrations.upgrade(db)
        migrations.require_present(db)
        assert rows(db) == before and laws_in(schema_of(db)) == laws
        noted = db.execute(text("SELECT noted, title FROM requests")).all()
        assert noted and all(row.noted == row.title for row in noted)
        count = db.scalar(text("SELECT count(*) FROM remarks"))
        assert count == len(before["entries"])
    with house.engine.begin() as db:
        migrations.downgrade(db, "001")
        assert rows(db) == before and laws_in(schema_of(db)) == laws
        assert "noted" not in list(db.execute(text("SELECT * FROM requests")).keys())
    with house.reading() as desk:
        assert verify(desk).broken == ()
    with pytest.raises(DBAPIError), house.engine.begin() as db:
        db.execute(text("UPDATE entries SET kind = 'x'"))


def test_an_older_schema_is_refused_and_told_what_to_do(
    house: House, later: None, request: pytest.FixtureRequest
) -> None:
    url = house.engine.url.render_as_string(False)
    told = {"attachments": house.attachments, "calendar": house.calendar}
    with pytest.raises(WrongSchema, match=r"第 001 版，本程序需要第 002 版.*备份.*cadre upgrade"):
        open_house(url, **told)
    with pytest.raises(WrongSchema, match="cadre upgrade"):
        create_house(url, **told, origin="x", province="42")
    with house.engine.begin() as db:
        migrations.upgrade(db)
    open_house(url, **told).engine.dispose()
    request.getfixturevalue("monkeypatch").undo()
    with pytest.raises(WrongSchema, match=r"第 002 版，比本程序的第 001 版新"):
        open_house(url, **told)


def test_a_schema_without_a_revision_is_refused(house: House) -> None:
    with house.engine.begin() as db:
        db.execute(text("DROP TABLE alembic_version"))
        with pytest.raises(WrongSchema, match="没有结构版本"):
            migrations.require_present(db)
        with pytest.raises(WrongSchema, match="不认得"):
            migrations.upgrade(db)


def test_nothing_recorded_is_deleted_by_going_back(house: House) -> None:
    with house.engine.connect() as db:
        before = rows(db)
    for to in ("base", "000", "-1"):
        with pytest.raises(WrongSchema, match=r"没有第 .* 版"), house.engine.begin() as db:
            migrations.downgrade(db, to)
    with house.engine.connect() as db:
        assert rows(db) == before


def test_a_step_in_the_wrong_direction_is_refused(house: House, later: None) -> None:
    with house.engine.begin() as db:
        with pytest.raises(WrongSchema, match="cadre upgrade"):
            migrations.downgrade(db, "002")
        migrations.upgrade(db)
        with pytest.raises(WrongSchema, match="cadre downgrade"):
            migrations.upgrade(db, "001")
        migrations.downgrade(db, "002")  # where it already is: nothing to do
        assert migrations.revision(db) == "002"


def test_where_there_is_no_instance_there_is_no_revision(db: Connection) -> None:
    with pytest.raises(NotFound, match="cadre init"):
        migrations.revision(db)
    migrations.upgrade(db)
    assert db.execute(select(requests)).all() == []
    assert is_too_mighty(db) == (db.dialect.name == "postgresql")


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_database_without_unicode_is_refused(engine: Engine) -> None:
    name = f"{engine.url.database}_ascii"
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
        db.execute(
            text(f"CREATE DATABASE {name} ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
        )
        other = open_engine(engine.url.set(database=name).render_as_string(False))
        with (
            pytest.raises(WrongSchema, match="SQL_ASCII，须以 ENCODING 'UTF8'"),
            other.begin() as there,
        ):
            migrations.upgrade(there)
        other.dispose()
        db.execute(text(f"DROP DATABASE {name}"))
