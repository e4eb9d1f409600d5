"""A device that signs by SM2 (签名设备的替身): a program with a key, as the vendor's would be.

    python sm2_device.py KEY < message > signature      # KEY hexadecimal; "broken" fails, "other" signs wrongly
"""

import hashlib
import sys

from workflow.ledger.standalone.algorithms import sm3
from workflow.ledger.standalone.sm2 import SM2_G, SM2_N, _multiple, _number, _own


def public(private: int) -> bytes:
    """The public half: x and y."""
    found = _multiple(private, SM2_G)
    assert found is not None
    return b"".join(one.to_bytes(32, "big") for one in found)


def signature(private: int, message: bytes) -> bytes:
    """r and s over a message; the same for the same (GB/T 32918.2)."""
    e = _number(sm3(_own(public(private)) + message))
    k = _number(hashlib.sha256(private.to_bytes(32, "big") + message).digest()) % SM2_N
    found = _multiple(k, SM2_G)
    assert found is not None
    r = (e + found[0]) % SM2_N
    s = pow(1 + private, -1, SM2_N) * (k - r * private) % SM2_N
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


if __name__ == "__main__":
    if sys.argv[1] == "broken":
        sys.exit("no card")
    sys.stdout.buffer.write(signature(int(sys.argv[1], 16), sys.stdin.buffer.read()))
