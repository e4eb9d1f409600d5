"""What is changed in the tree, or in the entries below it, is found; signed heads bind the whole."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from lawless import disarm
from linear import AT, OFFICE, linear_edition, linear_house
from sqlalchemy import insert, select, text

from workflow.commands.cases import move
from workflow.journal import House, Order
from workflow.ledger.checkpoint import Checkpoint, cosign
from workflow.ledger.keys import FileKey, make_key
from workflow.ledger.log import Log
from workflow.ledger.note import COSIGNATURE, Note, signed
from workflow.models import checkpoints, entries, leaves, receipts
from workflow.queries.verify import verify
from workflow.queries.verify_tree import Keys, waiting

LATER = datetime(2026, 11, 26, tzinfo=UTC)
WITNESS = "shenji.example/w1"


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """A case with three entries, all of them placed, without the laws of the database."""
    house = linear_house(url, tmp_path, linear_edition(3), 1)[0]
    for name in ("m0", "m1"):
        with house.desk() as desk:
            move(desk, Order(name, OFFICE, AT), "case0", name, {})
    with house.engine.begin() as db:
        Log(house.origin).place_alone(db)
        disarm(db)
    return house


@pytest.fixture
def log(house: House, tmp_path: Path) -> FileKey:
    return make_key(tmp_path / "log.key", Log(house.origin).name(1))


@pytest.fixture
def witness(tmp_path: Path) -> FileKey:
    return make_key(tmp_path / "w.key", WITNESS, COSIGNATURE)


def found(house: House, *statements: str, keys: Keys | None = None) -> list[str]:
    """What verification says of the tree after these statements were written by hand."""
    with house.engine.begin() as db:
        for statement in statements:
            db.exec_driver_sql(statement)
    with house.reading() as desk:
        return [one.what for one in verify(desk, keys).broken if "存证" in one.what or "签" in one.what]


def head(house: House) -> Checkpoint:
    with house.engine.connect() as db:
        return Log(house.origin).head(db)


def keep(house: House, note: Note, size: int, *, witnessed: bool = False) -> None:
    """Keep a signed head, or a witness's receipt of it."""
    told = {"epoch": 1, "size": size, "at": "2026-11-26", "note": str(note)}
    with house.engine.begin() as db:
        if witnessed:
            db.execute(insert(receipts).values(id=f"r{size}", witness=WITNESS, **told))
        else:
            db.execute(insert(checkpoints).values(**told))


def test_what_was_not_touched_verifies(house: House, log: FileKey, witness: FileKey) -> None:
    now = head(house)
    note = signed(now.text(), [log])
    keep(house, note, now.size)
    keep(house, cosign(note, witness, LATER), now.size, witnessed=True)
    assert found(house, keys=Keys(log.key, (witness.key,))) == []
    with house.reading() as desk:
        assert waiting(desk) == 0


@pytest.mark.parametrize(("statement", "what"), [
    ("UPDATE leaves SET hash = (SELECT hash FROM leaves WHERE position = 0) WHERE position = 2",
     "与存证位置2上的摘要不符，已被改动"),
    ("DELETE FROM leaves WHERE position = 2", "存证位置2缺失，其后是3"),
    ("DELETE FROM entries WHERE subject = 'case:case0' AND seq = 3", "上的纪实条目已不存在"),
    ("UPDATE nodes SET hash = (SELECT hash FROM leaves WHERE position = 0) WHERE level = 2 AND place = 0",
     "存证树的结点缺失或被改动"),
    ("DELETE FROM nodes WHERE level = 1 AND place = 1", "存证树的结点缺失或被改动"),
    ("INSERT INTO nodes (epoch, level, place, hash) SELECT 1, 9, 9, hash FROM leaves WHERE position = 0",
     "存证树有多余的结点"),
    ("DELETE FROM leaves WHERE position = (SELECT max(position) FROM leaves)",
     "未列入存证，也不在等待列入之列"),
])  # fmt: skip
def test_a_change_in_the_tree_is_found(house: House, statement: str, what: str) -> None:
    assert any(what in one for one in found(house, statement))


def test_two_entries_of_a_journal_that_changed_places_are_found(house: House) -> None:
    swap = "UPDATE leaves SET position = {1} WHERE position = {0}"
    told = select(leaves.c.position).join(entries, entries.c.id == leaves.c.entry)
    with house.engine.connect() as db:
        ours = told.where(entries.c.subject == "case:case0").order_by(entries.c.seq)
        first, second = db.scalars(ours).all()[:2]
    broken = found(
        house, swap.format(first, 900), swap.format(second, first), swap.format(900, second)
    )
    assert any("存证次序已被改动" in one for one in broken)


def test_an_entry_written_anew_with_its_leaf_is_found_by_the_signed_head(
    house: House, log: FileKey, witness: FileKey
) -> None:
    """Whoever holds the database can make chain and tree agree again, but not the signed root."""
    now = head(house)
    keep(house, signed(now.text(), [log]), now.size)
    keep(house, cosign(signed(now.text(), [log]), witness, LATER), now.size, witnessed=True)
    with house.engine.begin() as db:
        for table in ("leaves", "nodes"):
            db.execute(text(f"DELETE FROM {table}"))
        db.execute(text("INSERT INTO unplaced SELECT id FROM entries"))
        db.execute(text("DELETE FROM unplaced WHERE entry = (SELECT min(id) FROM entries)"))
        Log(house.origin).place(db)
        db.execute(text("DELETE FROM entries WHERE id = (SELECT min(id) FROM entries)"))
    told = found(house, keys=Keys(log.key, (witness.key,)))
    assert sum("日志被截短或恢复到旧备份" in one for one in told) == 2


def test_a_head_of_another_root_or_another_log_is_found(house: House, log: FileKey) -> None:
    now = head(house)
    wrong = Checkpoint(now.origin, now.size, bytes(32))
    keep(house, signed(wrong.text(), [log]), now.size)
    other = Checkpoint("elsewhere/1", 1, bytes(32))
    keep(house, signed(other.text(), [log]), 1)
    told = found(house)
    assert any("的根与已签署的不符" in one for one in told)
    assert "存证点不是本日志该处的存证点" in told


def test_signatures_are_asked_for_only_of_known_keys(
    house: House, log: FileKey, witness: FileKey, tmp_path: Path
) -> None:
    now = head(house)
    forger = make_key(tmp_path / "forger.key", log.key.name)
    keep(house, signed(now.text(), [forger]), now.size)
    keep(house, cosign(Note(now.text()), make_key(tmp_path / "f2.key", WITNESS, COSIGNATURE), LATER),
         now.size, witnessed=True)  # fmt: skip
    assert found(house) == []
    told = found(house, keys=Keys(log.key, (witness.key,)))
    assert told == ["没有日志密钥的有效签名", "没有日志密钥的有效签名", "没有该见证方的有效签名"]


def test_a_spoilt_note_is_a_finding_not_an_error(house: House) -> None:
    keep(house, Note("nonsense\n"), 1)
    assert found(house) == ["存证点的文书已被改动"]
