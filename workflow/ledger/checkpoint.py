"""Checkpoints (存证点): origin, size and root of the tree as a signed note, and witnesses' cosignatures.

C2SP tlog-checkpoint without extension lines, and tlog-cosignature version 1: a witness says that at
a time the largest consistent tree it has seen of this log has this root.
"""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from workflow.errors import BadInput
from workflow.ledger.hashing import SIZE
from workflow.ledger.keys import verifies
from workflow.ledger.note import Note, Signature, Signer, VerifierKey

STAMP = 8  # bytes of the time before a cosignature's value
LATEST = 253_402_300_799  # seconds: the end of the year 9999


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far the log goes: `size` leaves under `root`, of the log and epoch named by `origin`."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The body that is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def read_checkpoint(note: Note) -> Checkpoint:
    """The checkpoint of a note; raises BadInput unless it is written exactly as one is."""
    lines = note.text.split("\n")
    if len(lines) != 4 or not lines[0] or not lines[1].isascii() or not lines[1].isdigit():
        raise BadInput("存证点应当是来源、条数和根三行")
    try:
        root = base64.b64decode(lines[2])
    except ValueError as error:
        raise BadInput("存证点的根不是规范的写法") from error
    found = Checkpoint(lines[0], int(lines[1]), root)
    if found.text() != note.text or len(root) != SIZE:
        raise BadInput("存证点的写法不规范")
    return found


def is_signed(note: Note, key: VerifierKey) -> bool:
    """Whether the note bears a signature of the key, and none under its name that is not."""
    told = note.of(key)
    return bool(told) and all(verifies(key, one.value, note.text.encode()) for one in told)


def cosign(note: Note, witness: Signer, at: datetime) -> Note:
    """The note with a witness's cosignature of that time (UTC)."""
    stamp = int(at.timestamp())
    value = stamp.to_bytes(STAMP, "big") + witness.sign(_cosigned(note, stamp))
    return Note(note.text, (*note.signatures, Signature(witness.key.name, witness.key.id, value)))


def _cosigned(note: Note, stamp: int) -> bytes:
    return f"cosignature/v1\ntime {stamp}\n{note.text}".encode()


def cosigned_at(note: Note, key: VerifierKey) -> datetime | None:
    """When a witness last cosigned this checkpoint; None where it did not, or one line is forged."""
    if not key.cosigns:
        return None
    stamps = []
    for one in note.of(key):
        stamp = int.from_bytes(one.value[:STAMP], "big")
        if stamp > LATEST or not verifies(key, one.value[STAMP:], _cosigned(note, stamp)):
            return None
        stamps.append(stamp)
    return datetime.fromtimestamp(max(stamps), UTC) if stamps else None


def witnessed_at(note: Note, witnesses: Iterable[VerifierKey]) -> dict[str, datetime]:
    """The witnesses among `witnesses` that cosigned, by name, each with its time."""
    found = {one.name: cosigned_at(note, one) for one in witnesses}
    return {name: at for name, at in found.items() if at is not None}
