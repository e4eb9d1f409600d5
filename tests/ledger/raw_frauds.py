"""Nineteen frauds by raw SQL (直接改库的造假): what is not touched stays, no hash is computed again."""

from collections.abc import Callable
from typing import Any

from forger import Forger
from fraud_world import NOTE
from sqlalchemy import Connection, delete, func, insert, select, update

from workflow import attachments
from workflow.canonical import canonical
from workflow.ledger.checkpoint import Checkpoint
from workflow.ledger.keys import load_key
from workflow.ledger.note import Note, Signature, signed
from workflow.models import TABLES, checkpoints, entries, leaves, personal_values, receipts

Fraud = Callable[[Forger, Connection], None]


def _of(f: Forger, place: int) -> Any:
    return entries.c.id == f.rows[place]["id"]


def _neighbour(f: Forger, place: int) -> int:
    """The next entry of the same journal; raises StopIteration where there is none."""
    subject = f.body(place)["subject"]
    return next(n for n in range(place + 1, len(f.rows)) if f.body(n)["subject"] == subject)


def two_in_order(f: Forger) -> tuple[int, int]:
    """Two notes that follow one another in a journal."""
    pairs = []
    for place in f.places():
        try:
            after = _neighbour(f, place)
        except StopIteration:
            continue
        if after in f.places():
            pairs.append((place, after))
    return f.chance.choice(pairs)


def _last(f: Forger) -> int:
    """A note that is the last entry of its journal among those that may be forged."""
    ends = {f.body(place)["subject"]: place for place in f.places()}
    return f.chance.choice(sorted(ends.values()))


def other_case(f: Forger, place: int) -> str:
    return next(one for one in ("case:case1", "case:case2") if one != f.body(place)["subject"])


def raw_edit(f: Forger, db: Connection) -> None:
    place = f.place()
    body = {**f.body(place), "data": {"act": NOTE, "text": "改"}}
    db.execute(update(entries).where(_of(f, place)).values(body=canonical(body)))


def raw_actor(f: Forger, db: Connection) -> None:
    db.execute(update(entries).where(_of(f, f.place())).values(account="clerk"))


def raw_subject(f: Forger, db: Connection) -> None:
    place = f.place()
    other = other_case(f, place)
    db.execute(update(entries).where(_of(f, place)).values(subject=other, seq=_end(db, other) + 1))


def _end(db: Connection, subject: str) -> int:
    return int(db.scalar(select(func.max(entries.c.seq)).where(entries.c.subject == subject)) or 0)


def _again(f: Forger, db: Connection, place: int, **changes: Any) -> None:
    """The row of an entry once more, at the end of its journal."""
    row = dict(db.execute(select(entries).where(_of(f, place))).one()._mapping)
    end = _end(db, row["subject"])
    last = entries.c.subject == row["subject"], entries.c.seq == end
    prev = db.scalar(select(entries.c.digest).where(*last))
    db.execute(insert(entries).values(**{**row, "id": "bench-forged", "seq": end + 1, "prev": prev, **changes}))


def raw_insert(f: Forger, db: Connection) -> None:
    place = f.place()
    _again(f, db, place, body=canonical({**f.body(place), "data": {"act": NOTE, "text": "补"}}))


def raw_duplicate(f: Forger, db: Connection) -> None:
    _again(f, db, f.place())


def raw_swap(f: Forger, db: Connection) -> None:
    one, other = two_in_order(f)
    first, second = f.body(one)["seq"], f.body(other)["seq"]
    for place, seq in ((one, 10**6), (other, first), (one, second)):
        db.execute(update(entries).where(_of(f, place)).values(seq=seq))


def raw_delete(f: Forger, db: Connection) -> None:
    db.execute(delete(entries).where(_of(f, f.place())))


def raw_tail(f: Forger, db: Connection) -> None:
    _shortened(db, f.body(_last(f))["subject"], f.body(_last(f))["seq"])


def _shortened(db: Connection, subject: str, seq: int) -> None:
    """Cut a journal off from a seq on, and set its row back."""
    kind, _, id = subject.partition(":")
    table = TABLES[kind]
    db.execute(delete(entries).where(entries.c.subject == subject, entries.c.seq >= seq))
    last = db.execute(
        select(entries.c.seq, entries.c.digest, entries.c.content)
        .where(entries.c.subject == subject).order_by(entries.c.seq.desc()).limit(1)
    ).one_or_none()  # fmt: skip
    if last is None:
        db.execute(delete(table).where(table.c.id == id))
    else:
        db.execute(update(table).where(table.c.id == id).values(
            seq=last.seq, head=last.digest, content=last.content))  # fmt: skip


def raw_log(f: Forger, db: Connection) -> None:
    place = f.place()
    db.execute(delete(entries).where(entries.c.id.in_([row["id"] for row in f.rows[place:]])))
    db.execute(delete(leaves).where(leaves.c.position >= place))


def raw_journal(f: Forger, db: Connection) -> None:
    _shortened(db, one_journal(f), 1)


def one_journal(f: Forger) -> str:
    """A whole journal that begins where he may forge, or else any case."""
    new = [row["body"]["subject"] for row in f.rows[f.low :] if row["body"]["seq"] == 1]
    tail = f.low >= f.base.witnessed
    return f.chance.choice(new if tail else ["case:case1", "case:case2"])


def raw_backdate(f: Forger, db: Connection) -> None:
    place = f.place()
    db.execute(update(entries).where(_of(f, place)).values(at=earlier(f.body(place)["at"])))


def earlier(at: str) -> str:
    """About twenty days before."""
    return at.replace("2026-03", "2026-02")


def raw_back(f: Forger, _: Connection) -> None:
    f.put_back(backup(f))


def backup(f: Forger) -> str:
    return "late.db" if f.low >= f.base.witnessed else "early.db"


def raw_attachment(f: Forger, _: Connection) -> None:
    mark = f.body(f.place())["attachments"][0]["digest"]
    attachments.find(f.folder / "attachments", mark).write_bytes(b"forged")


def raw_value(f: Forger, db: Connection) -> None:
    (mark,) = f.body(with_values(f))["values"]
    own = personal_values.c.commitment == mark
    db.execute(update(personal_values).where(own).values(sealed=b"\x01" + bytes(60)))


def with_values(f: Forger) -> int:
    return f.chance.choice([place for place in f.places() if f.body(place)["values"]])


def raw_row(f: Forger, db: Connection) -> None:
    table = TABLES["case"]
    content = db.scalar(select(table.c.content).where(table.c.id == "case0")) or ""
    was, now = ('"s1"', '"s4"') if '"s1"' in content else ('"s3"', '"s4"')
    db.execute(update(table).where(table.c.id == "case0").values(content=content.replace(was, now)))


def drop(f: Forger, db: Connection) -> None:
    """A signed head that somebody has seen is gone; in the tail the last, which nobody has."""
    told = checkpoints.c.size
    size = f.base.witnessed if f.low < f.base.witnessed else db.scalar(select(func.max(told)))
    db.execute(delete(checkpoints).where(told == size))
    db.execute(delete(receipts).where(receipts.c.size == size))


def foreign(f: Forger, db: Connection) -> None:
    """A head of another log, or of another tree; he who holds the key signs it."""
    size = f.chance.randrange(1, f.base.witnessed - 1)
    name = f"{f.origin(db)}/xuanren/1" if f.chance.random() < 0.5 else "elsewhere/xuanren/1"
    head = Checkpoint(name, size, f.chance.randbytes(32))
    note = Note(head.text(), (Signature(name, b"1234", bytes(64)),))
    if f.holds:
        note = signed(head.text(), [load_key(f.base.folder / "log.key")])
    db.execute(delete(checkpoints).where(checkpoints.c.size == size))
    db.execute(insert(checkpoints).values(epoch=1, size=size, at="2026-03-03", note=str(note)))


def raw_fork(f: Forger, db: Connection) -> None:
    for place in f.places()[-3:]:
        body = {**f.body(place), "data": {"act": NOTE, "text": "另一说法"}}
        db.execute(update(entries).where(_of(f, place)).values(body=canonical(body)))


