"""Heads are signed, carried to a witness and back; a database set back gets no signature."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from lawless import disarm
from linear import AT, OFFICE, linear_edition, linear_house
from sqlalchemy import text

from workflow.commands.cases import move
from workflow.commands.checkpoints import keep_receipt, parcel_for, place_waiting, sign_head
from workflow.errors import BadInput, NotFound, NotSigned
from workflow.journal import House, Order
from workflow.ledger.checkpoint import cosign, read_checkpoint
from workflow.ledger.hashing import hash_named
from workflow.ledger.holder import Holder
from workflow.ledger.kept import latest
from workflow.ledger.keys import make_key
from workflow.ledger.log import Log
from workflow.ledger.note import COSIGNATURE, Note, signed
from workflow.ledger.parcel import read_parcel
from workflow.queries.verify import verify
from workflow.queries.verify_tree import Keys

LATER, HASH = datetime(2026, 11, 26, tzinfo=UTC), hash_named("sha256")
WITNESS = "shenji.example/w1"


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """One case on a line of three moves."""
    return linear_house(url, tmp_path, linear_edition(3), 1)[0]


@pytest.fixture
def holder(house: House, tmp_path: Path) -> Holder:
    key = make_key(tmp_path / "log.key", Log(house.origin).name(1))
    return Holder(key, tmp_path / "log.state", HASH)


@pytest.fixture
def witness(tmp_path: Path) -> Holder:
    return Holder(make_key(tmp_path / "w.key", WITNESS, COSIGNATURE), tmp_path / "w.state", HASH)


def moved(house: House, name: str) -> None:
    with house.desk() as desk:
        move(desk, Order(name, OFFICE, AT), "case0", name, {})


def signed_head(house: House, holder: Holder) -> Note:
    place_waiting(house)
    with house.desk() as desk:
        return sign_head(desk, holder, LATER)


def test_heads_are_signed_as_the_journal_grows_and_witnessed_in_turn(
    house: House, holder: Holder, witness: Holder
) -> None:
    sizes = []
    for name in ("m0", "m1", "m2"):
        moved(house, name)
        note = signed_head(house, holder)
        assert signed_head(house, holder) == note  # nothing new, nothing signed
        with house.reading() as desk:
            told = read_parcel(parcel_for(desk, WITNESS).bytes())
        back = witness.witness(told.note, holder.signer.key, told.proof, LATER)
        with house.desk() as desk:
            assert keep_receipt(desk, back, witness.signer.key) == LATER
            assert keep_receipt(desk, back, witness.signer.key) == LATER  # a receipt handed in twice
        sizes.append(read_checkpoint(back).size)
    assert sizes == sorted(set(sizes))
    with house.reading() as desk:
        keys = Keys(holder.signer.key, (witness.signer.key,))
        assert verify(desk, keys).broken == ()


def test_an_answer_of_the_signer_that_was_lost_is_made_good(house: House, holder: Holder) -> None:
    moved(house, "m0")
    place_waiting(house)
    with pytest.raises(RuntimeError), house.desk() as desk:
        sign_head(desk, holder, LATER)
        raise RuntimeError  # the signer signed and remembers, the database does not
    moved(house, "m1")
    assert read_checkpoint(signed_head(house, holder)) == holder.last()


def test_a_receipt_that_was_lost_is_made_good_by_what_the_witness_remembers(
    house: House, holder: Holder, witness: Holder
) -> None:
    moved(house, "m0")
    first = signed_head(house, holder)
    witness.witness(first, holder.signer.key, (), LATER)
    moved(house, "m1")
    signed_head(house, holder)
    with house.reading() as desk:
        short, whole = parcel_for(desk, WITNESS), parcel_for(desk, WITNESS, witness.last().size)
    with pytest.raises(NotSigned):
        witness.witness(short.note, holder.signer.key, short.proof, LATER)
    witness.witness(whole.note, holder.signer.key, whole.proof, LATER)


def test_a_database_that_was_set_back_gets_no_signature(house: House, holder: Holder) -> None:
    moved(house, "m0")
    signed_head(house, holder)
    tables = ("leaves", "nodes", "checkpoints")
    with house.engine.begin() as db:
        disarm(db, *tables)
        for table in tables:
            db.execute(text(f"DELETE FROM {table}"))
        db.execute(text("INSERT INTO unplaced SELECT id FROM entries WHERE seq = 1"))
    with pytest.raises(NotSigned, match="恢复到旧备份"):
        signed_head(house, holder)


def test_without_a_signed_head_there_is_nothing_to_witness(house: House) -> None:
    with house.reading() as desk:
        assert latest(desk.db) is None
        with pytest.raises(NotFound, match="还没有"):
            parcel_for(desk, WITNESS)


def test_a_receipt_on_anything_else_is_refused(
    house: House, holder: Holder, witness: Holder
) -> None:
    note = signed_head(house, holder)
    head, key = read_checkpoint(note), witness.signer.key
    other = type(head)(head.origin, head.size, bytes(32))
    wrong = [
        (cosign(signed(other.text(), [holder.signer]), witness.signer, LATER), "不是本日志签署的"),
        (cosign(Note(type(head)("x", 1, head.root).text()), witness.signer, LATER), "不是本日志签署的"),
        (note, "没有见证方"),
    ]
    for told, words in wrong:
        with pytest.raises(BadInput, match=words), house.desk() as desk:
            keep_receipt(desk, told, key)


@pytest.mark.parametrize("data", [b"", b"{}", b'{"kind":"other"}', b"[]",
                                  b'{"kind":"cadre-witness/1","note":"x","proof":[],"since":0}'])  # fmt: skip
def test_what_is_no_parcel_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        read_parcel(data)
