"""The desk, its lists, boards and ledgers ask the database as often for many cases as for few."""

import pytest
from flask import Flask
from linear import CLERK, OFFICE
from many_cases import site_of
from site_stage import visitor
from statements import counting

from workflow.journal import House

MOST = 15
FEW, MANY = 5, 60
PAGES = (
    "/", "/done", "/begun", "/followed", "/selections/", "/selections/board",
    "/selections/board?filter=blocked&filter=standing&sort=due", "/selections/list",
    "/selections/ledger", "/selections/sel0", "/selections/sel0?sort=name",
    "/selections/sel0/list?state=s1", "/selections/sel0/ledger",
)  # fmt: skip
Sites = dict[int, tuple[Flask, House]]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """A site with five cases and one with sixty."""
    return {many: site_of(tmp_path_factory.mktemp(f"many{many}"), many) for many in (FEW, MANY)}


def costs(site: tuple[Flask, House], login: str) -> dict[str, int]:
    """Statements by page, with everything read that is read once a process."""
    app, house = site
    guest, found = visitor(app, login), {}
    for path in PAGES:
        guest.text(path)
        with counting(house.engine) as seen:
            guest.text(path)
        found[path] = seen.count
    return found


@pytest.mark.parametrize("login", [CLERK.account, OFFICE.account])
def test_no_page_asks_more_for_more_cases_nor_ever_more_than_fifteen_times(
    sites: Sites, login: str
) -> None:
    few, many = costs(sites[FEW], login), costs(sites[MANY], login)
    assert few == many
    assert {path: count for path, count in many.items() if count > MOST} == {}


def test_a_long_list_is_read_page_by_page(sites: Sites) -> None:
    guest = visitor(sites[MANY][0], OFFICE.account)
    first, second = guest.text("/begun"), guest.text("/")
    assert "第 1 / " not in first  # twelve holds
    assert second.count("<tr") == 1 + 48  # those not held
    clerk = visitor(sites[MANY][0], CLERK.account)
    assert clerk.text("/followed").count("<tr") == 1 + 50
    last = clerk.text("/followed?page=2")
    assert last.count("<tr") == 1 + 10 and "第 2 / 2 页，共 60 条" in last
    for odd in ("0", "99", "-1", "x", "1" * 30, "²", "2&endpoint=x&_external=1&_scheme=gopher"):
        page = clerk.text(f"/followed?page={odd}")
        assert "gopher:" not in page and 'href="/followed' in page


def test_a_column_shows_twenty_five_cards_and_says_how_many_more(sites: Sites) -> None:
    page = visitor(sites[MANY][0], OFFICE.account).text("/selections/sel0")
    assert page.count('<article class="card-c">') == 25
    assert "其余 35 人" in page
    listed = visitor(sites[MANY][0], OFFICE.account).text("/selections/sel0/list?state=s1&page=2")
    assert listed.count("<tr") == 1 + 10
