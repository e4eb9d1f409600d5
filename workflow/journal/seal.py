"""Personal values (个人信息): entries hold salted commitments, the values lie beside them (L4)."""

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import insert, select

from workflow.canonical import canonical, commitment, reread
from workflow.journal.desk import Desk
from workflow.models import personal_values


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
    for start in range(0, len(wanted), 500):
        rows = desk.db.execute(
            select(personal_values.c.commitment, personal_values.c.value).where(
                personal_values.c.commitment.in_(wanted[start : start + 500])
            )
        )
        found.update((row.commitment, reread(row.value)) for row in rows)
    return found
