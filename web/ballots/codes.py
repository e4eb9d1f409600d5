"""Codes of a ballot (票码): made once, printed on slips, kept only as digests."""

import hashlib
import hmac
import secrets

from flask import current_app

# Letters and digits that nobody mistakes for each other.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH, PART = 12, 4
LONGEST = 100  # characters of what may be typed for a code


def made(number: int) -> list[str]:
    """So many new codes, none of which says anything."""
    return ["".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(number)]


def shown(code: str) -> str:
    """A code as it is printed, in parts that can be read out."""
    return "-".join(code[place : place + PART] for place in range(0, LENGTH, PART))


def tidy(text: str) -> str:
    """What was typed as a code: small letters, spaces and hyphens do not matter."""
    return "".join(one for one in text[:LONGEST].upper() if one in ALPHABET)


def digest(code: str) -> str:
    """What the database keeps of a code; without the key of this site nobody can try codes on it."""
    key = current_app.secret_key or b""
    key = key.encode() if isinstance(key, str) else key
    return hmac.new(key, code.encode(), hashlib.sha256).hexdigest()
