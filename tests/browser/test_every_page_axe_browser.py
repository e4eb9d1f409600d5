"""Every page of the site, each by one who may open it: readable by everybody, at a desk and on a phone."""

from collections.abc import Callable, Iterator
from pathlib import Path
from zlib import crc32

import pytest
from browser_stage import PHONE, Site, Visitor, open_to_everybody, site_on
from every_duty import HOME
from played_houses import STORIES
from sound import violations
from who_may import TABLE

pytestmark = pytest.mark.browser
Sit = Callable[..., Visitor]
WIDE = (1440, 900)
SHARE = 8  # of so many pages one is looked at in every run, all of them in the nightly one
# What the table has no line for: a search that finds nothing, a chosen part, a page that is not there.
MORE = {
    "cadre_chief": (
        "/people/?q=s&sex=女", "/selections/board?filter=blocked", "/statistics/stays",
        "/cases/shen/activities/branch_opinion/remind", "/cases/shen/asof?day=2026-02-11", "/nowhere",
    ),
    "audit_admin": ("/records/?q=意见",),
}  # fmt: skip


@pytest.fixture(scope="session")
def everybody_home(houses: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the house where a branch is asked, with an account for each duty."""
    folder = tmp_path_factory.mktemp("everybody") / "house"
    house = open_to_everybody(houses("investigation"), folder)
    house.engine.dispose()
    return folder


@pytest.fixture
def site(everybody_home: Path) -> Iterator[Site]:
    """The site on it; looking writes nothing, so nobody needs a copy."""
    with site_on(everybody_home, STORIES["investigation"][1]) as found:
        yield found


def visits() -> Iterator[tuple[str, list[str]]]:
    """As few duties as open every page of the table, who acts most first, each with its pages."""
    waiting, most = [line for line in TABLE if line.method == "GET" and line.may], "cadre_chief"
    while waiting:
        yield most, [line.path for line in waiting if most in line.may]
        waiting = [line for line in waiting if most not in line.may]
        most = max(sorted(HOME), key=lambda duty: sum(duty in line.may for line in waiting))


@pytest.mark.parametrize(("size", "share"), [
    (WIDE, SHARE), (PHONE, SHARE),
    pytest.param(WIDE, 1, marks=pytest.mark.nightly), pytest.param(PHONE, 1, marks=pytest.mark.nightly),
])  # fmt: skip
def test_axe_finds_nothing_on_any_page_and_none_is_wider_than_the_screen(
    sit: Sit, size: tuple[int, int], share: int
) -> None:
    """The fixture adds: nothing from elsewhere, no complaint of the browser, no breach of the policy."""
    guest = sit("", size)
    guest.go("/login")
    faults = violations(guest)
    for duty, paths in visits():
        wanted = [one for one in (*paths, *MORE.get(duty, ())) if crc32(one.encode()) % share == 0]
        if wanted:
            guest.enter(f"own_{duty}")
        for path in wanted:
            answer = guest.go(path)
            assert answer.status == (404 if path == "/nowhere" else 200), f"{duty} {path}"
            faults += violations(guest)
    assert faults == []
