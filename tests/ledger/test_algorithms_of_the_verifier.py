"""Hash, tree and signature of the verifier that stands alone, by published vectors and by the library."""

import hashlib

import pytest

from workflow.ledger.hashing import Hash
from workflow.ledger.standalone import algorithms
from workflow.ledger.standalone.algorithms import (
    BASE,
    ORDER,
    P,
    Wrong,
    added,
    ed25519,
    hashed,
    includes,
    point,
    sm3,
    times,
)
from workflow.ledger.tree import Kept, inclusion

# GB/T 32905-2016, appendix A; RFC 8032, 7.1 (public key, signature, message).
SM3 = {
    b"abc": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    b"abcd" * 16: "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
}
SIGNED = [
    ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
     "d25bf5f0595bbe24655141438e7a100b", ""),
    ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
     "387b2eaeb4302aeeb00d291612bb0c00", "72"),
]  # fmt: skip


@pytest.mark.parametrize("data", SM3)
def test_the_plain_hash_gives_the_published_digests(data: bytes) -> None:
    assert sm3(data).hex() == SM3[data]


def test_a_digest_is_of_all_parts_one_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    assert hashed("sha256", b"a", b"bc") == hashlib.sha256(b"abc").digest() and hashed("sha256") == Hash("sha256").empty
    assert hashed("sm3", b"a", b"bc").hex() == SM3[b"abc"]
    # Where the interpreter knows it, its own is used; where not, the one in this file.
    monkeypatch.setattr(algorithms, "sm3", lambda data: b"plain " + data)
    assert hashed("sm3", b"a", b"bc").hex() == SM3[b"abc"]
    monkeypatch.setattr(algorithms.hashlib, "algorithms_available", {"sha256"})
    assert hashed("sm3", b"a", b"bc") == b"plain abc"
    with pytest.raises(Wrong, match=r"^不认识的杂凑算法$"):
        hashed("md5", b"")


@pytest.mark.parametrize("name", ["sha256", "sm3"])
def test_a_leaf_is_proved_in_its_place_and_in_no_other(name: str) -> None:
    hash, kept = Hash(name), Kept(Hash(name))
    leaves = [hash.leaf(b"%d" % place) for place in range(9)]
    for size, leaf in enumerate(leaves, 1):
        kept.append(leaf)
        for index in range(size):
            proof = inclusion(hash, kept, index, size)
            proved = [place for place in range(-1, size + 2)
                      if includes(name, leaves[index], place, size, proof, kept.root())]  # fmt: skip
            assert proved == [index]
            assert not includes(name, leaves[index], index, size, [*proof, leaf], kept.root())
            assert not includes(name, leaves[index], index, size, proof, leaf) or size == 1
            assert not proof or not includes(name, leaves[index], index, size, proof[:-1], kept.root())
            assert not includes(name, leaves[index], index, size + 8, proof, kept.root())


@pytest.mark.parametrize(("public", "value", "message"), SIGNED)
def test_a_published_signature_is_of_its_key_and_message_alone(public: str, value: str, message: str) -> None:
    key, told, text = bytes.fromhex(public), bytes.fromhex(value), bytes.fromhex(message)
    assert ed25519(key, told, text)
    assert not ed25519(key, told, text + b"\0")
    assert not ed25519(key, told + b"\0", text) and not ed25519(key + b"\0", told, text)
    assert not ed25519(key, told[:-1], text) and not ed25519(key[:-1], told, text)
    assert not ed25519(bytes.fromhex(SIGNED[1][0] if public == SIGNED[0][0] else SIGNED[0][0]), told, text)


def encoded(p: tuple[int, ...]) -> bytes:
    """A point as it is written (RFC 8032, 5.1.2)."""
    inverse = pow(p[2], P - 2, P)
    x, y = p[0] * inverse % P, p[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def test_a_signature_whose_number_is_the_order_or_more_is_none() -> None:
    # With the neutral point as key and the number 0, every message would be signed by the neutral point.
    neutral = (1).to_bytes(32, "little")
    assert ed25519(neutral, neutral + bytes(32), b"any")
    assert not ed25519(neutral, neutral + ORDER.to_bytes(32, "little"), b"any")
    public, value = bytes.fromhex(SIGNED[0][0]), bytes.fromhex(SIGNED[0][1])
    more = (int.from_bytes(value[32:], "little") + ORDER).to_bytes(32, "little")
    assert ed25519(public, value, b"") and not ed25519(public, value[:32] + more, b"")


def test_a_signature_is_right_in_both_coordinates() -> None:
    # With the neutral point as key, it is the multiple of the base point itself that is asked for.
    neutral, number = (1).to_bytes(32, "little"), (7).to_bytes(32, "little")
    p = times(7, BASE)
    left, right = ((-p[0], p[1], p[2], -p[3]), (p[0], -p[1], p[2], -p[3]))
    assert ed25519(neutral, encoded(p) + number, b"any")
    assert not ed25519(neutral, encoded(left) + number, b"any")
    assert not ed25519(neutral, encoded(right) + number, b"any")


def test_a_point_is_read_in_one_way_only() -> None:
    for n in (1, 2, 3, 8):
        told = encoded(times(n, BASE))
        found = point(told)
        assert found is not None and encoded(found) == told
        assert found[2] == 1 and found[3] == found[0] * found[1] % P
    assert point(bytes(32)) == (pow(2, (P - 1) // 4, P), 0, 1, 0)  # y = 0, the even one of two
    one = (1).to_bytes(32, "little")
    assert point(one) == (0, 1, 1, 0) and point(one[:31] + b"\x80") is None  # there is no -0
    beyond = (P + 1).to_bytes(32, "little"), P.to_bytes(32, "little"), b"\xff" * 32
    for none in (*beyond, (2).to_bytes(32, "little")):  # y = 2 has no x
        assert point(none) is None


def test_points_are_added_as_numbers_are() -> None:
    assert encoded(added(times(2, BASE), times(3, BASE))) == encoded(times(5, BASE))
    assert encoded(times(ORDER, BASE)) == encoded(times(0, BASE)) == (1).to_bytes(32, "little")
    assert encoded(BASE) == bytes.fromhex("58" + "66" * 31)
