"""The tree: roots and proofs are those of RFC 9162, for both hashes; nothing else is accepted."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.errors import BadInput
from workflow.ledger.hashing import Hash, hash_named
from workflow.ledger.standalone import algorithms
from workflow.ledger.tree import Kept, consistency, extends, includes, inclusion

HASHES = [hash_named("sha256"), hash_named("sm3")]
# The test vectors that the logs of Certificate Transparency share: leaves, then the root of each size.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657",
          "606162636465666768696a6b6c6d6e6f"]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def by_definition(hash: Hash, leaves: Sequence[bytes]) -> bytes:
    """The tree head as RFC 9162 2.1.1 defines it."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hash.empty
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hash.node(by_definition(hash, leaves[:split]), by_definition(hash, leaves[split:]))


def planted(hash: Hash, size: int) -> tuple[Kept, list[bytes], list[bytes]]:
    """A tree with its leaves and its root at each size from 0 on."""
    kept, leaves, roots = Kept(hash), [], [hash.empty]
    for place in range(size):
        leaves.append(hash.leaf(b"entry %d" % place))
        kept.append(leaves[-1])
        roots.append(kept.root())
    return kept, leaves, roots


def test_the_roots_are_those_that_every_log_computes() -> None:
    hash, kept = HASHES[0], Kept(HASHES[0])
    assert kept.root() == hash.empty
    for leaf, root in zip(LEAVES, ROOTS, strict=True):
        kept.append(hash.leaf(bytes.fromhex(leaf)))
        assert kept.root().hex() == root


def test_an_unknown_hash_is_refused() -> None:
    for name in ("md5", "SHA256", "", "sha512"):
        with pytest.raises(BadInput, match="不支持"):
            hash_named(name)


@pytest.mark.parametrize("hash", HASHES, ids=lambda one: one.name)
def test_every_leaf_and_every_earlier_tree_is_proved_and_no_other(hash: Hash) -> None:
    size = 33
    kept, leaves, roots = planted(hash, size)
    for end in range(1, size + 1):
        assert roots[end] == by_definition(hash, leaves[:end])
        for index in range(end):
            proof = inclusion(hash, kept, index, end)
            assert includes(hash, leaves[index], index, end, proof, roots[end])
            assert not includes(hash, leaves[index - 1], index, end, proof, roots[end]) or end == 1
        for first in range(end + 1):
            proof = consistency(hash, kept, first, end) if first else []
            assert extends(hash, first, end, proof, roots[first], roots[end])
            assert not extends(hash, first, end, proof, roots[first - 1], roots[end])


def test_without_a_proof_no_tree_grew_from_another() -> None:
    roots = planted(HASHES[0], 8)[2]
    for first in range(9):
        for second in range(first, 9):
            grew = extends(HASHES[0], first, second, [], roots[first], roots[second])
            assert grew == (first in (0, second))
            assert not extends(HASHES[0], second, first, [], roots[second], roots[first]) or first == second
    # Nor is anything but a hash the root of a tree, were it the same on both sides.
    assert not extends(HASHES[0], 3, 3, [], b"root", b"root")


@pytest.mark.parametrize(("index", "size"), [(3, 3), (-1, 3), (0, 0)])
def test_there_is_no_proof_of_a_leaf_that_is_not_there(index: int, size: int) -> None:
    kept = planted(HASHES[0], 3)[0]
    with pytest.raises(ValueError, match="no leaf"):
        inclusion(HASHES[0], kept, index, size)


@pytest.mark.parametrize(("first", "second"), [(0, 3), (4, 3), (-1, 2)])
def test_there_is_no_proof_that_a_tree_shrank(first: int, second: int) -> None:
    kept = planted(HASHES[0], 4)[0]
    with pytest.raises(ValueError, match="no tree"):
        consistency(HASHES[0], kept, first, second)


def forged(seed: int, rounds: int, hash: Hash) -> list[str]:
    """Proofs changed in one place and accepted all the same; sizes and roots are signed, so fixed."""
    chance, size = random.Random(seed), 40
    kept, leaves, roots = planted(hash, size)
    accepted = []
    for _ in range(rounds):
        end = chance.randrange(2, size + 1)
        index, first = chance.randrange(end), chance.randrange(1, end)
        proof = inclusion(hash, kept, index, end)
        place, path = _spoiled(chance, index, proof, size)
        if (place, path) != (index, proof) and (
            includes(hash, leaves[index], place, end, path, roots[end])
            or algorithms.includes(hash.name, leaves[index], place, end, path, roots[end])
        ):
            accepted.append(f"leaf {index} of {end} as {place}")
        proof = consistency(hash, kept, first, end)
        place, path = _spoiled(chance, first, proof, size)
        if (place, path) != (first, proof) and extends(
            hash, first, end, path, roots[place % size], roots[end]
        ):
            accepted.append(f"{first} before {end} with the root of {place}")
    return accepted


def _spoiled(
    chance: random.Random, index: int, proof: list[bytes], size: int
) -> tuple[int, list[bytes]]:
    """Another index, or a proof with another bit, length or order."""
    path, place = list(proof), chance.randrange(len(proof) + 1)
    match chance.randrange(5):
        case 0:
            return chance.randrange(size), path
        case 1 if path:
            changed = bytearray(path[place - 1])
            changed[chance.randrange(32)] ^= 1 << chance.randrange(8)
            path[place - 1] = bytes(changed)
        case 2 if path:
            path.pop(place - 1)
        case 3:
            path.insert(place, chance.randbytes(32))
        case _:
            chance.shuffle(path)
    return index, path


@pytest.mark.parametrize("hash", HASHES, ids=lambda one: one.name)
def test_no_forged_proof_is_accepted(hash: Hash) -> None:
    assert forged(20261126, 1000, hash) == []


@pytest.mark.nightly
@pytest.mark.parametrize("hash", HASHES, ids=lambda one: one.name)
def test_no_forged_proof_of_forty_thousand_is_accepted(hash: Hash) -> None:
    assert forged(1, 20_000, hash) == []


@given(st.integers(1, 40), st.data())
def test_a_proof_of_another_length_of_hash_is_no_proof(size: int, data: st.DataObject) -> None:
    hash = HASHES[0]
    kept, leaves, roots = planted(hash, size)
    index = data.draw(st.integers(0, size - 1))
    proof = [*inclusion(hash, kept, index, size), b"short"]
    assert not includes(hash, leaves[index], index, size, proof, roots[size])
    assert not extends(hash, index, size, proof, roots[index], roots[size])
