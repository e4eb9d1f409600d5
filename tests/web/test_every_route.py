"""Every route, every duty, one's own objects and those of another: compared with one table."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from site_stage import BEFORE, DEFINITIONS, NOW, Visitor, rows, visitor
from who_may import EVERYBODY, LOOKS_EVERYWHERE, TABLE, Line

from web.app import create_app
from workflow.commands.accounts import grant_duty, open_account
from workflow.commands.logins import set_password
from workflow.commands.organizations import enter_organization
from workflow.house import open_house
from workflow.journal import Actor, House, Order
from workflow.workdays import load

SECURITY = Actor("baomi", "安全保密管理员", "security_admin", "linjiang")
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # forty people log in
PASSWORD = "测试口令-2026"
# Where a duty is held: what the duties file calls at the department, the committee, the unit …
PLACES = {
    "zuzhibu": "cadre_clerk cadre_chief organization_head supervision_officer file_auditor "
    "political_checker recommendation_officer political_assessor department_member "
    "inspection_leader inspection_member",
    "linjiang": "meeting_secretary committee_secretary committee_member system_admin "
    "committee_organization_member security_admin audit_admin audit_reader",
    "gongwei": "unit_secretary discipline_secretary",
    "gongwei_dangwei": "organ_party_secretary organ_party_officer",
    "gongwei_jijian": "organ_discipline_secretary unit_discipline_officer",
    "gongwei_renshi": "unit_organization_officer",
    "gongwei_zhibu": "branch_secretary branch_member",
    "jiwei": "discipline_officer",
    "fenguan": "upper_leader",
    "shengwei_zuzhibu": "upper_organization_officer upper_organization_head",
    "zonggonghui": "joint_manager_officer united_front_officer auditing_officer",
}
HOME = {duty: place for place, duties in PLACES.items() for duty in duties.split()}
COUNTY = "xianwei"


@pytest.fixture(scope="session")
def everybody(played: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The played house with an account for each duty, at home and in a neighbouring county."""
    folder = tmp_path_factory.mktemp("everybody") / "house"
    shutil.copytree(played, folder)
    house = open_house(
        f"sqlite:///{folder / 'cadre.db'}", attachments=folder / "attachments",
        calendar=load(DEFINITIONS / "calendars"),
    )  # fmt: skip
    secret = CHEAP.hash(PASSWORD)
    with house.desk() as desk:
        enter_organization(desk, Order("county", SECURITY, BEFORE), COUNTY,
                           {"name": "某县委", "kind": "committee", "parent": "linjiang"})  # fmt: skip
        for duty, home in HOME.items():
            for login, place in ((f"own_{duty}", home), (f"far_{duty}", COUNTY)):
                opened = Order(f"open-{login}", SECURITY, BEFORE)
                open_account(desk, opened, login, {"login": login, "name": "新来者"})
                grant_duty(desk, Order(f"grant-{login}", SECURITY, BEFORE), login,
                           {"duty": duty, "organization": place, "from": "2020-01-01"})  # fmt: skip
                set_password(desk, login, secret, BEFORE)
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
