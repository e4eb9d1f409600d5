"""Signed notes (签名文书): a text and the signatures of named keys (C2SP signed-note), read strictly.

Whatever can be written in two ways is refused in all but one: a note that was changed by a bit must
not read as the note that was signed.
"""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from workflow.errors import BadInput

ED25519, COSIGNATURE = 0x01, 0x04  # signature types
NAMED = 0xFF  # a type without a number of its own: its name stands before the public key
SM2, SM2_COSIGNATURE = b"SM2\x01", b"SM2\x04"  # such names, after the types that they stand for
DASH = "\u2014 "
MOST = 64  # signatures in one note
ID = 4  # bytes of a key's id before its signature


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """Who signs: a name, the type of signature, and the public key: 32 bytes for Ed25519; for SM2 the
    name of the type, then 64 bytes."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that stand for the key beside its name."""
        told = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return hashlib.sha256(told).digest()[:ID]

    @property
    def cosigns(self) -> bool:
        """Whether it is a witness's."""
        return self.kind == COSIGNATURE or (
            self.kind == NAMED and self.public.startswith(SM2_COSIGNATURE)
        )

    def __str__(self) -> str:
        """The key as it is printed, handed over and compared: name+id+key."""
        told = base64.b64encode(bytes([self.kind]) + self.public).decode()
        return f"{self.name}+{self.id.hex()}+{told}"


@dataclass(frozen=True, slots=True)
class Signature:
    """One line below a note: the key's name, its id, and what it signed with."""

    name: str
    id: bytes
    value: bytes

    def line(self) -> str:
        """The line as it stands in a note."""
        return f"{DASH}{self.name} {base64.b64encode(self.id + self.value).decode()}\n"


class Signer(Protocol):
    """Whatever holds a private key: a file, a device, another process. `sign` gives the raw value."""

    @property
    def key(self) -> VerifierKey:
        """The public half."""
        ...

    def sign(self, message: bytes) -> bytes:
        """The signature over a message."""
        ...


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends in a newline, and its signatures."""

    text: str
    signatures: tuple[Signature, ...] = ()

    def __str__(self) -> str:
        """The note as it is kept and handed over."""
        return f"{self.text}\n{''.join(one.line() for one in self.signatures)}"

    def of(self, key: VerifierKey) -> tuple[Signature, ...]:
        """The signatures that claim to be of a key."""
        return tuple(one for one in self.signatures if (one.name, one.id) == (key.name, key.id))


def read_key(text: str) -> VerifierKey:
    """The key of its printed form; raises BadInput unless it is written exactly so."""
    name, _, rest = text.partition("+")
    id, _, told = rest.partition("+")
    material = _decoded(told)
    if not _is_name(name) or len(material) < 2:
        raise BadInput(f"验证公钥“{text[:60]}”的写法不对")
    key = VerifierKey(name, material[0], material[1:])
    if key.id.hex() != id:
        raise BadInput(f"验证公钥“{name}”的标识与内容不符")
    return key


def read_note(text: str) -> Note:
    """The note of its text; raises BadInput unless it is written exactly as notes are."""
    body, blank, below = text.rpartition("\n\n")
    if any(one < " " and one != "\n" for one in text) or "\x7f" in text:
        raise BadInput("签名文书含有控制字符")
    # Not splitlines: that also splits where a signed line end was changed into another character.
    lines = below.split("\n")
    if not blank or not body or lines.pop() != "" or not 0 < len(lines) <= MOST:
        raise BadInput("签名文书应当是正文、空行和签名行")
    return Note(f"{body}\n", tuple(_signature(one) for one in lines))


def _signature(line: str) -> Signature:
    name, *more = line.removeprefix(DASH).split(" ")
    value = _decoded("".join(more))
    if not line.startswith(DASH) or len(more) != 1 or not _is_name(name) or len(value) <= ID:
        raise BadInput("签名行的写法不对")
    return Signature(name, value[:ID], value[ID:])


def _is_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(one.isspace() for one in name)


def _decoded(text: str) -> bytes:
    """The bytes of base64 text; empty unless they are written in the one usual way."""
    try:
        value = base64.b64decode(text)
    except ValueError:
        return b""
    # What decoding passes over is not written again.
    return value if base64.b64encode(value).decode() == text else b""


def signed(text: str, signers: Sequence[Signer]) -> Note:
    """A note of plain signatures over the text."""
    told = text.encode()
    return Note(text, tuple(
        Signature(one.key.name, one.key.id, one.sign(told)) for one in signers
    ))  # fmt: skip
