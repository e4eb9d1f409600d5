"""Changing the key of personal values (换密钥): every person's key wrapped anew, the old key gone.

Whatever was backed up before can then be read by nobody, also not the values of people that were
erased since: after an erasure, back up anew and change the key.
"""

from pathlib import Path

from sqlalchemy import select, update

from workflow.house import VALUES_KEY, next_key
from workflow.journal import House
from workflow.journal.vault import load_vault, make_vault
from workflow.models import instance, personal_keys


def rekey(house: House, path: Path) -> int:
    """Put a new key in place of the one in `path`; how many people's keys were wrapped anew.

    The new key is on disk before the database speaks of it; after a crash in between, whichever of
    the two files the database names is taken.
    """
    fresh = next_key(path)
    if fresh.exists() and load_vault(fresh).id == house.vault.id:
        fresh.replace(path)  # the last change was not ended
    fresh.unlink(missing_ok=True)
    vault = make_vault(fresh)
    with house.desk() as desk:
        table = personal_keys.c
        rows = desk.db.execute(select(table.person, table.wrapped)).tuples().all()
        kept = {person: wrapped for person, wrapped in rows if wrapped}  # none of the erased
        for person, wrapped in kept.items():
            anew = vault.wrap(person, house.vault.unwrap(person, wrapped))
            desk.db.execute(
                update(personal_keys).where(table.person == person).values(wrapped=anew)
            )
        desk.db.execute(
            update(instance).where(instance.c.key == VALUES_KEY).values(value=vault.id)
        )
    fresh.replace(path)
    return len(kept)
