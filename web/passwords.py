"""Passwords (口令): argon2id at 19 MiB, two passes, one lane; what one must be, and one to begin with."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Verified in place of a real one when the login name is unknown, so that both take as long.
NOBODY = HASHER.hash("没有这个账户")
SHORTEST, CLASSES = 10, 3
# No letter or figure that could be taken for another when copied from paper.
SMALL, LARGE, FIGURES = "abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789"


def hashed(password: str) -> str:
    """What is kept of a password."""
    return HASHER.hash(password)


def matches(kept: str, password: str) -> bool:
    """Whether the password is the one that was kept."""
    try:
        return HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


def weaknesses(password: str, login: str) -> tuple[str, ...]:
    """What a password lacks, in Chinese; empty for a good one.

    At least SHORTEST characters of CLASSES kinds (small and large letters, figures, others), and
    the login name is no part of it.
    """
    told = []
    if len(password) < SHORTEST:
        told.append(f"至少{SHORTEST}个字符，现有{len(password)}个")
    kinds = {_kind(one) for one in password}
    if len(kinds) < CLASSES:
        told.append(f"大写字母、小写字母、数字、其他字符中至少用{CLASSES}类，现有{len(kinds)}类")
    if login and login.lower() in password.lower():
        told.append("不能包含登录名")
    return tuple(told)


def _kind(character: str) -> str:
    """The kind of a character: letters of other scripts, marks and signs are all of one kind."""
    if not character.isascii():
        return "other"
    if character.isdigit():
        return "figure"
    if character.isalpha():
        return "large" if character.isupper() else "small"
    return "other"


def one_time() -> str:
    """A password to begin with: four groups, as good as the policy asks, easily copied from paper."""
    groups = [SMALL, LARGE, FIGURES, SMALL + FIGURES]
    return "-".join("".join(secrets.choice(one) for _ in range(4)) for one in groups)
