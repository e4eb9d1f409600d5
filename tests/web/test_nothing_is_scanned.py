"""No page of a department reads a whole table: what it costs is what lies at its own place.

SQLite says how it would go about it; so does PostgreSQL, once it is told to read no table whole where
any index answers, for of a handful of rows it would read all.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from linear import CLERK, OFFICE
from many_cases import NOON, SECRET, site_of
from program_role import roles_on
from scanning import asked, scanned
from site_stage import visitor

from web.app import create_app
from workflow.commands import figures
from workflow.commands.figures import renew_figures
from workflow.journal import House
from workflow.queries import board
from workflow.queries.statistics import scope

PAGES = (
    "/", "/done", "/begun", "/followed", "/selections/", "/selections/board", "/selections/list",
    "/selections/sel0", "/cases/case1", "/cases/case1/history", "/people/", "/people/?q=人选",
    "/people/?unit=dept", "/records/", "/records/?person=人选", "/statistics/", "/opinions/", "/publicity/",
    "/meetings/", "/posts/",
)  # fmt: skip
Site = tuple[Flask, House]


@pytest.fixture(scope="module")
def site(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with a handful of cases: the way to a row does not depend on how many there are.

    On PostgreSQL it comes as the program, under row security, which has its own say in the way.
    """
    app, house = site_of(tmp_path_factory.mktemp("ways"), 3, url=shared_url)
    if house.engine.dialect.name == "sqlite":
        yield app, house
    else:
        with roles_on(house.engine) as roles:
            held = replace(house, engine=roles.engine)
            yield create_app(held, lambda: NOON, SECRET), held
    house.engine.dispose()


@pytest.mark.parametrize("login, path", [
    *((login, path) for login in (CLERK.account, OFFICE.account) for path in PAGES),
    (OFFICE.account, "/political/"),
])  # fmt: skip
def test_a_page_finds_its_rows_by_an_index(site: Site, login: str, path: str) -> None:
    app, house = site
    guest = visitor(app, login)
    with asked(house) as told:
        guest.text(path)
    found = {statement: names for statement, given in told
             if (names := scanned(house, statement, given))}  # fmt: skip
    assert found == {}


DEEP = (
    "/selections/board", "/selections/list", "/selections/list?filter=open", "/selections/list?state=s1",
    "/selections/ledger", "/statistics/", "/statistics/opened", "/statistics/stays", "/statistics/asked",
    "/statistics/refused", "/statistics/appointed",
)  # fmt: skip


@pytest.mark.parametrize("most", [2, 3])
def test_nor_does_one_of_a_department_with_more_cases_than_are_read_at_once(
    site: Site, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    app, house = site
    for room, name in ((figures, "MOST"), (scope, "MOST"), (scope, "LISTED"), (board, "COUNTED")):
        monkeypatch.setattr(room, name, most)
    renew_figures(house, NOON)
    guest, found = visitor(app, CLERK.account), {}
    for path in (*DEEP, "/selections/sel0/cases/new"):
        with asked(house) as told:
            guest.text(path)
        found |= {(path, statement): names for statement, given in told
                  if (names := scanned(house, statement, given))}  # fmt: skip
    assert found == {}
