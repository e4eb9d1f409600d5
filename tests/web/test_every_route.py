"""Every route, every duty, one's own objects and those of another: compared with one table."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from every_duty import HOME, let_everybody_in
from flask import Flask
from playing import DEFINITIONS, PASSWORD
from site_stage import NOW, Visitor, everything, rows, visitor
from who_may import EVERYBODY, LOOKS_EVERYWHERE, TABLE, Line

from web.app import create_app
from workflow.house import open_house
from workflow.journal import House
from workflow.workdays import load


@pytest.fixture(scope="session")
def everybody(played: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The played house with an account for each duty, at home and in a neighbouring county."""
    folder = tmp_path_factory.mktemp("everybody") / "house"
    shutil.copytree(played, folder)
    house = open_house(
        f"sqlite:///{folder / 'cadre.db'}", attachments=folder / "attachments",
        calendar=load(DEFINITIONS / "calendars"),
    )  # fmt: skip
    let_everybody_in(house)
    yield house
    house.engine.dispose()


@pytest.fixture(scope="session")
def whole_site(everybody: House) -> Flask:
    """The site on it."""
    return create_app(everybody, lambda: NOW, b"a secret of the tests, thirty-two")


def test_every_route_stands_in_the_table(whole_site: Flask) -> None:
    told = whole_site.url_map.bind("localhost")
    known = {told.match(one.path, method=one.method)[0] for one in TABLE}
    routes = {one.endpoint for one in whole_site.url_map.iter_rules()}
    assert routes - known - {"static", "bootstrap.static", "login.leave"} == set()


def test_every_duty_stands_in_the_table() -> None:
    assert set(HOME) == EVERYBODY


@pytest.mark.parametrize("duty", sorted(HOME))
def test_a_duty_opens_exactly_what_the_table_says(
    whole_site: Flask, everybody: House, duty: str
) -> None:
    own, far = (visitor(whole_site, f"{one}_{duty}", PASSWORD) for one in ("own", "far"))
    before = len(rows(everybody, "entries"))
    wrong = [
        f"{who} {duty} {line.method} {line.path}: {status}"
        for line in TABLE
        for who, guest, may in (
            ("own", own, duty in line.may),
            ("far", far, duty in line.may and (line.others or duty in LOOKS_EVERYWHERE)),
        )
        for status in _asked(guest, line)
        if (status < 400 or status == 422) != may or (not may and status not in (403, 404))
    ]
    assert wrong == []
    assert len(rows(everybody, "entries")) == before


LOOKING = (
    "cadre_clerk", "cadre_chief", "organization_head", "inspection_leader", "meeting_secretary",
    "branch_secretary", "audit_reader", "system_admin", "security_admin", "audit_admin",
)  # fmt: skip


def test_looking_writes_nothing_in_any_table(whole_site: Flask, everybody: House) -> None:
    guests = [visitor(whole_site, f"own_{duty}", PASSWORD) for duty in LOOKING]
    before = everything(everybody)
    opened = sum(
        guest.get(line.path).status_code == 200
        for guest in guests for line in TABLE if line.method == "GET"
    )  # fmt: skip
    after = everything(everybody)
    assert opened > 300
    written = {name for name, rows_of in after.items() if rows_of != before[name]}
    assert written - {"attachment_reads"} == set()


def _asked(guest: Visitor, line: Line) -> Iterator[int]:
    """What a line answers: to looking, and to an empty form where there is one."""
    if line.method == "GET":
        yield guest.get(line.path).status_code
    if line.method == "POST" or _takes_forms(guest, line.path):
        token = guest.hidden("/login")["csrf_token"]
        yield guest.client.post(line.path, data={"csrf_token": token}).status_code


def _takes_forms(guest: Visitor, path: str) -> bool:
    adapter = guest.client.application.url_map.bind("localhost")
    return "POST" in adapter.allowed_methods(path) and path not in ("/login", "/duty")
