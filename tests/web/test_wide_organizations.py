"""单位 of a country: one level at a time, or by name; a small tree is shown whole."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from scanning import asked, scanned
from site_stage import Visitor, visitor
from wide_site import AUDITOR, SECURITY, Site, by, main, wide_site

from web.admin import organizations
from workflow.commands.organizations import enter_organization
from workflow.queries import choices, levels

UNITS = "/admin/organizations/"
NAME = re.compile(r'<td class="d(\d)"><a href="/admin/organizations/([^"]+)">')


@pytest.fixture(scope="module")
def site(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Two units at the top and an office with a desk below the second."""
    found = wide_site(tmp_path_factory.mktemp("places"), shared_url)
    with found[1].desk() as desk:
        for id, name, above in (("office", "外县办公室", "far"), ("room", "外县办公室一科", "office")):
            enter_organization(desk, by(SECURITY), id, {"name": name, "kind": "unit", "parent": above})
    yield found
    found[1].engine.dispose()


@pytest.fixture
def auditor(site: Site, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """Three units are a tree, four are too many."""
    monkeypatch.setattr(organizations, "TREE", 3)
    return visitor(site[0], AUDITOR.account)


def units_of(page: str) -> dict[str, str]:
    """Id → depth."""
    return {id: depth for depth, id in NAME.findall(main(page))}


def test_a_large_tree_is_told_level_by_level(auditor: Visitor) -> None:
    top = auditor.text(UNITS)
    assert "far" in units_of(top) and not {"office", "room"} & units_of(top).keys()
    assert f'href="{UNITS}?unit=far">下级' in top
    below = auditor.text(f"{UNITS}?unit=far")
    assert units_of(below) == {"office": "0"} and f'<a href="{UNITS}">全部单位</a>' in below
    last = auditor.text(f"{UNITS}?unit=office")
    assert units_of(last) == {"room": "0"} and "下级<span" not in main(last)
    assert "此单位没有下级" in auditor.text(f"{UNITS}?unit=room")
    assert auditor.get(f"{UNITS}?unit=nix").status_code == 404


def test_a_level_goes_on_by_pages(auditor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = units_of(auditor.text(UNITS))
    monkeypatch.setattr(levels, "UNITS", 1)
    path, found = UNITS, list[str]()
    while path:
        page = main(auditor.text(path))
        found += units_of(f"<main{page}")
        (path,) = map(unescape, re.findall(r'<a href="([^"]+)">后面的单位</a>', page) or [""])
    assert found == list(whole)


def test_a_name_is_found_on_any_level_and_of_many_the_first(
    auditor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list(units_of(auditor.text(f"{UNITS}?q=办公室"))) == ["office", "room"]
    assert "换一个词" in auditor.text(f"{UNITS}?q=没有的单位")
    for room in (choices, organizations):
        monkeypatch.setattr(room, "FOUND", 1)
    page = auditor.text(f"{UNITS}?q=办公室")
    assert list(units_of(page)) == ["office"] and "只列前1个单位" in page


def test_a_small_tree_is_shown_whole(site: Site) -> None:
    page = visitor(site[0], AUDITOR.account).text(UNITS)
    assert {"far": "0", "office": "1", "room": "2"}.items() <= units_of(page).items()


@pytest.mark.parametrize("path", ["", "?unit=far", "?q=外县"])
def test_no_more_units_are_read_than_a_page_shows(auditor: Visitor, site: Site, path: str) -> None:
    with asked(site[1]) as questions:
        auditor.text(UNITS + path)
    assert [one for one in questions if "LIMIT" not in one[0] and scanned(site[1], *one)] == []
