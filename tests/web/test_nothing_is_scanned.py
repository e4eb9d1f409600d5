"""No page of a department reads a whole table: what it costs is what lies at its own place.

SQLite says how it would go about it; so does PostgreSQL, once it is told to read no table whole where
any index answers, for of a handful of rows it would read all.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from linear import CLERK, OFFICE
from many_cases import site_of
from site_stage import visitor
from sqlalchemy import event

from workflow.journal import House
from workflow.models.sight import PREFIX

PAGES = (
    "/", "/done", "/begun", "/followed", "/selections/", "/selections/board", "/selections/list",
    "/selections/sel0", "/cases/case1", "/cases/case1/history", "/people/", "/people/?q=人选",
    "/people/?unit=dept", "/records/", "/records/?person=人选", "/statistics/",
)  # fmt: skip
# Short lists of the whole house, whatever it grows to.
SHORT = ("editions", "erased", "checkpoints", "instance", "calendars", "receipts")
Site = tuple[Flask, House]


@pytest.fixture(scope="module")
def site(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with a handful of cases: the way to a row does not depend on how many there are."""
    found = site_of(tmp_path_factory.mktemp("ways"), 3, url=shared_url)
    yield found
    found[1].engine.dispose()


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
    """The tables that PostgreSQL reads row by row, anywhere in a plan."""
    if isinstance(plan, list):
        for one in plan:
            yield from read_whole(one)
    elif isinstance(plan, dict):
        if plan.get("Node Type") == "Seq Scan":
            yield plan["Relation Name"]
        for one in plan.values():
            yield from read_whole(one)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("login", [CLERK.account, OFFICE.account])
def test_a_page_finds_its_rows_by_an_index(site: Site, login: str, path: str) -> None:
    app, house = site
    guest = visitor(app, login)
    with asked(house) as told:
        guest.text(path)
    found = {statement: names for statement, given in told
             if (names := scanned(house, statement, given))}  # fmt: skip
    assert found == {}
