"""The pages of a case ask the database as often for a long record as for a short one."""

from collections.abc import Callable

import pytest
from flask import Flask
from linear import OFFICE
from many_cases import site_of
from site_stage import NOW, Visitor, visitor
from statements import counting

from workflow.commands.reminding import remind
from workflow.journal import Actor, House
from workflow.queries.requests import open_requests

Enter = Callable[[str], Visitor]
MOST = 17  # names from elsewhere are asked for one by one
CASE = "/cases/shen"
FURTHER = {"/cases/shen/history": 20, "/cases/shen/materials": MOST}
CLERK = Actor("chen_xiao", "陈晓", "cadre_clerk", "zuzhibu")


def cost(guest: Visitor, house: House, path: str) -> int:
    """The statements of a page, with everything read that is read once a process."""
    guest.text(path)
    with counting(house.engine) as seen:
        guest.text(path)
    return seen.count


def test_a_longer_record_costs_no_more(enter: Enter, house: House) -> None:
    leader, clerk = enter("lu_ping"), enter("chen_xiao")
    with house.desk() as desk:
        for one in open_requests(desk, "case:shen")[:2]:
            if one.act != "answer":
                remind(desk, CLERK, one.id, "请抓紧", NOW)
    short = {path: cost(leader, house, path) for path in (CASE, *FURTHER)}
    health = "/cases/shen/activities/health_statement/record"
    for number in range(3):
        told = {"s0_class": "able", "s0_issued_by": f"市第{number}人民医院"}
        assert clerk.submit(health, told).status_code == 303
    assert {path: cost(leader, house, path) for path in (CASE, *FURTHER)} == short
    assert short[CASE] <= MOST
    assert {path: count for path, count in short.items() if count > FURTHER.get(path, MOST)} == {}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Flask, House]]:
    """A house with one case in its selection and one with twelve."""
    return [site_of(tmp_path_factory.mktemp(f"cases{many}"), many) for many in (2, 12)]


def test_more_cases_in_the_selection_cost_no_more(sites: list[tuple[Flask, House]]) -> None:
    few, many = (
        [cost(visitor(app, OFFICE.account), house, f"/cases/case1{page}")
         for page in ("", "/history", "/materials")]
        for app, house in sites
    )  # fmt: skip
    assert few == many
    assert few[0] <= MOST
