"""The log over a few rows written by hand: places, epochs, what is signed, what is kept, what was refused."""

from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Connection, Select, create_engine, event, insert, select, update

from workflow.canonical import canonical, commitment
from workflow.errors import JournalBroken, NotFound
from workflow.ledger import log as logs
from workflow.ledger.checkpoint import Checkpoint
from workflow.ledger.hashing import Hash
from workflow.ledger.heads import heads_at
from workflow.ledger.kept import last_receipt, latest
from workflow.ledger.log import Log, Stored, end, frontier
from workflow.ledger.note import Note, Signature
from workflow.ledger.refused import committed, in_order, mark_of
from workflow.ledger.tree import Kept
from workflow.models import (
    checkpoints,
    entries,
    instance,
    leaves,
    nodes,
    receipts,
    refused_attempts,
    unplaced,
)

TABLES = (entries, leaves, nodes, unplaced, instance, checkpoints, receipts, refused_attempts)
SHA, SM3 = Hash("sha256"), Hash("sm3")
NOT_SIGNED = "存证树与纪实条目不符，不予签署：请先校验（cadre journal verify）"


@pytest.fixture
def db() -> Iterator[Connection]:
    """The tables without their laws, so that everything can be false."""
    engine = create_engine("sqlite://")
    with engine.begin() as db:
        db.exec_driver_sql("PRAGMA reverse_unordered_selects = ON")  # no order but the one asked for
        for table in TABLES:
            table.create(db)
        yield db
    engine.dispose()


def wait(db: Connection, *ids: str, at: str = "1") -> None:
    """Entries that wait for their place; `a7` is the seventh of journal a."""
    for one in ids:
        usual = {column.name: 0 if column.name == "case_year" else "" for column in entries.columns}
        db.execute(insert(entries).values(
            {**usual, "id": one, "subject": one[0], "seq": int(one[1:]), "at": at, "digest": f"of {one}",
             "body": one.encode()}))  # fmt: skip
        db.execute(insert(unplaced).values(entry=one))


def placed(db: Connection, epoch: int = 1) -> list[str]:
    told = select(leaves.c.entry).where(leaves.c.epoch == epoch).order_by(leaves.c.position)
    return list(db.scalars(told))


def tree(*ids: str, hash: Hash = SHA) -> Kept:
    kept = Kept(hash)
    for one in ids:
        kept.append(hash.leaf(one.encode()))
    return kept


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


@pytest.fixture
def grown(db: Connection) -> Connection:
    """Seven entries in their places."""
    wait(db, "a1", "a2", "a3", "a4", "a5", "a6", "a7")
    assert Log("o").place(db) == 7
    return db


def head_at(size: int, origin: str = "o/xuanren/1") -> Checkpoint:
    return Checkpoint(origin, size, tree(*(f"a{number}" for number in range(1, size + 1))).root())


@pytest.mark.parametrize("since", [None, 0, 1, 3, 4, 6, 7])
def test_what_grew_from_what_was_signed_last_is_signed(grown: Connection, since: int | None) -> None:
    told = None if since is None else head_at(since)
    Log("o").require_of_entries(grown, told, head_at(7))
    if since != 7:
        Log("o").require_of_entries(grown, told, head_at(6))
    # What was signed of another epoch says nothing of this one.
    Log("o").require_of_entries(grown, Checkpoint("o/xuanren/0", 3, bytes(32)), head_at(7))


def test_what_was_signed_before_is_not_read_again(grown: Connection) -> None:
    grown.execute(update(entries).where(entries.c.id == "a1").values(body=b"other"))
    Log("o").require_of_entries(grown, head_at(4), head_at(7))
    with pytest.raises(JournalBroken):
        Log("o").require_of_entries(grown, None, head_at(7))


def refuse(db: Connection, since: Checkpoint | None, head: Checkpoint) -> None:
    with pytest.raises(JournalBroken) as told:
        Log("o").require_of_entries(db, since, head)
    assert told.value.message == NOT_SIGNED


def test_what_did_not_grow_from_it_is_not_signed(grown: Connection) -> None:
    refuse(grown, Checkpoint("o/xuanren/1", 3, bytes(32)), head_at(7))
    refuse(grown, None, Checkpoint("o/xuanren/1", 7, bytes(32)))
    refuse(grown, None, Checkpoint("o/xuanren/1", 6, head_at(7).root))
    refuse(grown, head_at(4), Checkpoint("o/xuanren/1", 8, head_at(7).root))
    with grown.begin_nested() as kept:
        grown.execute(update(entries).where(entries.c.id == "a7").values(body=b"other"))
        refuse(grown, head_at(6), head_at(7))
        kept.rollback()
    with grown.begin_nested() as kept:
        grown.execute(leaves.delete().where(leaves.c.position == 6))
        refuse(grown, head_at(4), head_at(7))
        kept.rollback()
    grown.execute(nodes.delete().where(nodes.c.level == 1))
    for size in (3, 6):  # an edge of two, of which one is missing
        refuse(grown, head_at(size), head_at(7))


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


def test_the_heads_of_a_day_are_those_of_the_first_leaves_of_an_epoch(db: Connection) -> None:
    log = Log("o")
    for one in ("a1", "b1", "a2", "a3"):
        wait(db, one)
        log.place(db)
    assert heads_at(db, SHA, 1, 3).last == {"a": (2, "of a2"), "b": (1, "of b1")}
    assert heads_at(db, SHA, 1, 4).last["a"] == (3, "of a3")
    assert heads_at(db, SHA, 2, 4).last == {}
    assert heads_at(db, SM3, 1, 4).tree().hash == SM3


def note(text: str) -> str:
    return str(Note(f"{text}\n", (Signature("k", b"abcd", b"e"),)))


def test_the_latest_head_and_receipt_are_those_of_the_latest_epoch(db: Connection) -> None:
    assert latest(db) is None and last_receipt(db, "w1") is None
    for epoch, size in ((1, 9), (2, 3), (2, 5), (1, 20)):
        db.execute(insert(checkpoints).values(epoch=epoch, size=size, at="", note=note(f"{epoch} {size}")))
    found = latest(db)
    assert found is not None and found.text == "2 5\n"
    told = [(1, 20, "w1", "9"), (2, 3, "w1", "8"), (2, 5, "w1", "1"), (2, 5, "w1", "3"), (2, 5, "w1", "2"),
            (3, 9, "w2", "5")]  # fmt: skip
    for number, (epoch, size, witness, at) in enumerate(told):
        row = {"id": str(number), "epoch": epoch, "size": size, "witness": witness, "at": at}
        db.execute(insert(receipts).values(**row, note=note(f"{epoch} {size} {at}")))
    found = last_receipt(db, "w1")
    assert found is not None and found.text == "2 5 3\n"
    assert last_receipt(db, "w3") is None


AT = datetime(2026, 3, 2, 1, 0, 0, 500, tzinfo=UTC)


def attempt(db: Connection, id: str, at: str) -> bytes:
    """A refused attempt; gives its leaf."""
    told = {"id": id, "at": at, "account": "a", "duty": "d", "command": "c", "subject": "s", "what": "w",
            "mark": "m"}  # fmt: skip
    db.execute(insert(refused_attempts).values(**told, message="甲", reasons="[]", salt="00"))
    return SHA.leaf(canonical([*told.values()]))


def test_a_day_commits_to_what_was_refused_up_to_an_hour_ago(db: Connection) -> None:
    attempt(db, "5", "2026-03-01T23:59:59+00:00")
    second = attempt(db, "2", "2026-03-02T00:00:00.900000+00:00")
    first = attempt(db, "1", "2026-03-02T00:00:00+00:00")  # of one second: by their ids
    last = attempt(db, "0", "2026-03-02T00:59:59.999999+00:00")
    attempt(db, "4", "2026-03-02T01:00:00+00:00")
    whole = Kept(SHA)
    for one in (first, second, last):
        whole.append(one)
    at = AT.replace(hour=2)
    found = committed(db, SHA, "2026-03-02T00:00:00", at)
    assert found.plain() == {"until": "2026-03-02T01:00:00", "count": 3, "root": whole.root().hex()}
    # A clock that went back takes nothing in twice.
    back = committed(db, SHA, "2026-03-02T01:00:00", AT)
    assert (back.until, back.count, back.root) == ("2026-03-02T01:00:00", 0, SHA.empty.hex())


def test_an_attempt_is_read_with_its_words_and_their_salt(db: Connection) -> None:
    attempt(db, "1", "2026-03-02T00:00:00+00:00")
    (row,) = db.execute(in_order())
    assert (row.id, row.mark, row.salt, row.message, row.reasons) == ("1", "m", "00", "甲", "[]")


def test_the_words_of_an_attempt_are_committed_to_with_its_salt() -> None:
    assert mark_of(bytes(range(32)), "甲", "[]") == commitment(bytes(range(32)), ["甲", "[]"])
