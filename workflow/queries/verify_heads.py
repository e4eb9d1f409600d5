"""Verifying signed heads (存证点的校验): of the database against the tree, and of the world outside.

A database can be written anew as a whole, with all heads that it keeps. What the signer, a witness
or a sheet of paper remembers cannot: those heads are handed in from outside.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from workflow.canonical import NotCanonical, parse
from workflow.errors import BadInput, WorkflowError
from workflow.ledger.checkpoint import Checkpoint, cosigned_at, is_signed, read_checkpoint
from workflow.ledger.log import Log, Stored
from workflow.ledger.note import Note, VerifierKey, read_note
from workflow.ledger.tree import root
from workflow.models import checkpoints, receipts
from workflow.queries.broken import Broken
from workflow.queries.verify_epochs import owned_up

ODD = (KeyError, TypeError, ValueError, AttributeError, WorkflowError)
SHORT = "已签到{}条，现只有{}条：日志被截短或恢复到旧备份"
Fault = tuple[str, str]  # kind and words


@dataclass(frozen=True, slots=True)
class Seen:
    """A head known from outside the database, and by what name; `note` where its signatures are known."""

    name: str
    head: Checkpoint
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """What is trusted from outside the database: keys of the log and of witnesses, heads seen."""

    log: VerifierKey | None = None
    witnesses: tuple[VerifierKey, ...] = ()
    seen: tuple[Seen, ...] = ()


def read_seen(path: Path) -> Seen | None:
    """The head in a file: a receipt, a signed note, or what a signer or a witness remembers.

    None where nothing had been signed yet; raises BadInput for anything else.
    """
    data = path.read_bytes()
    try:
        if not data.startswith(b"{"):
            note = read_note(data.decode())
            return Seen(path.name, read_checkpoint(note), note)
        told = parse(data)
        head = Checkpoint(told["origin"], told["size"], bytes.fromhex(told["root"]))
        return Seen(path.name, head) if head.origin else None
    except (NotCanonical, ValueError, KeyError, TypeError) as error:
        raise BadInput(f"{path.name} 既不是存证点文书，也不是签署方的状态文件") from error


def witnessed(db: Connection, keys: Keys) -> dict[tuple[str, int], datetime]:
    """When a head was first seen by a trusted witness, by its origin and size."""
    notes = [one.note for one in keys.seen if one.note is not None]
    for text in db.scalars(select(receipts.c.note)) if keys.witnesses else ():
        try:
            notes.append(read_note(text))
        except ODD:
            continue  # told below
    found: dict[tuple[str, int], datetime] = {}
    for note in notes:
        times = [at for at in (cosigned_at(note, one) for one in keys.witnesses) if at is not None]
        if times:
            head = read_checkpoint(note)
            told = (head.origin, head.size)
            found[told] = min([*times, *([found[told]] if told in found else [])])
    return found


def verify_heads(
    db: Connection, log: Log, sizes: Mapping[int, int], keys: Keys
) -> Iterator[Broken]:
    """Every signed head: readable, of this log, not beyond the leaves, with their root and signature.

    `sizes`: how many leaves each epoch has.
    """
    good: list[int] = []
    for table in (checkpoints, receipts):
        for row in db.execute(select(table).order_by(table.c.epoch, table.c.size)):
            name = "checkpoint" if table is checkpoints else "receipt"
            try:
                faults = list(_head(db, log, sizes, row, keys))
            except ODD:
                faults = [("head", "存证点的文书已被改动")]
            good += [] if faults else [row.size]
            for kind, what in faults:
                yield Broken(f"{name}:{row.epoch}/{row.size}", 0, _from(kind, what, good), kind, row.at)
    yield from _missing(db, keys, sizes)
    for one in keys.seen:
        for kind, what in _outside(db, log, sizes, one, keys):
            yield Broken(f"seen:{one.name}", 0, what, kind)


def _from(kind: str, what: str, good: list[int]) -> str:
    """Since which entry a rewritten history differs: after the last head that still agrees."""
    return f"{what}（前{max(good)}条仍相符）" if kind == "rewritten" and good else what


def _head(
    db: Connection, log: Log, sizes: Mapping[int, int], row: Any, keys: Keys
) -> Iterator[Fault]:
    note = read_note(row.note)
    head, size = read_checkpoint(note), sizes.get(row.epoch, 0)
    if (head.origin, head.size) != (log.name(row.epoch), row.size):
        yield "head", "存证点不是本日志该处的存证点"
    if head.size > size:
        yield "cut", "存证点" + SHORT.format(head.size, size)
    elif _root(db, log, head, row.epoch) != head.root:
        yield "rewritten", f"前{head.size}条的根与已签署的不符：日志被改写"
    if keys.log is not None and not is_signed(note, keys.log):
        yield "head", "没有日志密钥的有效签名"
    of = [one for one in keys.witnesses if one.name == getattr(row, "witness", None)]
    stamps = {cosigned_at(note, one) for one in of} - {None}
    if of and not stamps:
        yield "head", "没有该见证方的有效签名"
    elif of and datetime.fromisoformat(row.at) not in stamps:  # by it the receipt is late or in time
        yield "head", "回执所记的时间不是见证方副署的时间"


def _missing(db: Connection, keys: Keys, sizes: Mapping[int, int]) -> Iterator[Broken]:
    """Heads that must be there and are not."""
    told = receipts.c
    kept = {(row.epoch, row.size) for row in db.execute(select(checkpoints.c.epoch, checkpoints.c.size))}
    given = list(db.execute(select(told.epoch, told.size, told.witness, told.at)))
    for row in given:
        if (row.epoch, row.size) not in kept:
            what = "见证过的存证点已不在库中"
            yield Broken(f"receipt:{row.epoch}/{row.size}", 0, what, "head", row.at)
    if keys.log is not None and not kept and any(sizes.values()):
        yield Broken("checkpoint", 0, "没有任何已签署的存证点", "head")
    for one in keys.witnesses:
        if kept and one.name not in {row.witness for row in given}:
            yield Broken("receipt", 0, f"没有见证方“{one.name}”的任何回执", "head")


def _outside(
    db: Connection, log: Log, sizes: Mapping[int, int], seen: Seen, keys: Keys
) -> Iterator[Fault]:
    """A head seen elsewhere: the database must still begin with it, or own up to having lost it."""
    epoch = next((one for one in sizes if log.name(one) == seen.head.origin), 0)
    size = sizes.get(epoch, 0)
    if seen.head.size and not epoch:
        yield "head", f"所见存证点属于“{seen.head.origin}”，库中没有这一日志"
    elif size < seen.head.size <= owned_up(db).get(seen.head.origin, 0):
        return
    elif seen.head.size > size:
        yield "rolled_back", SHORT.format(seen.head.size, size)
    elif seen.head.size and _root_or_none(db, log, seen.head, epoch) != seen.head.root:
        yield _rewritten(db, seen, epoch, keys)
    elif seen.note is not None and _kept(db, seen.head, epoch) is None:
        yield "head", f"见过的第{seen.head.size}条的存证点已不在库中"


def _rewritten(db: Connection, seen: Seen, epoch: int, keys: Keys) -> Fault:
    """Two roots for one size, both signed by the log: a proof of two histories that can be carried."""
    size, notes = seen.head.size, (_kept(db, seen.head, epoch), seen.note)
    if keys.log is not None and all(one and is_signed(one, keys.log) for one in notes):
        return "forked", f"第{size}条有两个都由日志密钥签署的根：两份历史，凭这两份文书即可证明"
    return "rewritten", f"前{size}条的根与所见的不符：日志被改写"


def _kept(db: Connection, head: Checkpoint, epoch: int) -> Note | None:
    told = checkpoints.c
    text = db.scalar(select(told.note).where(told.epoch == epoch, told.size == head.size))
    try:
        return read_note(text) if text else None
    except ODD:
        return None  # told among those of the database


def _root_or_none(db: Connection, log: Log, head: Checkpoint, epoch: int) -> bytes | None:
    try:
        return _root(db, log, head, epoch)
    except ODD:
        return None  # a node is missing, told with the tree


def _root(db: Connection, log: Log, head: Checkpoint, epoch: int) -> bytes:
    return root(log.hash(db, epoch), Stored(db, epoch), head.size)
