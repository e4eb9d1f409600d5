"""统计 of a country: behind a figure stand its units, and behind a unit the list."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from many_cases import NOON
from scanning import asked, scanned
from site_stage import Visitor, visitor
from statements import counting
from wide_site import AUDITOR, FAR, Site, main, wide_site

from workflow.commands import figures
from workflow.commands.figures import renew_figures
from workflow.journal import House
from workflow.queries.statistics import scope, units

ROW = re.compile(r'<th scope="row"><a href="([^"]+)">([^<]+)</a></th><td class="num">(\d+|－)')
FIGURE = re.compile(r'<a href="(/statistics/[a-z]+\?[^"]+)">([^<]+)</a>')


@pytest.fixture(scope="module")
def site(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Four cases of one department and one of another."""
    found = wide_site(tmp_path_factory.mktemp("units"), shared_url)
    yield found
    found[1].engine.dispose()


@pytest.fixture
def auditor(site: Site, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """Four cases are read at once, five are too many."""
    for room in (figures, scope):
        monkeypatch.setattr(room, "MOST", 3)
    monkeypatch.setattr(scope, "LISTED", 4)
    renew_figures(site[1], NOON)
    return visitor(site[0], AUDITOR.account)


def shares(page: str) -> list[tuple[str, str, str]]:
    return [(unescape(path), name, count) for path, name, count in ROW.findall(page)]


def figures_of(page: str) -> list[tuple[str, int]]:
    """The address and the length of every list; what says days is no length."""
    rows = [FIGURE.findall(row) for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", page)]
    return [(unescape(path), int(count)) for row in rows for path, count in row[:1]]


def test_each_figure_leads_to_its_units_and_each_unit_to_as_long_a_list(auditor: Visitor) -> None:
    found = figures_of(main(auditor.text("/statistics/")))
    assert len(found) >= 4
    for path, count in found:
        page = main(auditor.text(path))
        assert f"共 {count} 条，数据截至2026-03-02 12:00" in page and "先选定单位" in page, path
        told = shares(page)
        assert sum(int(one) for _, _, one in told) == count and told, path
        for address, name, share in told:
            listed = main(auditor.text(address))
            assert f"共 {share} 条" in listed and f"单位：{name}" in listed, address


def test_the_statistics_of_a_unit_are_its_own(auditor: Visitor) -> None:
    page = main(auditor.text("/statistics/?unit=far"))
    assert "单位：外县" in page and "unit=far" in page
    assert '<input type="hidden" name="unit" value="far">' in page
    assert {count for path, count in figures_of(page) if "/opened" in path} == {1}


def test_a_unit_is_found_by_its_name(auditor: Visitor) -> None:
    page = main(auditor.text("/statistics/opened?row=2026-03&q=外"))
    ((path, _),) = re.findall(r'<li><a href="([^"]+)">(外县)</a></li>', page)
    assert "共 1 条" in main(auditor.text(unescape(path))) and "row=2026-03" in unescape(path)
    assert "没有名称里有“无此”的单位" in auditor.text("/statistics/opened?q=无此")


def test_units_are_told_page_by_page(auditor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units, "PLACES", 1)
    first = main(auditor.text("/statistics/opened?row=2026-03"))
    (path,) = re.findall(r'<a href="([^"]+)">后面的单位</a>', first)
    second = main(auditor.text(unescape(path)))
    assert [name for page in (first, second) for _, name, _ in shares(page)] == ["组织部", "外县"]
    assert "从头列出" in second and "后面的单位" not in second


def test_no_file_is_made_of_too_long_a_list(auditor: Visitor) -> None:
    token = auditor.hidden("/password")["csrf_token"]
    told = {"form": "csv", "what": "list", "csrf_token": token}
    assert "请先选定单位" in auditor.client.post("/statistics/opened/export", data=told).text
    own = auditor.client.post("/statistics/opened/export?unit=far", data=told)
    assert own.status_code == 200 and "外县人选" in own.text and "单位：外县" in own.text


def test_a_unit_that_one_may_not_see_is_not_there(auditor: Visitor, site: Site) -> None:
    far = visitor(site[0], FAR.account)
    for path in ("", "opened"):
        assert auditor.get(f"/statistics/{path}?unit=nix").status_code == 404
        assert far.get(f"/statistics/{path}?unit=dept").status_code == 404
        assert far.get(f"/statistics/{path}?unit=far").status_code == 200
    assert auditor.get("/statistics/stays?row=promotion.nix").status_code == 404


def test_a_selection_is_listed_whole_wherever_one_looks_from(auditor: Visitor) -> None:
    assert "共 4 条" in main(auditor.text("/statistics/opened?selection=sel0"))


def test_before_anything_was_counted_a_list_is_whole(auditor: Visitor, site: Site) -> None:
    clear(site[1])
    assert "共 5 条" in main(auditor.text("/statistics/opened"))


def clear(house: House) -> None:
    with house.desk() as desk:
        desk.db.exec_driver_sql("DELETE FROM figures")


def test_units_cost_no_reading_of_cases(auditor: Visitor, site: Site) -> None:
    told = ("/statistics/stays?row=linear.s1&column=there", "/statistics/asked?row=@dept", "/statistics/?unit=dept")
    for path in told:
        with asked(site[1]) as questions:
            auditor.text(path)
        # What begins at the first row and ends after so many is no matter of how many there are.
        whole = [one for one in questions if "LIMIT" not in one[0] and scanned(site[1], *one)]
        assert whole == [], path
    with counting(site[1].engine) as seen:
        auditor.text("/statistics/stays?row=linear.s1&column=there")
    assert seen.count <= 14
    assert not [one for one in seen.texts if "FROM entries" in one or "JOIN entries" in one]
