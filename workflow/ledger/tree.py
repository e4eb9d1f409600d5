"""The tree (默克尔树): RFC 9162 over complete nodes that are kept once and never change.

A node at (level, place) stands for the leaves from place·2^level on, 2^level of them. Only complete
nodes are kept, so appending writes them and changes nothing.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from workflow.ledger.hashing import SIZE, Hash

Address = tuple[int, int]  # level, place


class Nodes(Protocol):
    """Where complete nodes are kept."""

    def node(self, level: int, place: int) -> bytes:
        """The hash of a complete node."""
        ...


def grown(hash: Hash, nodes: Nodes, size: int, leaf: bytes) -> Iterator[tuple[Address, bytes]]:
    """The nodes that become complete when a leaf is appended to a tree of `size` leaves.

    Asks `nodes` only for what was complete before.
    """
    level, place, here = 0, size, leaf
    yield (level, place), here
    while place % 2:
        here = hash.node(nodes.node(level, place - 1), here)
        level, place = level + 1, place // 2
        yield (level, place), here


def root(hash: Hash, nodes: Nodes, size: int) -> bytes:
    """The root of the first `size` leaves."""
    return _over(hash, nodes, 0, size) if size else hash.empty


def _over(hash: Hash, nodes: Nodes, start: int, end: int) -> bytes:
    """The hash over leaves start … end; `start` is where RFC 9162 splits, so pieces are complete."""
    count = end - start
    level = (count - 1).bit_length()
    if count == 1 << level:
        return nodes.node(level, start >> level)
    left, half = nodes.node(level - 1, start >> (level - 1)), 1 << (level - 1)
    return hash.node(left, _over(hash, nodes, start + half, end))


def inclusion(hash: Hash, nodes: Nodes, index: int, size: int) -> list[bytes]:
    """The proof that leaf `index` lies in the tree of `size` leaves (RFC 9162 2.1.3.1)."""
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_over(hash, nodes, middle, end))
            end = middle
        else:
            path.append(_over(hash, nodes, start, middle))
            start = middle
    return path[::-1]


def consistency(hash: Hash, nodes: Nodes, first: int, second: int) -> list[bytes]:
    """The proof that the tree of `second` leaves begins with that of `first` (RFC 9162 2.1.4.1)."""
    if not 0 < first <= second:
        raise ValueError(f"no tree of {first} before one of {second}")
    path: list[bytes] = []
    start, end, whole = 0, second, True
    while first != end:
        middle = start + _split(end - start)
        if first <= middle:
            path.append(_over(hash, nodes, middle, end))
            end = middle
        else:
            path.append(_over(hash, nodes, start, middle))
            start, whole = middle, False
    if not whole:
        path.append(_over(hash, nodes, start, end))
    return path[::-1]


def _split(count: int) -> int:
    """The largest power of two below `count`."""
    return 1 << ((count - 1).bit_length() - 1)


def includes(
    hash: Hash, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Whether a proof shows that the leaf lies at `index` under `root` (RFC 9162 2.1.3.2)."""
    if not 0 <= index < size or any(len(one) != SIZE for one in (leaf, root, *proof)):
        return False
    place, last, here = index, size - 1, leaf
    for one in proof:
        if last == 0:
            return False
        if place % 2 or place == last:
            here = hash.node(one, here)
            while place % 2 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            here = hash.node(here, one)
        place, last = place >> 1, last >> 1
    return last == 0 and here == root


def extends(
    hash: Hash, first: int, second: int, proof: Sequence[bytes], old: bytes, new: bytes
) -> bool:
    """Whether a proof shows that the tree `new` begins with the tree `old` (RFC 9162 2.1.4.2)."""
    if not 0 <= first <= second or any(len(one) != SIZE for one in (old, new, *proof)):
        return False
    if first in (0, second):  # every tree begins with the empty one and with itself
        return not proof and old == (hash.empty if first == 0 else new)
    path = list(proof)
    if first & (first - 1) == 0:
        path.insert(0, old)
    if not path:
        return False
    place, last = first - 1, second - 1
    while place % 2:
        place, last = place >> 1, last >> 1
    here_old = here_new = path[0]
    for one in path[1:]:
        if last == 0:
            return False
        if place % 2 or place == last:
            here_old, here_new = hash.node(one, here_old), hash.node(one, here_new)
            while place % 2 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            here_new = hash.node(here_new, one)
        place, last = place >> 1, last >> 1
    return last == 0 and (here_old, here_new) == (old, new)


class Kept:
    """Nodes in memory: of a list of heads, or while a tree is computed anew."""

    def __init__(self, hash: Hash) -> None:
        self.hash = hash
        self.size = 0
        self._nodes: dict[Address, bytes] = {}

    def node(self, level: int, place: int) -> bytes:
        """The hash of a complete node."""
        return self._nodes[level, place]

    def append(self, leaf: bytes) -> None:
        """Append a leaf."""
        for address, here in grown(self.hash, self, self.size, leaf):
            self._nodes[address] = here
        self.size += 1

    def root(self) -> bytes:
        """The root over all leaves."""
        return root(self.hash, self, self.size)


class Edge:
    """The right edge of a tree: all that its root and its growth need, one hash for each bit of its size.

    `complete`: the roots of its complete parts from the largest to the smallest.
    """

    def __init__(self, hash: Hash, size: int, complete: Sequence[bytes]) -> None:
        self.hash = hash
        self.size = size
        self._complete = list(complete)

    def append(self, leaf: bytes) -> None:
        """Append a leaf."""
        here, size = leaf, self.size
        while size % 2:
            here, size = self.hash.node(self._complete.pop(), here), size // 2
        self._complete.append(here)
        self.size += 1

    def root(self) -> bytes:
        """The root over all leaves."""
        if not self._complete:
            return self.hash.empty
        *larger, here = self._complete
        for one in reversed(larger):
            here = self.hash.node(one, here)
        return here
