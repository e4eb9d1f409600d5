"""SM2 signatures in plain Python (国密签名的核验): part of the verifier that stands alone.

Verifying needs no secret, so that nothing here has to hide how long it takes. Signing is left to devices.
The engine takes this file, too: no library at hand verifies SM2 (docs/decisions.md).
"""

from __future__ import annotations

from workflow.ledger.standalone.algorithms import sm3

# The curve recommended in GB/T 32918.5, and the identity that is usual where none was agreed on.
SM2_P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
SM2_N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
SM2_A = SM2_P - 3
SM2_B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
SM2_G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)
SM2_ID = b"1234567812345678"


def sm2(public: bytes, value: bytes, message: bytes) -> bool:
    """Whether a signature (r and s, 32 bytes each) is of a key (x and y, 32 bytes each; GB/T 32918.2)."""
    if len(public) != 64 or len(value) != 64:
        return False
    x, y = _number(public[:32]), _number(public[32:])
    r, s = _number(value[:32]), _number(value[32:])
    on_curve = x < SM2_P and y < SM2_P and (y * y - x * x * x - SM2_A * x - SM2_B) % SM2_P == 0
    t = (r + s) % SM2_N
    if not on_curve or not 0 < r < SM2_N or not 0 < s < SM2_N or t == 0:
        return False
    found = _sum(_multiple(s, SM2_G), _multiple(t, (x, y)))
    return found is not None and (_number(sm3(_own(public) + message)) + found[0]) % SM2_N == r


def _own(public: bytes) -> bytes:
    """What stands before every message of a key: identity, curve and key, digested."""
    curve = b"".join(one.to_bytes(32, "big") for one in (SM2_A, SM2_B, *SM2_G))
    return sm3((8 * len(SM2_ID)).to_bytes(2, "big") + SM2_ID + curve + public)


def _number(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _sum(p: tuple[int, int] | None, q: tuple[int, int] | None) -> tuple[int, int] | None:
    """The sum of two points; None is the point at infinity."""
    if p is None or q is None:
        return q if p is None else p
    if p[0] != q[0]:
        slope = (q[1] - p[1]) * pow(q[0] - p[0], -1, SM2_P)
    elif (p[1] + q[1]) % SM2_P:
        slope = (3 * p[0] * p[0] + SM2_A) * pow(2 * p[1], -1, SM2_P)
    else:
        return None
    x = (slope * slope - p[0] - q[0]) % SM2_P
    return x, (slope * (p[0] - x) - p[1]) % SM2_P


def _multiple(n: int, p: tuple[int, int] | None) -> tuple[int, int] | None:
    found: tuple[int, int] | None = None
    while n:
        if n & 1:
            found = _sum(found, p)
        p, n = _sum(p, p), n >> 1
    return found
