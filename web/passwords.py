"""Passwords (口令): argon2id at 19 MiB, two passes, one lane."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Verified in place of a real one when the login name is unknown, so that both take as long.
NOBODY = HASHER.hash("没有这个账户")


def hashed(password: str) -> str:
    """What is kept of a password."""
    return HASHER.hash(password)


def matches(kept: str, password: str) -> bool:
    """Whether the password is the one that was kept."""
    try:
        return HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False
