"""Personal values (个人信息): entries hold salted commitments, the values lie beside them (L4)."""

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import insert, select

from workflow.canonical import canonical, commitment, reread
from workflow.journal.desk import Desk
from workflow.models import personal_values

AT_ONCE = 10_000  # values looked up together: a page's statements do not grow with its entries


def seal(desk: Desk, person: str, values: Mapping[str, Any]) -> str:
    """Lay `values` beside the record and give the commitment that stands for them in an entry."""
    salt = secrets.token_bytes(32)
    sealed = commitment(salt, values)
    desk.db.execute(
        insert(personal_values).values(
            commitment=sealed, person=person, salt=salt, value=canonical(values)
        )
    )
    return sealed


def unseal(desk: Desk, commitments: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    """The values behind commitments; an erased one is absent."""
    wanted = sorted(set(commitments))
    found: dict[str, Mapping[str, Any]] = {}
    for start in range(0, len(wanted), AT_ONCE):
        rows = desk.db.execute(
            select(personal_values.c.commitment, personal_values.c.value).where(
                personal_values.c.commitment.in_(wanted[start : start + AT_ONCE])
            )
        )
        found.update((row.commitment, reread(row.value)) for row in rows)
    return found
