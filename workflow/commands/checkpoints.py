"""Checkpoints (存证点): have the tree's head signed, hand it to a witness, keep what comes back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection, insert, select

from workflow.canonical import digest
from workflow.errors import BadInput, NotFound
from workflow.journal import Desk, House
from workflow.ledger.checkpoint import Checkpoint, cosigned_at, read_checkpoint
from workflow.ledger.kept import last_receipt, latest
from workflow.ledger.log import Log, Stored, end
from workflow.ledger.note import Note, VerifierKey, read_note
from workflow.ledger.parcel import Parcel
from workflow.ledger.tree import consistency
from workflow.models import checkpoints, receipts
from workflow.queries.verify_epochs import statements


class Signing(Protocol):
    """Who signs heads: the process that holds the key, or in tests the holder itself."""

    def last(self) -> Checkpoint:
        """The last head that it signed."""
        ...

    def sign(self, asked: Checkpoint, proof: Sequence[bytes]) -> Note:
        """The signed head; raises NotSigned."""
        ...


def place_waiting(house: House) -> int:
    """Give what waits its places, in a transaction of its own; how many got one.

    Never together with signing: were the places lost after a signature on them, the tree could not
    be grown again to what was signed.
    """
    with house.desk() as desk:
        return Log(house.origin).place_alone(desk.db)


def sign_head(desk: Desk, signing: Signing, at: datetime) -> Note:
    """Have the head over all that has its place signed, and keep it; the last one where nothing is new.

    The proof starts from what the signer says it signed last: an answer that was lost on the way is
    made good by the next. Raises NotSigned where the holder of the key does not sign, and
    JournalBroken where the tree did not grow by the bytes of the entries.
    """
    log = Log(desk.house.origin)
    head, last = log.head(desk.db), latest(desk.db)
    if last is not None and read_checkpoint(last) == head:
        return last
    log.require_of_entries(desk.db, read_checkpoint(last) if last else None, head)
    note = signing.sign(head, _proof(desk.db, log, signing.last(), head))
    desk.db.execute(insert(checkpoints).values(
        epoch=end(desk.db)[0], size=head.size, at=at.isoformat(), note=str(note),
    ))  # fmt: skip
    return note


def parcel_for(desk: Desk, witness: str, since: int | None = None) -> Parcel:
    """What a witness needs to see that the last signed head extends the one it saw; NotFound.

    `since`: the size that the witness says it saw last, where its receipt did not come back.
    """
    note = latest(desk.db)
    if note is None:
        raise NotFound("还没有已签署的存证点")
    head, seen = read_checkpoint(note), last_receipt(desk.db, witness)
    if since is None:
        since = _seen(desk.db, head, None if seen is None else read_checkpoint(seen))
    start = Checkpoint(head.origin, since, b"")
    proof = _proof(desk.db, Log(desk.house.origin), start, head)
    return Parcel(note, since, tuple(proof))


def _seen(db: Connection, head: Checkpoint, last: Checkpoint | None) -> int:
    """How many leaves a witness saw last: of this epoch, or else its first head (换代文书)."""
    if last is None or last.origin == head.origin:
        return 0 if last is None else last.size
    return int(statements(db)[end(db)[0]]["old"]["size"]) + 1


def _proof(db: Connection, log: Log, since: Checkpoint, head: Checkpoint) -> Sequence[bytes]:
    """From the earlier head on, where it is of the same log; nothing where there was none."""
    epoch = end(db)[0]
    if since.origin != head.origin or not 0 < since.size < head.size:
        return ()
    return consistency(log.hash(db, epoch), Stored(db, epoch), since.size, head.size)


def keep_receipt(desk: Desk, note: Note, witness: VerifierKey) -> datetime:
    """Keep a cosignature that came back, and when it was given.

    Raises BadInput unless the witness really cosigned a head that this log signed.
    """
    head, at = read_checkpoint(note), cosigned_at(note, witness)
    told = checkpoints.c
    epoch, own = end(desk.db)[0], Log(desk.house.origin)
    kept = desk.db.scalar(select(told.note).where(told.epoch == epoch, told.size == head.size))
    if head.origin != own.name(epoch) or kept is None or read_note(kept).text != note.text:
        raise BadInput("回执上的存证点不是本日志签署的")
    if at is None:
        raise BadInput(f"没有见证方“{witness.name}”的有效签名")
    id = digest(str(note).encode())
    if desk.db.scalar(select(receipts.c.id).where(receipts.c.id == id)) is None:
        desk.db.execute(insert(receipts).values(
            id=id, epoch=epoch, size=head.size, witness=witness.name, at=at.isoformat(),
            note=str(note),
        ))  # fmt: skip
    return at
