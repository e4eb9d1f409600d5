"""会议 of a country: of many bodies a unit is chosen first, and its meetings are listed as ever."""

import re
from collections.abc import Iterator

import pytest
from scanning import asked, scanned
from site_stage import Visitor, visitor
from wide_site import AUDITOR, FAR, SECURITY, Site, by, main, wide_site

from workflow.commands.organizations import enter_organization
from workflow.queries import meetings


@pytest.fixture(scope="module")
def site(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A body of one department, none elsewhere."""
    found = wide_site(tmp_path_factory.mktemp("sittings"), shared_url)
    with found[1].desk() as desk:
        enter_organization(desk, by(SECURITY), "office", {"name": "下属办公室", "kind": "unit", "parent": "dept"})
    yield found
    found[1].engine.dispose()


@pytest.fixture
def auditor(site: Site, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """A single body is more than is looked through at once."""
    monkeypatch.setattr(meetings, "SEATS", 0)
    return visitor(site[0], AUDITOR.account)


def test_of_many_bodies_a_unit_is_chosen_first(auditor: Visitor, site: Site) -> None:
    page = main(auditor.text("/meetings/"))
    (told,) = re.findall(r'<li><a href="([^"]+)">', page)
    assert "先选定单位" in page and "<select" not in page
    chosen = main(auditor.text(told))
    assert '<option value="body"' in chosen and '<input type="hidden" name="unit" value="dept">' in chosen
    assert "这里列出的单位没有会议机构" in chosen and '<a href="/meetings/">全部单位</a>' in chosen
    assert auditor.get("/meetings/?unit=nix").status_code == 404
    assert visitor(site[0], FAR.account).get("/meetings/?unit=dept").status_code == 404


def test_a_case_goes_along_to_the_meetings_of_a_unit(auditor: Visitor) -> None:
    (told,) = re.findall(r'<li><a href="([^"]+)">', main(auditor.text("/meetings/?case=case0")))
    found = main(auditor.text("/meetings/?case=case0&q=下属"))
    assert "unit=office&amp;case=case0" in found and '<input type="hidden" name="case" value="case0">' in found
    assert "case=case0" in told and "选择记录" in auditor.text(told.replace("&amp;", "&"))


def test_few_bodies_are_one_list(site: Site) -> None:
    page = main(visitor(site[0], AUDITOR.account).text("/meetings/"))
    assert '<option value="body"' in page and "先选定单位" not in page


def test_no_body_and_no_meeting_is_read_before_a_unit_is_chosen(auditor: Visitor, site: Site) -> None:
    with asked(site[1]) as questions:
        auditor.text("/meetings/")
    assert [one for one in questions if "LIMIT" not in one[0] and scanned(site[1], *one)] == []
