"""An instance is carried to another database whole, or not at all; the source is as it was."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from linear import AT, OFFICE, linear_edition, linear_house
from program_role import roles_on
from sqlalchemy import Connection, Engine, delete, insert, inspect, select, text

from workflow import attachments
from workflow.commands.cases import move
from workflow.commands.checkpoints import place_waiting
from workflow.errors import BadInput, CaseMoved, JournalBroken
from workflow.journal import House, Order
from workflow.ledger.log import Log
from workflow.migrations.roles import OWNER, PROGRAM
from workflow.models import instance, metadata, open_engine, unplaced
from workflow.queries.verify import verify
from workflow.upkeep import relocation
from workflow.upkeep.relocation import relocate

NOTHING = lambda *_: None  # noqa: E731
on_files = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """Two cases on a line, one file, all entries in the tree but those of the last move."""
    house = linear_house(url, tmp_path / "here", linear_edition(3), 2)[0]
    moved(house, "case0", "m0")
    place_waiting(house)
    moved(house, "case1", "m0")
    attachments.put(house.attachments, "任免审批表".encode(), "表.pdf")
    with house.engine.begin() as db:
        db.execute(insert(instance), [{"key": OWNER, "value": "o"}, {"key": PROGRAM, "value": "p"}])
    return house


@pytest.fixture
def target(house: House, file: Engine, request: pytest.FixtureRequest) -> Engine:
    """An empty database of the other kind."""
    if house.engine.dialect.name == "postgresql":
        return file
    return open_engine(request.getfixturevalue("empty_postgres"))


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Engine]:
    """An empty database on SQLite."""
    engine = open_engine(f"sqlite:///{tmp_path / 'there.db'}")
    yield engine
    engine.dispose()


def moved(house: House, case: str, name: str) -> None:
    with house.desk() as desk:
        move(desk, Order(f"{case}-{name}", OFFICE, AT), case, name, {})


def rows(db: Connection) -> dict[str, list[str]]:
    """Everything in every table, but the roles, which are of one server."""
    told = {
        name: sorted(repr(tuple(row)) for row in db.execute(select(table)))
        for name, table in metadata.tables.items()
    }
    return {**told, "instance": [one for one in told["instance"] if "role/" not in one]}


def at_home(house: House, engine: Engine, folder: Path) -> House:
    """The house as it stands in the target."""
    place = Log(house.origin).place if engine.dialect.name == "sqlite" else None
    return replace(house, engine=engine, attachments=folder, place=place)


def test_everything_arrives_and_the_work_goes_on_there(
    house: House, target: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relocation, "PART", 7)
    with house.engine.connect() as db:
        before = rows(db)
    said: list[tuple[str, int, int]] = []
    arrived = relocate(house, target, tmp_path / "files", lambda *one: said.append(one))
    with house.engine.connect() as here, target.connect() as there:
        assert rows(here) == before == rows(there)
        assert arrived.head == Log(house.origin).head(there) == Log(house.origin).head(here)
        assert "role/" not in repr(there.execute(select(instance)).all())
    assert arrived.rows == sum(map(len, before.values()))
    assert (arrived.entries, arrived.files) == (len(before["entries"]), 1)
    assert [done for _, done, _ in said] == sorted({done for _, done, _ in said})
    assert {of for _, _, of in said} == {said[-1][1]} and len(said) > len(before["entries"]) // 7
    there_too = at_home(house, target, tmp_path / "files")
    assert attachments.find(there_too.attachments, hashlib_of("任免审批表")).is_file()
    moved(there_too, "case0", "m1")
    place_waiting(there_too)
    with there_too.reading() as desk:
        assert verify(desk).broken == ()


def hashlib_of(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def test_a_move_that_breaks_off_leaves_the_target_empty(
    house: House, target: Engine, tmp_path: Path
) -> None:
    with house.engine.connect() as db:
        before = rows(db)

    def cut(table: str, done: int, of: int) -> None:
        if table == "leaves":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        relocate(house, target, tmp_path / "files", cut)
    with target.connect() as db:
        assert inspect(db).get_table_names() == []
    with house.engine.connect() as db:
        assert rows(db) == before
    relocate(house, target, tmp_path / "files", NOTHING)  # and is no hindrance


@on_files
def test_a_database_that_holds_anything_is_no_target(
    house: House, file: Engine, tmp_path: Path
) -> None:
    with file.begin() as db:
        db.execute(text("CREATE TABLE other (id TEXT)"))
    for engine in (file, house.engine):
        with pytest.raises(BadInput, match="目标不是空库"):
            relocate(house, engine, tmp_path / "files", NOTHING)
    assert not (tmp_path / "files").exists()


@on_files
def test_what_was_tampered_with_does_not_move(house: House, file: Engine, tmp_path: Path) -> None:
    with house.engine.begin() as db:
        db.execute(text("DROP TRIGGER editions_refuse_update"))
        db.execute(text("UPDATE editions SET text = CAST('x' AS BLOB)"))
    with pytest.raises(JournalBroken, match=r"没有迁库\n.*流程版本"):
        relocate(house, file, tmp_path / "files", NOTHING)
    with file.connect() as db:
        assert inspect(db).get_table_names() == []


@on_files
def test_an_attachment_that_was_changed_does_not_move(
    house: House, file: Engine, tmp_path: Path
) -> None:
    attachments.find(house.attachments, hashlib_of("任免审批表")).write_bytes(b"x")
    with pytest.raises(JournalBroken, match="与其摘要不符"):
        relocate(house, file, tmp_path / "files", NOTHING)
    assert relocate(house, file, house.attachments, NOTHING).files == 1  # nothing to carry


@on_files
@pytest.mark.parametrize("act", ["UPDATE requests SET title = 'x'", "DELETE FROM requests"])
def test_what_arrives_otherwise_is_seen(
    house: House, file: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    def spoilt(here: Connection, there: Connection) -> None:
        there.execute(text(act))

    monkeypatch.setattr(relocation, "_still_waiting", spoilt)
    with pytest.raises(JournalBroken, match="与来源不同"):
        relocate(house, file, tmp_path / "files", NOTHING)


@on_files
def test_who_works_at_the_source_meanwhile_is_noticed(
    house: House, file: Engine, tmp_path: Path
) -> None:
    def work(table: str, done: int, of: int) -> None:
        if done == of:
            moved(house, "case0", "m1")

    with pytest.raises(CaseMoved, match="请停止网站"):
        relocate(house, file, tmp_path / "files", work)
    with file.connect() as db:
        assert inspect(db).get_table_names() == []


@on_files
def test_an_entry_without_a_place_is_not_mended_on_the_way(
    house: House, file: Engine, tmp_path: Path
) -> None:
    moved(replace(house, place=None), "case0", "m1")
    with house.engine.begin() as db:
        db.execute(delete(unplaced))
    with pytest.raises(JournalBroken, match="未列入存证"):
        relocate(house, file, tmp_path / "files", NOTHING)


@on_files
def test_another_tree_would_be_noticed(
    house: House, file: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heads = iter((Log("a"), Log("b")))
    monkeypatch.setattr(relocation, "Log", lambda origin: next(heads))
    with pytest.raises(JournalBroken, match="存证树与来源不同"):
        relocate(house, file, tmp_path / "files", NOTHING)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_under_the_role_of_the_program_nothing_stays_behind(
    url: str, file: Engine, tmp_path: Path
) -> None:
    """Row security hides nothing from whoever carries the house away."""
    house = linear_house(url, tmp_path / "here", linear_edition(1), 1)[0]
    with house.engine.connect() as db:
        before = rows(db)
    with roles_on(house.engine) as roles:
        relocate(replace(house, engine=roles.engine), file, tmp_path / "files", NOTHING)
    with file.connect() as db:
        assert rows(db) == before
