"""A board of very many cases tells what was counted, by state and unit; cards where one looks into a unit."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from linear import CLERK, OFFICE
from many_cases import NOON
from site_stage import Visitor, visitor
from statements import counting
from wide_site import AUDITOR, CARD, FAR, Site, main, wide_site

from workflow.commands import figures
from workflow.commands.figures import renew_figures
from workflow.queries import board
from workflow.queries.extent import Extent
from workflow.queries.statistics import scope


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Four cases of one department and one of another."""
    return wide_site(tmp_path_factory.mktemp("wide"))


@pytest.fixture
def auditor(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visitor]:
    """Somebody who looks over all of it, where three cases are very many."""
    for room in (figures, scope):
        monkeypatch.setattr(room, "MOST", 3)
    monkeypatch.setattr(board, "COUNTED", 3)
    renew_figures(site[1], NOON)
    yield visitor(site[0], AUDITOR.account)


def figures_of(page: str) -> dict[str, str]:
    """State → how many, as a board heads its columns."""
    found = re.findall(r'<h3>(?:<a[^>]*>)?([^<]+)(?:</a>)?<span class="cnt">(\d+)', page)
    return {title: count for title, count in found if count != "0"}


def chips(page: str) -> dict[str, str]:
    return dict(re.findall(r'<a href="[^"]*"[^>]*>(?:✓ )?([^<]+?) <b>(\d+)</b>', page))


def test_a_wide_board_has_the_figures_of_a_narrow_one_and_no_cards(
    auditor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {path: main(auditor.text(f"/selections/board{path}"))
            for path in ("", "?filter=standing", "?filter=open&filter=blocked")}  # fmt: skip
    monkeypatch.setattr(board, "COUNTED", 1000)
    for path, wide in told.items():
        exact = main(auditor.text(f"/selections/board{path}"))
        assert CARD not in wide and "数据截至2026-03-02 12:00" in wide and "数据截至" not in exact
        assert figures_of(wide) == figures_of(exact), path
        whole, mine = chips(exact), chips(wide)
        assert mine == {key: whole[key] for key in mine} and "我承办" in whole.keys() - mine.keys()


def test_the_units_below_are_told_and_lead_to_their_own_boards(auditor: Visitor) -> None:
    page = main(auditor.text("/selections/board?sort=number"))
    units = page.partition('id="units"')[2]
    rows = re.findall(r'<th scope="row"><a href="([^"]+)">([^<]+)</a></th><td class="num">(\d+)', units)
    assert sorted((name, count) for _, name, count in rows)[-1][1] in ("1", "4")
    assert {count for _, _, count in rows} == {"1", "4"}
    (far,) = (unescape(path) for path, name, _ in rows if name == "外县")
    assert "unit=far" in far and "sort=number" in far
    own = main(auditor.text(far))
    assert own.count(CARD) == 1 and "外县人选" in own
    for path in ("list", "ledger"):
        assert "外县人选" in main(auditor.text(f"/selections/{path}?unit=far"))


def test_a_department_with_too_many_open_cases_has_figures_that_lead_to_lists(
    auditor: Visitor, site: Site
) -> None:
    for guest, query in ((auditor, "?unit=dept"), (visitor(site[0], OFFICE.account), "")):
        page = main(guest.text(f"/selections/board{query}"))
        assert CARD not in page and "按单位" not in page and figures_of(page) == {"第1步": "4"}
        (path,) = re.findall(r'<h3><a href="([^"]+state=s1[^"]*)">', page)
        assert "001" in main(guest.text(unescape(path)))


def test_a_unit_is_found_by_its_name(auditor: Visitor) -> None:
    page = main(auditor.text("/selections/board?q=外&filter=open"))
    assert re.search(r'<li><a href="[^"]*unit=far[^"]*">外县</a></li>', page)
    assert "filter=open" in page and "没有名称里有" not in page
    assert "没有名称里有“<b>”" not in auditor.text("/selections/board?q=<b>")
    assert "没有名称里有“无此”的单位" in auditor.text("/selections/board?q=无此")


def test_what_is_mine_is_shown_however_wide_the_board(auditor: Visitor) -> None:
    followed = main(auditor.text("/selections/board?filter=followed"))
    assert followed.count(CARD) == 1 and "外县人选" in followed
    assert "外县人选" in main(auditor.text("/selections/list?filter=followed"))
    for mine in ("mine", "todo"):
        assert CARD not in main(auditor.text(f"/selections/board?filter={mine}"))


def test_a_list_of_too_many_leads_to_the_board_and_no_file_is_made(auditor: Visitor) -> None:
    for path in ("list", "ledger"):
        answer = auditor.get(f"/selections/{path}?filter=open")
        assert answer.status_code == 303 and "/selections/board?filter=open" in answer.location
    token = auditor.hidden("/password")["csrf_token"]
    sent = auditor.client.post("/selections/list/export", data={"form": "csv", "csrf_token": token})
    assert sent.status_code == 422 and "请先选定单位" in sent.text
    own = auditor.client.post(
        "/selections/list/export?unit=far", data={"form": "csv", "csrf_token": token}
    )
    assert own.status_code == 200 and "外县人选" in own.text


def test_a_unit_that_one_may_not_see_is_not_there(auditor: Visitor, site: Site) -> None:
    assert auditor.get("/selections/board?unit=nix").status_code == 404
    far = visitor(site[0], FAR.account)
    for path in ("board", "list", "ledger"):
        assert far.get(f"/selections/{path}?unit=dept").status_code == 404
    assert far.get("/selections/board?unit=far").status_code == 200


def test_a_wide_board_costs_as_many_statements_as_it_has_parts(auditor: Visitor, site: Site) -> None:
    auditor.text("/selections/board")
    with counting(site[1].engine) as seen:
        auditor.text("/selections/board")
    assert seen.count <= 15


def test_who_opened_cases_finds_them_on_a_wide_board(
    site: Site, auditor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with site[1].reading() as desk:
        from_clerk = board.Viewer(CLERK.account, CLERK.duty, "dept", NOON.date(), NOON.date())
        whole = board.Scope("", of=("mine", from_clerk))
        assert board.extent_of(desk, whole) is Extent.WHOLE
        told = board.tallies(desk, from_clerk, whole, frozenset({"mine"}))
    assert told.whole == told.chips["mine"] == 4
