"""The pages that only a house under supervision has, and the notice of an overdue witness: readable."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser_stage import PHONE, Site, Visitor, open_to_everybody, site_on
from played_houses import STORIES
from sound import violations
from supervised_house import PAGES, supervise

pytestmark = pytest.mark.browser
WIDE = (1440, 900)


@pytest.fixture(scope="module")
def supervised(houses: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of such a house."""
    folder = tmp_path_factory.mktemp("supervised") / "house"
    house = open_to_everybody(houses("investigation"), folder)
    supervise(house, folder)
    house.engine.dispose()
    return folder


@pytest.fixture
def site(supervised: Path) -> Iterator[Site]:
    """The site on it; looking writes nothing, so nobody needs a copy."""
    with site_on(supervised, STORIES["investigation"][1]) as found:
        yield found


@pytest.mark.parametrize(("size", "duties"), [
    (PHONE, ("organization_head",)),
    *(pytest.param(size, tuple(PAGES), marks=pytest.mark.nightly) for size in (WIDE, PHONE)),
])  # fmt: skip
def test_axe_finds_nothing_where_there_is_something_to_supervise(
    sit: Callable[..., Visitor], size: tuple[int, int], duties: tuple[str, ...]
) -> None:
    guest, faults = sit("", size), []
    for duty in duties:
        guest.enter(f"own_{duty}")
        for path in PAGES[duty]:
            assert guest.go(path).status == 200, f"{duty} {path}"
            faults += violations(guest)
        if duty == "organization_head":
            assert "存证逾期未见证" in guest.page.content()
    assert faults == []
