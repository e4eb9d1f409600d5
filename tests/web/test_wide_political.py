"""政治素质 of a country: assessments by units, whoever is held or vetoed some at a time."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from scanning import asked, scanned
from site_stage import Visitor, visitor
from wide_site import AUDITOR, FAR, SECURITY, Site, by, main, wide_site

from web import paging
from web import political as rooms
from workflow.commands.accounts import grant_duty, open_account
from workflow.commands.organizations import enter_organization
from workflow.commands.standing import hold
from workflow.journal import Actor
from workflow.queries import political

HEADS = {"p0": Actor("head", "部长", "organization_head", "dept"),
         "far-p": Actor("far-head", "外县部长", "organization_head", "far")}  # fmt: skip
ASKED = {"reason": "有反映", "source": "信访", "to_verify": "情况", "due_on": "2026-03-13"}


@pytest.fixture(scope="module")
def site(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Two people are held; a third unit has no case."""
    found = wide_site(tmp_path_factory.mktemp("political"), shared_url)
    with found[1].desk() as desk:
        enter_organization(desk, by(SECURITY), "idle", {"name": "空设局", "kind": "unit"})
        for person, actor in HEADS.items():
            account, told = actor.account, {"login": actor.account, "name": actor.name}
            open_account(desk, by(SECURITY), account, told)
            grant_duty(desk, by(SECURITY), account, {
                "duty": actor.duty, "organization": actor.organization, "from": "2020-01-01",
            })  # fmt: skip
            hold(desk, by(actor), person, ASKED)
    yield found
    found[1].engine.dispose()


@pytest.fixture
def auditor(site: Site, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """Four cases are looked through, five are too many."""
    monkeypatch.setattr(political, "COUNTED", 4)
    return visitor(site[0], AUDITOR.account)


def test_of_many_cases_a_unit_is_chosen_first(auditor: Visitor) -> None:
    page = main(auditor.text("/political/"))
    told = re.findall(r'<li><a href="([^"]+)">([^<]+)</a></li>', page)
    assert ("/political/?unit=far", "外县") in told and "空设局" not in page
    assert "没有正在办理的考察和把关" not in page
    assert '<a href="/political/?unit=far">外县</a>' in auditor.text("/political/?q=外")
    assert "没有名称里有“无此”的单位" in auditor.text("/political/?q=无此")
    chosen = main(auditor.text("/political/?unit=far"))
    assert "没有正在办理的考察和把关" in chosen and "先选定单位" not in chosen
    assert '<a href="/political/">全部单位</a>' in chosen


def test_a_unit_that_one_may_not_see_is_not_there(auditor: Visitor, site: Site) -> None:
    assert auditor.get("/political/?unit=nix").status_code == 404
    assert visitor(site[0], FAR.account).get("/political/?unit=dept").status_code in (403, 404)


def test_whoever_is_held_is_listed_once_over_all_pages(
    auditor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in (paging, rooms):
        monkeypatch.setattr(room, "SIZE", 1)
    first = main(auditor.text("/political/"))
    (path,) = re.findall(r'<a href="([^"]+)">下一页</a>', first)
    pages = (first, main(auditor.text(unescape(path))))
    assert "共2人" in first and "who=2" in path
    found = [set(re.findall(r'<a href="/people/([^/]+)/political">', one)) for one in pages]
    assert sorted(found, key=min) == [{"far-p"}, {"p0"}]


@pytest.mark.parametrize("path", ["/political/", "/political/?unit=far"])
def test_nobody_is_looked_at_who_is_not_shown(auditor: Visitor, site: Site, path: str) -> None:
    with asked(site[1]) as questions:
        auditor.text(path)
    whole = [one for one in questions if "LIMIT" not in one[0] and scanned(site[1], *one)]
    assert whole == []
