"""Hashes, tree and signatures in plain Python (核验用算法): for the verifier that stands alone.

Nothing of ours and nothing from elsewhere is imported; the verifier may share no code with what it
verifies. Runs on Python 3.8.
"""

from __future__ import annotations

import hashlib


class Wrong(Exception):
    """卷宗的写法不对

    Nothing more can be verified.
    """


def hashed(name: str, *parts: bytes) -> bytes:
    """The digest of parts by sha256 or sm3."""
    data = b"".join(parts)
    if name == "sha256":
        return hashlib.sha256(data).digest()
    if name == "sm3":
        known = "sm3" in hashlib.algorithms_available
        return hashlib.new("sm3", data).digest() if known else sm3(data)
    raise Wrong("不认识的杂凑算法")


def sm3(data: bytes) -> bytes:
    """GB/T 32905 in plain Python, where the interpreter has none."""
    mask = 0xFFFFFFFF

    def left(x: int, n: int) -> int:
        n %= 32
        return (x << n | x >> 32 - n) & mask

    state = [
        0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600,
        0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E,
    ]  # fmt: skip
    padded = data + b"\x80" + bytes((55 - len(data)) % 64) + (8 * len(data)).to_bytes(8, "big")
    for start in range(0, len(padded), 64):
        w = [int.from_bytes(padded[start + 4 * i : start + 4 * i + 4], "big") for i in range(16)]
        for i in range(16, 68):
            x = w[i - 16] ^ w[i - 9] ^ left(w[i - 3], 15)
            w.append(x ^ left(x, 15) ^ left(x, 23) ^ left(w[i - 13], 7) ^ w[i - 6])
        a, b, c, d, e, f, g, h = state
        for i in range(64):
            t = 0x79CC4519 if i < 16 else 0x7A879D8A
            ss1 = left((left(a, 12) + e + left(t, i)) & mask, 7)
            ff = a ^ b ^ c if i < 16 else a & b | a & c | b & c
            gg = e ^ f ^ g if i < 16 else e & f | ~e & g
            tt1 = (ff + d + (ss1 ^ left(a, 12)) + (w[i] ^ w[i + 4])) & mask
            tt2 = (gg + h + ss1 + w[i]) & mask
            a, b, c, d = tt1, a, left(b, 9), c
            e, f, g, h = tt2 ^ left(tt2, 9) ^ left(tt2, 17), e, left(f, 19), g
        state = [x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h))]  # noqa: B905 (3.8)
    return b"".join(x.to_bytes(4, "big") for x in state)


def includes(
    name: str, leaf: bytes, index: int, size: int, proof: list[bytes], root: bytes
) -> bool:
    """Whether a proof shows that a leaf lies at `index` under `root` (RFC 9162 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, here = index, size - 1, leaf
    for one in proof:
        if last == 0:
            return False
        if place % 2 or place == last:
            here = hashed(name, b"\x01", one, here)
            while place % 2 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            here = hashed(name, b"\x01", here, one)
        place, last = place >> 1, last >> 1
    return last == 0 and here == root


P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def point(data: bytes) -> tuple[int, int, int, int] | None:
    """The point of 32 bytes (RFC 8032 5.1.3); None where there is none."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def added(p: tuple[int, ...], q: tuple[int, ...]) -> tuple[int, ...]:
    """The sum of two points in extended coordinates."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(n: int, p: tuple[int, ...]) -> tuple[int, ...]:
    """A multiple of a point."""
    found: tuple[int, ...] = (0, 1, 1, 0)
    while n:
        if n & 1:
            found = added(found, p)
        p, n = added(p, p), n >> 1
    return found


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")) or ()


def ed25519(public: bytes, value: bytes, message: bytes) -> bool:
    """Whether a signature is of a key (RFC 8032 5.1.7)."""
    if len(public) != 32 or len(value) != 64:
        return False
    a, r, s = point(public), point(value[:32]), int.from_bytes(value[32:], "little")
    if a is None or r is None or s >= ORDER:
        return False
    told = hashlib.sha512(value[:32] + public + message).digest()
    left = times(s, BASE)
    right = added(r, times(int.from_bytes(told, "little") % ORDER, a))
    return not any((left[i] * right[2] - right[i] * left[2]) % P for i in (0, 1))
