"""Over rows written by hand: heads of a day, heads and receipts that are kept, what was refused."""

from datetime import UTC, datetime

from log_by_hand import SHA, SM3, wait
from sqlalchemy import Connection, insert

from workflow.canonical import canonical, commitment
from workflow.ledger.heads import heads_at
from workflow.ledger.kept import last_receipt, latest
from workflow.ledger.log import Log
from workflow.ledger.note import Note, Signature
from workflow.ledger.refused import committed, in_order, mark_of
from workflow.ledger.tree import Kept
from workflow.models import checkpoints, receipts, refused_attempts


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
