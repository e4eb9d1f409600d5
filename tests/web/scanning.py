"""Which tables a statement reads row by row (整表读取): as the database itself says it would go about it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from workflow.journal import House
from workflow.models.sight import PREFIX

# Short lists of the whole house, whatever it grows to.
SHORT = ("editions", "erased", "checkpoints", "instance", "calendars", "receipts")


@contextmanager
def asked(house: House) -> Iterator[list[tuple[str, Any]]]:
    """The questions meanwhile, with their parameters."""
    told: list[tuple[str, Any]] = []

    def note(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        if statement.startswith(("SELECT", "WITH")):
            told.append((statement, parameters))

    event.listen(house.engine, "before_cursor_execute", note)
    try:
        yield told
    finally:
        event.remove(house.engine, "before_cursor_execute", note)


def scanned(house: House, statement: str, parameters: Any) -> set[str]:
    """The tables of which a statement reads every row."""
    with house.engine.connect() as db:
        if db.dialect.name == "postgresql":
            db.exec_driver_sql("SET LOCAL enable_seqscan = off")
            plan = db.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters).scalar_one()
            return set(read_whole(plan if isinstance(plan, list) else json.loads(plan))) - set(SHORT)
        tables = {row[0] for row in db.exec_driver_sql("SELECT name FROM sqlite_master")}
        plan = db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        steps = [row[3].replace(PREFIX, "").split() for row in plan]  # a table seen whole is that table
    return {one[1] for one in steps if one[0] == "SCAN" and one[1] in tables} - set(SHORT)


def read_whole(plan: Any) -> Iterator[str]:
    """The tables that PostgreSQL reads row by row, anywhere in a plan, also in the order of an index."""
    if isinstance(plan, list):
        for one in plan:
            yield from read_whole(one)
    elif isinstance(plan, dict):
        kind = plan.get("Node Type", "")
        if kind == "Seq Scan" or (kind.startswith("Index") and "Index Cond" not in plan):
            yield plan["Relation Name"]
        for one in plan.values():
            yield from read_whole(one)
