"""The whole database as it lies there: what may only grow (L4), and what a refusal leaves alone (L5)."""

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FOREVER = (
    "entries", "personal_values", "personal_keys", "commands", "editions", "calendars",
    "refused_attempts",
)  # fmt: skip
ROWS: Mapping[str, str] = {
    "account": "accounts", "body": "bodies", "case": "cases", "meeting": "meetings",
    "organization": "organizations", "person": "people", "post": "posts",
    "selection": "selections",
}  # fmt: skip
Tables = dict[str, frozenset[tuple[Any, ...]]]


def connect(path: Path) -> sqlite3.Connection:
    """A connection past the engine, as somebody with a database tool has it."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA recursive_triggers=ON")
    return db


def tables(db: sqlite3.Connection) -> Tables:
    """Every row of every table."""
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: frozenset(db.execute(f"SELECT * FROM {name}").fetchall()) for name in names}


def assert_only_grown(before: Tables, after: Tables) -> None:
    """L4: every earlier row of what is kept for ever is there, byte for byte."""
    for name in FOREVER:
        assert before[name] <= after[name], f"{name} lost or changed a row"


def assert_untouched(before: Tables, after: Tables, *, kept: int = 0) -> None:
    """L5: nothing is different but so many refused attempts."""
    different = {name for name in before if before[name] != after[name]}
    assert different <= {"refused_attempts"}, different
    assert len(after["refused_attempts"]) == len(before["refused_attempts"]) + kept


def assert_rows_are_folds(db: sqlite3.Connection, said: Mapping[str, Mapping[str, Any]]) -> None:
    """Every row says what the changes in its journal add up to, and nothing else has a row."""
    rows: dict[str, tuple[int, str, Any]] = {}
    for kind, table in ROWS.items():
        for id, seq, head, content in db.execute(f"SELECT id, seq, head, content FROM {table}"):
            rows[f"{kind}:{id}"] = (seq, head, json.loads(content))
    heads = {
        row[0]: (row[1], row[2])
        for row in db.execute(
            "SELECT subject, seq, digest FROM entries AS one WHERE seq = "
            "(SELECT MAX(seq) FROM entries WHERE subject = one.subject)"
        )
    }
    assert rows == {subject: (*heads[subject], dict(told)) for subject, told in said.items()}
