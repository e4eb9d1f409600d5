"""With row security in force lists are what they were: the net hides nothing that a page may show."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from net_stage import Sites, different, sites_of
from playing import PASSWORD
from site_stage import Visitor, visitor
from statements import counting
from who_may import ASKED_OF_THE_BRANCH

from workflow.models.sight import COVERED

pytestmark = pytest.mark.parametrize("shared_url", ["postgresql"], indirect=True)
FEW = ("branch_secretary", "cadre_clerk", "discipline_officer")
KEEPER = "system_admin"  # of a county where no case and nobody's file is
# The longest lists, and the pages of those who see a request and not its case.
PAGES = (
    "/", "/begun", "/selections/board", "/selections/list", "/selections/dongyi", "/cases/shen",
    "/opinions/", f"/opinions/{ASKED_OF_THE_BRANCH}", f"/opinions/{ASKED_OF_THE_BRANCH}/letter",
    "/requests/case:shen/branch_opinion/answer/branch_secretary/gongwei_zhibu",
    "/publicity/", "/people/", "/people/wei_tongzhou", "/records/", "/statistics/",
)  # fmt: skip


@pytest.fixture(scope="module")
def sites(
    shared_url: str, played: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sites]:
    """With a few people in it."""
    folder = tmp_path_factory.mktemp("net") / "house"
    with sites_of(played, folder, shared_url, (*FEW, KEEPER)) as found:
        yield found


@pytest.mark.parametrize("duty", FEW)
def test_the_lists_are_the_same_with_the_net_as_without(sites: Sites, duty: str) -> None:
    assert different(sites, f"own_{duty}", PAGES) == []


def test_the_state_of_the_system_counts_everything_wherever_it_is(sites: Sites) -> None:
    assert different(sites, f"far_{KEEPER}", ["/admin/system"]) == []


def test_a_page_names_its_places_before_it_asks_for_rows(sites: Sites) -> None:
    guest = visitor(sites[1], "own_cadre_clerk", PASSWORD)
    with counting(sites[2].engine) as seen:
        guest.text("/selections/list")
    covered = re.compile(rf"\b(?:{'|'.join(one.name for one in COVERED)})\b")
    asked = [covered.search(words) is not None for words in seen.texts]
    named = ["set_config" in words for words in seen.texts]
    assert sum(named) == 1 and named.index(True) < asked.index(True)


def test_who_is_not_known_sees_what_is_for_everybody(sites: Sites) -> None:
    guest = Visitor(sites[1].test_client())
    assert [guest.get(one).status_code for one in ("/login", "/ballot", "/", "/none")] == [
        200, 200, 302, 404,
    ]  # fmt: skip
