"""Personal values (个人信息): entries hold salted commitments, the values lie beside them (L4).

They lie enclosed under the key of the person; a desk unwraps each person's key once, and reads it
with the values, so that none costs a statement of its own.
"""

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import bindparam, insert, select

from workflow.canonical import SALT_BYTES, canonical, commitment, reread
from workflow.errors import OTHERS, NotAvailable, Reason
from workflow.journal.desk import Desk
from workflow.journal.vault import enclose, new_key, salted
from workflow.models import personal_keys, personal_values
from workflow.models.prepared import OneOf, Prepared

AT_ONCE = 10_000  # values emptied together
ERASED = "已依法删除"
_SEALING = Prepared(insert(personal_values))
_VALUES = select(
    personal_values.c.commitment, personal_values.c.person, personal_values.c.sealed,
    personal_keys.c.wrapped,
).outerjoin(personal_keys, personal_keys.c.person == personal_values.c.person)  # fmt: skip
_SEALED = Prepared(_VALUES.where(OneOf(personal_values.c.commitment, "marks")))
_SEALED_ONE = Prepared(_VALUES.where(personal_values.c.commitment == bindparam("mark")))


def seal(desk: Desk, person: str, values: Mapping[str, Any]) -> str:
    """Lay `values` beside the record and give the commitment that stands for them in an entry.

    Raises NotAvailable for a person whose values were erased: nothing more is filed of them.
    """
    salt = secrets.token_bytes(SALT_BYTES)
    mark = commitment(salt, values)
    sealed = enclose(_key(desk, person), salt + canonical(values), mark.encode())
    _SEALING.later(desk.db, {"commitment": mark, "person": person, "sealed": sealed})
    return mark


def unseal(desk: Desk, commitments: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    """The values behind commitments; an erased one is absent. Raises JournalBroken for a forged one."""
    return {mark: reread(value) for mark, (_, value) in unsealed(desk, commitments).items()}


def unsealed(desk: Desk, commitments: Iterable[str]) -> dict[str, tuple[bytes, bytes]]:
    """The salts and canonical bytes behind commitments, as `unseal`."""
    wanted = sorted(set(commitments))
    found: dict[str, tuple[bytes, bytes]] = {}
    if len(wanted) == 1:
        rows = _SEALED_ONE.rows(desk.db, mark=wanted[0])
    else:
        rows = _SEALED.rows(desk.db, marks=wanted) if wanted else []
    for mark, person, value, wrapped in rows:
        opens = key_of(desk, person, wrapped)
        if opens is not None and value:
            found[mark] = salted(opens, value, mark)
    return found


def key_of(desk: Desk, person: str, wrapped: bytes | None) -> AESGCM | None:
    """A person's key, unwrapped once a desk; None where it was destroyed."""
    if person not in desk.keys:
        told = desk.house.vault.unwrap(person, wrapped) if wrapped else None
        desk.keys[person] = AESGCM(told) if told else None
    return desk.keys[person]


def _key(desk: Desk, person: str) -> AESGCM:
    """The key to seal with, made with a person's first value."""
    if person not in desk.keys:
        wrapped = _wrapped(desk, person)
        if wrapped is None:
            desk.claim(f"key:{person}")
            wrapped = _wrapped(desk, person) or _made(desk, person)
        key_of(desk, person, wrapped)
    found = desk.keys[person]
    if found is None:
        raise NotAvailable(reasons=[
            Reason("R-TRACE-02", f"此人的个人信息{ERASED}", "不再登记此人的个人信息", OTHERS)
        ])  # fmt: skip
    return found


def _wrapped(desk: Desk, person: str) -> bytes | None:
    told: bytes | None = desk.db.scalar(
        select(personal_keys.c.wrapped).where(personal_keys.c.person == person)
    )
    return told


def _made(desk: Desk, person: str) -> bytes:
    wrapped = desk.house.vault.wrap(person, new_key())
    desk.db.execute(insert(personal_keys).values(person=person, wrapped=wrapped))
    return wrapped
