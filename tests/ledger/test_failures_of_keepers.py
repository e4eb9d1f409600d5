"""What went wrong where records were kept, replaced or emptied elsewhere (see the issue in each docstring)."""

import sqlite3

import pytest
from forger import Forger
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from workflow.journal import House


@pytest.mark.parametrize("table", ["entries", "leaves", "nodes", "personal_values", "commands"])
def test_an_upsert_that_the_triggers_did_not_see(armed: House, table: str) -> None:
    """Continuum #235, #251: an upsert made no version; in SQLite REPLACE deletes without a delete trigger."""
    with armed.engine.connect() as db:
        before = db.execute(text(f"SELECT * FROM {table} LIMIT 1")).one()
    names = list(before._mapping)
    columns = ", ".join(f":{name}" for name in names)
    for way in ("INSERT OR REPLACE INTO", "REPLACE INTO"):
        with pytest.raises(DBAPIError), armed.engine.begin() as db:
            db.execute(text(f"{way} {table} ({', '.join(names)}) VALUES ({columns})"), dict(before._mapping))
    with pytest.raises(DBAPIError), armed.engine.begin() as db:
        db.execute(text(f"INSERT INTO {table} SELECT * FROM {table} WHERE true ON CONFLICT DO UPDATE SET "
                        f"{names[0]} = excluded.{names[0]}"))  # fmt: skip


def test_a_value_set_to_null_in_place_of_an_erasure(armed: House) -> None:
    """eventstore #127, immudb #1088: emptied in its row, kept in logs and backups, and nothing says who did it.

    Here a row is emptied only after an entry of an erasure has named it, and the key goes with it.
    """
    for statement in ("UPDATE personal_values SET sealed = x''", "UPDATE personal_keys SET wrapped = x''",
                      "DELETE FROM personal_keys", "INSERT INTO erased SELECT commitment, "
                      "(SELECT id FROM entries LIMIT 1) FROM personal_values LIMIT 1"):  # fmt: skip
        with pytest.raises(DBAPIError), armed.engine.begin() as db:
            db.execute(text(statement))


def test_a_switch_that_turned_the_record_off(forger: Forger, armed: House) -> None:
    """pgaudit #78: whoever is superuser sets one parameter. Of ours none is a setting of the connection."""
    armed.engine.dispose()
    with sqlite3.connect(forger.folder / "cadre.db") as db:
        for pragma in ("recursive_triggers=OFF", "foreign_keys=OFF", "ignore_check_constraints=ON"):
            db.execute(f"PRAGMA {pragma}")
        for statement in ("DELETE FROM entries", "UPDATE entries SET account = 'x'"):
            with pytest.raises(sqlite3.IntegrityError, match="只增不改"):
                db.execute(statement)
