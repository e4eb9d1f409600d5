"""The log over a few rows written by hand: places, nodes, epochs."""

from types import SimpleNamespace
from typing import Any

import pytest
from log_by_hand import SHA, SM3, placed, tree, wait
from sqlalchemy import Connection, Select, event, insert, select

from workflow.errors import NotFound
from workflow.ledger import log as logs
from workflow.ledger.checkpoint import Checkpoint
from workflow.ledger.log import Log, Stored, end, frontier
from workflow.models import instance, leaves, nodes, unplaced


def test_those_that_wait_get_their_places_in_the_order_of_their_times_and_journals(db: Connection) -> None:
    wait(db, "a1", at="3")
    wait(db, "a2", "c1", "b1", at="2")
    assert Log("o").place(db) == 4
    assert placed(db) == ["b1", "c1", "a1", "a2"]
    assert db.scalars(select(unplaced.c.entry)).all() == []
    assert db.execute(select(leaves.c.hash).where(leaves.c.entry == "a1")).scalar() == SHA.leaf(b"a1")


@pytest.mark.parametrize(("count", "part"), [(1, 2), (2, 2), (3, 2), (4, 2), (5, 2), (5, 1000)])
def test_many_are_placed_in_parts_and_all_are_counted(
    db: Connection, monkeypatch: pytest.MonkeyPatch, count: int, part: int
) -> None:
    monkeypatch.setattr(logs, "PART", part)
    ids = [f"a{number}" for number in range(1, count + 1)]
    wait(db, *ids)
    assert Log("o").place(db) == count and placed(db) == ids
    assert Log("o").place(db) == 0 == Log("o").place_alone(db)
    assert Log("o").head(db) == Checkpoint("o/xuanren/1", count, tree(*ids).root())


def test_who_placed_last_goes_on_without_reading_the_edge(
    db: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = Log("o")
    ids = [f"a{number}" for number in range(1, 9)]
    wait(db, ids[0])
    assert log.place_alone(db) == 1
    with monkeypatch.context() as patch:
        patch.setattr(logs, "frontier", None)
        patch.setattr(logs, "_WAITING", None)  # where one waits there is no order to find out
        for number, one in enumerate(ids[1:], 2):
            wait(db, one)
            assert log.place(db) == 1
            left = log.edges[1].trimmed()
            assert len(left.known) == number.bit_count() and (left.placed, left.complete) == ([], [])
            assert len(log.edges[1].placed) == 1  # what was placed before is not held on to
    assert log.head(db).root == tree(*ids).root()
    assert dict(db.execute(select(nodes.c.level, nodes.c.hash).where(nodes.c.place == 0)).all()) == {
        level: tree(*ids).node(level, 0) for level in (1, 2, 3)}  # fmt: skip


def test_who_did_not_place_last_reads_the_edge(db: Connection) -> None:
    mine, other = Log("o"), Log("o")
    for log, one in ((mine, "a1"), (other, "a2"), (mine, "a3"), (other, "a4"), (mine, "a5")):
        wait(db, one)
        assert log.place(db) == 1
    assert mine.head(db) == Checkpoint("o/xuanren/1", 5, tree("a1", "a2", "a3", "a4", "a5").root())


def test_what_was_rolled_back_is_not_gone_on_from(db: Connection) -> None:
    mine = Log("o")
    wait(db, "a1")
    mine.place(db)
    with db.begin_nested() as lost:
        wait(db, "b1")
        mine.place(db)
        lost.rollback()
    wait(db, "c1")
    Log("o").place(db)  # as many as before, but others
    wait(db, "c2")
    assert mine.place(db) == 1
    assert mine.head(db).root == tree("a1", "c1", "c2").root()


def test_the_end_of_the_log_is_that_of_its_latest_epoch(db: Connection) -> None:
    assert end(db) == (1, 0) and Log("o").head(db) == Checkpoint("o/xuanren/1", 0, SHA.empty)
    for epoch, position in ((1, 0), (1, 1), (1, 2), (2, 0), (2, 1)):
        told = {"epoch": epoch, "position": position, "entry": f"{position}", "hash": bytes([position]) * 32}
        db.execute(insert(leaves).values(told))
    assert end(db) == (2, 2)
    assert frontier(db, 1, 3) == {(0, 2): b"\x02" * 32}  # the node above the first two is not there
    db.execute(insert(nodes).values(epoch=1, level=1, place=0, hash=b"n" * 32))
    db.execute(insert(nodes).values(epoch=2, level=1, place=0, hash=b"m" * 32))
    assert frontier(db, 1, 3) == {(0, 2): b"\x02" * 32, (1, 0): b"n" * 32}
    assert frontier(db, 2, 2) == {(1, 0): b"m" * 32} and frontier(db, 2, 0) == {}
    assert Log("o").head(db) == Checkpoint("o/xuanren/2", 2, b"m" * 32)
    wait(db, "a1")
    assert Log("o").place(db) == 1 and placed(db, 2) == ["0", "1", "a1"]


def test_leaves_and_nodes_are_asked_for_where_there_are_any(db: Connection) -> None:
    wait(db, "a1", "a2", "a3")
    Log("o").place(db)
    heard: list[str] = []
    event.listen(db, "before_cursor_execute", lambda *told: heard.append(told[2]))
    for size, asked in ((0, 0), (1, 1), (2, 1), (3, 2)):
        heard.clear()
        assert len(frontier(db, 1, size)) == size.bit_count() and len(heard) == asked


def test_a_node_is_found_once_and_one_that_is_missing_is_named(db: Connection) -> None:
    wait(db, "a1", "a2", "a3")
    Log("o").place(db)
    stored = Stored(db, 1)
    assert stored.node(0, 2) == SHA.leaf(b"a3") and stored.node(1, 0) == tree("a1", "a2").root()
    db.execute(nodes.delete())
    db.execute(leaves.delete())
    assert stored.node(0, 2) == SHA.leaf(b"a3") and stored.node(1, 0) == tree("a1", "a2").root()
    for level, place in ((0, 0), (1, 0)):
        with pytest.raises(NotFound, match=f"^存证树缺少第{level}层第{place}个结点$"):
            Stored(db, 1).node(level, place)


def test_an_epoch_has_the_hash_it_was_opened_with(db: Connection) -> None:
    db.execute(insert(instance).values(key="hash/2", value="sm3"))
    log = Log("o")
    assert (log.hash(db, 1), log.hash(db, 2), log.hash(db, 3)) == (SHA, SM3, SHA)
    db.execute(instance.delete())
    assert log.hash(db, 2) == SM3  # it is asked for once


@pytest.mark.parametrize("part", [1, 2, 3, 1000])
def test_a_new_epoch_begins_with_its_statement_and_has_all_old_entries(
    db: Connection, monkeypatch: pytest.MonkeyPatch, part: int
) -> None:
    monkeypatch.setattr(logs, "PART", part)
    db.execute(insert(instance).values(key="hash/2", value="sm3"))
    old = ("c1", "a1", "b1", "a2", "b2")
    log = Log("o")
    for one in old:
        wait(db, one)
        log.place(db)
    wait(db, "e1", "x1")
    log.reanchor(db, 2, "e1")
    assert placed(db, 2) == ["e1", *old] and placed(db) == list(old)
    assert db.scalars(select(unplaced.c.entry)).all() == ["x1"]
    assert log.head(db) == Checkpoint("o/xuanren/2", 6, tree("e1", *old, hash=SM3).root())
    assert log.place(db) == 1
    assert log.head(db).root == tree("e1", *old, "x1", hash=SM3).root()
    log.require_of_entries(db, None, log.head(db))


@pytest.mark.parametrize("free", [True, False])
def test_where_several_could_place_one_has_the_lock_and_does_not_stand_still(
    monkeypatch: pytest.MonkeyPatch, free: bool
) -> None:
    heard: list[str] = []

    def answer(statement: Select[Any]) -> bool:
        heard.append(str(statement.compile(compile_kwargs={"literal_binds": True})))
        return free

    connection: Any = SimpleNamespace(dialect=SimpleNamespace(name="postgresql"), scalar=answer, execute=answer)
    monkeypatch.setattr(Log, "place", lambda self, db: 7 if db is connection else 0)
    assert Log("o").place_alone(connection) == (7 if free else 0)
    lock, still = (*heard, "")[:2]
    assert "pg_try_advisory_xact_lock(7106407) AS" in lock
    assert ("set_config('idle_in_transaction_session_timeout', '60000', true) AS" in still) is free
