"""干部 of a country: units one level at a time, and whoever is looked for by name; nobody's list is printed whole."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from scanning import asked, scanned
from site_stage import Visitor, visitor
from wide_site import AUDITOR, FAR, SECURITY, Site, by, main, wide_site

from workflow.commands.organizations import enter_organization
from workflow.commands.people import register
from workflow.queries import crowd, levels

UNIT = re.compile(r'<th scope="row"><a href="([^"]+)">([^<]+)</a></th><td class="num">([^<]+)<')
PERSON = re.compile(r'<tr><td><a href="/people/[^"]+"><b>([^<]+)</b>')


@pytest.fixture(scope="module")
def site(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Some people in one department, one in another, four in an office below it, nobody in a third."""
    found = wide_site(tmp_path_factory.mktemp("crowds"), shared_url)
    with found[1].desk() as desk:
        for id, name, above in (("office", "外县办公室", "far"), ("idle", "空设局", "")):
            enter_organization(desk, by(SECURITY), id, {"name": name, "kind": "unit", "parent": above})
        for number in range(4):
            register(desk, by(FAR), f"o{number}", f"办事员{number}", "office")
    yield found
    found[1].engine.dispose()


@pytest.fixture
def auditor(site: Site, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """Four people are listed whole, five are too many."""
    monkeypatch.setattr(crowd, "COUNTED", 4)
    return visitor(site[0], AUDITOR.account)


def units_of(page: str) -> dict[str, tuple[str, str]]:
    return {name: (unescape(path), count) for path, name, count in UNIT.findall(main(page))}


def people_of(page: str) -> list[str]:
    return PERSON.findall(main(page))


def test_too_many_are_told_by_the_units_in_which_somebody_works(auditor: Visitor) -> None:
    page = auditor.text("/people/")
    told = units_of(page)
    assert people_of(page) == [] and "范围内超过4人" in page and "<select" not in main(page)
    assert told["外县"][1] == "5" and "空设局" not in told and "外县办公室" not in told


def test_of_a_unit_with_too_many_its_own_people_and_the_units_below_are_listed(auditor: Visitor) -> None:
    far = auditor.text(units_of(auditor.text("/people/"))["外县"][0])
    assert people_of(far) == ["外县人选"]
    ((path, count),) = units_of(far).values()
    below = auditor.text(path)
    assert count == "4" and len(people_of(below)) == 4 and units_of(below) == {}
    assert '<a href="/people/?unit=far">外县</a>' in below and "外县办公室（4）" in below


def test_a_choice_goes_along_from_level_to_level(auditor: Visitor) -> None:
    path = units_of(auditor.text("/people/?standing=held"))["外县"][0]
    assert "standing=held" in path and people_of(auditor.text(path)) == []


def test_a_name_is_found_among_all_and_of_many_the_first(
    auditor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert people_of(auditor.text("/people/?q=办事员2")) == ["办事员2"]
    assert people_of(auditor.text("/people/?q=外县人选&unit=far")) == ["外县人选"]
    assert "没有符合条件的干部" in auditor.text("/people/?q=无此人")
    assert '<a href="/people/?unit=office">外县办公室</a>' in auditor.text("/people/?q=外县办")
    monkeypatch.setattr(crowd, "PAGE", 2)
    page = auditor.text("/people/?q=办事员")
    assert people_of(page) == ["办事员0", "办事员1"] and "只列前2人" in page


def test_units_follow_page_by_page_and_are_counted_so_far_only(
    auditor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(levels, "UNITS", 1)
    monkeypatch.setattr(crowd, "MANY", 4)
    path, found = "/people/", dict[str, str]()
    while path:
        page = main(auditor.text(path))
        told = {name: count for name, (_, count) in units_of(f"<main{page}").items()}
        assert len(told) <= 1
        found |= told
        (path,) = map(unescape, re.findall(r'<a href="([^"]+)">后面的单位</a>', page) or [""])
    assert found["外县"] == "4以上" and "空设局" not in found


@pytest.mark.parametrize("path", ["/people/", "/people/?unit=far", "/people/?standing=held"])
def test_no_more_people_are_read_than_a_page_counts(auditor: Visitor, site: Site, path: str) -> None:
    with asked(site[1]) as questions:
        auditor.text(path)
    whole = [one for one in questions if "LIMIT" not in one[0] and scanned(site[1], *one)]
    assert whole == []

