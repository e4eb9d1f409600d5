"""The hashes of the tree (杂凑算法): one for an epoch, from a closed table; RFC 9162 prefixes."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Protocol

from workflow.errors import BadInput

LEAF, NODE, HEAD = b"\x00", b"\x01", b"\x03"  # 0x02 stands before commitments (canonical)
SIZE = 32  # bytes; both algorithms
KNOWN = ("sha256", "sm3")


class Digest(Protocol):
    """What the standard library gives for a hash."""

    def digest(self) -> bytes:
        """The bytes."""
        ...


@lru_cache
def _made(name: str) -> Callable[[bytes], Digest]:
    """What makes a digest of that name; looking one up takes longer than hashing a node."""
    return hashlib.sha256 if name == "sha256" else partial(hashlib.new, name)


@dataclass(frozen=True, slots=True)
class Hash:
    """One algorithm by name: `sha256` (RFC 6962) or `sm3` (GB/T 32905)."""

    name: str

    def of(self, *parts: bytes) -> bytes:
        """The digest of the parts one after another."""
        return _made(self.name)(b"".join(parts)).digest()

    def leaf(self, body: bytes) -> bytes:
        """A leaf of the tree: what stands for the bytes of one entry."""
        return _made(self.name)(LEAF + body).digest()

    def node(self, left: bytes, right: bytes) -> bytes:
        """An inner node of the tree."""
        return _made(self.name)(NODE + left + right).digest()

    def nodes(self, left: Sequence[bytes], right: Sequence[bytes]) -> list[bytes]:
        """Inner nodes beside each other, each over one on the left and one on the right."""
        made = _made(self.name)
        return [made(NODE + one + other).digest() for one, other in zip(left, right, strict=True)]

    def head(self, line: bytes) -> bytes:
        """A leaf of the list of heads: how far one subject's journal goes."""
        return self.of(HEAD, line)

    @property
    def empty(self) -> bytes:
        """The root of a tree without leaves."""
        return self.of()


def hash_named(name: str, known: Iterable[str] = KNOWN) -> Hash:
    """The hash of that name; an unknown one is refused, never replaced by a usual one."""
    if name not in known or name not in hashlib.algorithms_available:
        raise BadInput(f"不支持杂凑算法“{name}”，可用：{'、'.join(KNOWN)}")
    return Hash(name)
