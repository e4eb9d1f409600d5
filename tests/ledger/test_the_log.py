"""Every entry has one leaf, in order; the stored tree is the tree of the entries' bytes."""

from pathlib import Path

import pytest
from lawless import disarm
from linear import AT, OFFICE, linear_edition, linear_house
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError

from workflow.commands.cases import move
from workflow.errors import NotFound
from workflow.journal import House, Order
from workflow.ledger import log as logs
from workflow.ledger.hashing import hash_named
from workflow.ledger.log import Log, Stored, end
from workflow.ledger.tree import Kept, consistency, extends, includes, inclusion
from workflow.models import entries, instance, leaves, unplaced

LOG = "origin-of-tests"


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """Two cases on a line of three moves."""
    return linear_house(url, tmp_path, linear_edition(3), 2)[0]


def moved(house: House, case: str, name: str) -> None:
    with house.desk() as desk:
        move(desk, Order(f"{case}-{name}", OFFICE, AT), case, name, {})


def placed(house: House, log: Log) -> None:
    """What the sequencer does on PostgreSQL; on SQLite there is nothing left to do."""
    with house.engine.begin() as db:
        assert (log.place_alone(db) == 0) == (house.place is not None)


def tree(house: House, name: str = "sha256") -> Kept:
    """The tree of the entries in the order of their leaves, computed anew."""
    kept = Kept(hash_named(name))
    with house.engine.connect() as db:
        told = select(entries.c.body).join(leaves, leaves.c.entry == entries.c.id)
        for body in db.scalars(told.order_by(leaves.c.position)):
            kept.append(kept.hash.leaf(body))
    return kept


def test_every_entry_gets_its_leaf_and_the_head_is_that_of_the_entries(house: House) -> None:
    log = Log(house.origin)
    for name in ("m0", "m1", "m2"):
        for case in ("case0", "case1"):
            moved(house, case, name)
            if house.place is not None or name == "m1":
                placed(house, log)
    placed(house, log)
    with house.engine.connect() as db:
        assert db.scalars(select(unplaced.c.entry)).all() == []
        count = db.scalar(text("SELECT count(*) FROM entries"))
        head = log.head(db)
        epoch, size = end(db)
        assert (head.origin, head.size) == (f"{house.origin}/xuanren/1", count)
        assert (epoch, size) == (1, count)
        kept = tree(house)
        assert head.root == kept.root()
        hash, stored = kept.hash, Stored(db, 1)
        for index in range(size):
            proof = inclusion(hash, stored, index, size)
            assert includes(hash, kept.node(0, index), index, size, proof, head.root)
        first = Kept(hash)
        for index in range(1, size):
            first.append(kept.node(0, index - 1))
            proof = consistency(hash, stored, index, size)
            assert extends(hash, index, size, proof, first.root(), head.root)
        with pytest.raises(NotFound, match="缺少第1层第99个"):
            stored.node(1, 99)


def test_an_empty_log_has_the_head_of_the_empty_tree(url: str, tmp_path: Path) -> None:
    house = linear_house(url, tmp_path, linear_edition(1), 0)[0]
    with house.engine.begin() as db:
        if house.place is None:
            assert Log("o").head(db).root == hash_named("sha256").empty
        assert Log("o").place_alone(db) >= 0


def test_entries_of_one_journal_lie_in_its_order(house: House) -> None:
    for name in ("m0", "m1", "m2"):
        moved(house, "case0", name)
    with house.engine.begin() as db:
        Log(house.origin).place_alone(db)
        told = select(entries.c.seq).join(leaves, leaves.c.entry == entries.c.id)
        ours = told.where(entries.c.subject == "case:case0").order_by(leaves.c.position)
        seqs = db.scalars(ours).all()
    assert seqs == sorted(seqs)


def test_many_are_placed_part_by_part(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    moved(house, "case0", "m0")
    with house.engine.begin() as db:
        disarm(db, "leaves", "nodes")
        for table in ("leaves", "nodes"):
            db.execute(text(f"DELETE FROM {table}"))
        db.execute(text("DELETE FROM unplaced"))
        db.execute(insert(unplaced).from_select(["entry"], select(entries.c.id)))
        monkeypatch.setattr(logs, "PART", 3)
        count = Log(house.origin).place(db)
        assert count == db.scalar(text("SELECT count(*) FROM entries"))
        assert Log(house.origin).head(db).root == tree_in(db)


def tree_in(db: object) -> bytes:
    """The root over the entries as they lie in this transaction."""
    kept = Kept(hash_named("sha256"))
    told = select(entries.c.body).join(leaves, leaves.c.entry == entries.c.id)
    for body in db.scalars(told.order_by(leaves.c.position)):  # type: ignore[attr-defined]
        kept.append(kept.hash.leaf(body))
    return kept.root()


def test_an_instance_may_use_sm3(url: str, tmp_path: Path) -> None:
    house = linear_house(url, tmp_path, linear_edition(1), 0)[0]
    with house.engine.begin() as db:
        db.execute(insert(instance).values(key="hash/1", value="sm3"))
        assert Log(house.origin).hash(db, 1).name == "sm3"


@pytest.mark.parametrize("statement", [
    "UPDATE leaves SET hash = hash", "DELETE FROM leaves", "UPDATE nodes SET place = 9",
    "DELETE FROM nodes", "INSERT INTO leaves SELECT * FROM leaves",
    "INSERT INTO nodes SELECT * FROM nodes",
])  # fmt: skip
def test_the_tree_is_not_changed_by_hand(house: House, statement: str) -> None:
    with house.engine.begin() as db:
        Log(house.origin).place_alone(db)
    with pytest.raises(DBAPIError), house.engine.begin() as db:
        db.exec_driver_sql(statement)


@pytest.mark.parametrize("statement", [
    "INSERT OR REPLACE INTO leaves SELECT epoch, position + 99, entry, hash FROM leaves",
    "INSERT OR REPLACE INTO leaves SELECT epoch, position, 'x', hash FROM leaves LIMIT 1",
    "INSERT OR REPLACE INTO nodes SELECT epoch, level, place, x'00' FROM nodes",
    "INSERT OR REPLACE INTO editions SELECT 'x', name, process, title, published_at, text FROM editions",
])  # fmt: skip
@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_nothing_is_replaced_under_its_key(house: House, statement: str) -> None:
    with pytest.raises(DBAPIError), house.engine.begin() as db:
        db.exec_driver_sql("PRAGMA recursive_triggers=OFF")
        db.exec_driver_sql(statement)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_one_places_while_the_others_go_on(house: House) -> None:
    moved(house, "case0", "m0")
    log = Log(house.origin)
    with house.engine.begin() as first:
        assert log.place_alone(first) > 0
        with house.engine.begin() as second:
            assert log.place_alone(second) == 0
