"""Marks on paper (纸质文书的存证标记): what a sheet was printed from, to be matched years later.

A mark names an entry by its digest, and with it the last signed head of that moment. A sheet that
is signed by hand and filed is a witness that whoever holds the server cannot reach.
"""

from dataclasses import dataclass

from workflow.errors import BadInput
from workflow.ledger.checkpoint import Checkpoint, read_checkpoint
from workflow.ledger.note import Note, read_note

KIND = "cadre-paper/1"
HEX = frozenset("0123456789abcdef")
DIGEST = 64  # hexadecimal digits
SHORTEST = 16  # digits of a digest that somebody may type in its place
GROUP = 8  # digits that are printed together


@dataclass(frozen=True, slots=True)
class PaperMark:
    """What stands on a sheet: an entry (subject, seq, digest), and a signed head where there is one."""

    subject: str
    seq: int
    digest: str
    note: Note | None = None

    @property
    def head(self) -> Checkpoint | None:
        """The signed head."""
        return None if self.note is None else read_checkpoint(self.note)

    def text(self) -> str:
        """What its QR code holds."""
        told = f"{KIND}\n{self.subject} {self.seq} {self.digest}\n"
        return told if self.note is None else f"{told}\n{self.note}"


def read_mark(text: str) -> PaperMark:
    """The mark of a scanned text; raises BadInput for anything else."""
    told, _, note = (text.replace("\r\n", "\n").strip() + "\n").partition("\n\n")
    lines = told.split("\n")
    parts = lines[1].split(" ") if lines[0] == KIND and len(lines) > 1 else []
    if len(parts) != 3 or not is_digest(parts[2]) or not (parts[1].isascii() and parts[1].isdigit()):
        raise BadInput("不是纸质文书上的存证标记：请重新扫描，或者输入摘要的前16位")
    mark = PaperMark(parts[0], int(parts[1]), parts[2], read_note(note) if note else None)
    if mark.note is not None:
        read_checkpoint(mark.note)
    return mark


def is_digest(text: str, least: int = DIGEST) -> bool:
    """Whether it is a digest, or that many digits from its beginning."""
    return least <= len(text) <= DIGEST and HEX.issuperset(text)


def grouped(digits: str) -> str:
    """Hexadecimal digits in groups, as people compare and type them."""
    return " ".join(digits[n : n + GROUP] for n in range(0, len(digits), GROUP))


def typed(text: str) -> str:
    """Digits that somebody typed or copied, without their groups; "" for anything else."""
    told = "".join(text.split()).lower()
    return told if is_digest(told, SHORTEST) else ""
