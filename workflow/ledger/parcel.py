"""What travels to a witness and back (见证往来): a file that is carried, for there is no network between.

Out goes the signed checkpoint with the proof that it extends the one that this witness saw last;
back comes the checkpoint with the cosignature.
"""

from dataclasses import dataclass

from workflow.canonical import canonical, parse
from workflow.errors import BadInput
from workflow.ledger.note import Note, read_note

KIND = "cadre-witness/1"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A checkpoint to be witnessed: `since` is the size that the proof starts from."""

    note: Note
    since: int
    proof: tuple[bytes, ...]

    def bytes(self) -> bytes:
        """The file."""
        return canonical({
            "kind": KIND, "note": str(self.note), "since": self.since,
            "proof": [one.hex() for one in self.proof],
        })  # fmt: skip




def read_parcel(data: bytes) -> Parcel:
    """The parcel of a file; raises BadInput for anything else."""
    try:
        told = parse(data)
        if told["kind"] != KIND:
            raise BadInput("不是见证请求文件")
        proof = tuple(bytes.fromhex(one) for one in told["proof"])
        return Parcel(read_note(told["note"]), int(told["since"]), proof)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInput("见证请求文件已损坏") from error
