"""Fixtures of the browser tests: one Chromium, houses played once, a site of its own for each test."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser_stage import Site, Visitor, site_on, visitors
from played_houses import STORIES
from playing import DEFINITIONS, HAPPY, played_in
from playwright.sync_api import Browser, sync_playwright

from workflow.definition import read_all
from workflow.stories.stage import Editions

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--lang=zh-CN",
)  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    """The mark of this folder."""
    config.addinivalue_line("markers", "house(name): which of STORIES was played before the test")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser; where it is missing the tests fail, for nobody would notice them skipped."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail("no Chromium: run `make tools`")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def editions() -> Editions:
    """The editions, read once; their proof is the matter of other tests."""
    return read_all(DEFINITIONS)


@pytest.fixture(scope="session")
def houses(tmp_path_factory: pytest.TempPathFactory, editions: Editions) -> Callable[[str], Path]:
    """The folder of a played house by the name of its story; each is played once."""
    known: dict[str, Path] = {}

    def folder(name: str) -> Path:
        if name not in known:
            known[name] = tmp_path_factory.mktemp(name)
            story = STORIES[name][0].format(happy=HAPPY)
            played_in(known[name], story, editions=editions).engine.dispose()
        return known[name]

    return folder


@pytest.fixture
def site(
    request: pytest.FixtureRequest, houses: Callable[[str], Path], tmp_path: Path
) -> Iterator[Site]:
    """A site on a copy of a played house: where a branch is asked, unless the mark names another."""
    mark = request.node.get_closest_marker("house")
    name = mark.args[0] if mark else "investigation"
    shutil.copytree(houses(name), tmp_path / "house")
    with site_on(tmp_path / "house", STORIES[name][1]) as found:
        yield found


@pytest.fixture
def sit(chromium: Browser, site: Site) -> Iterator[Callable[..., Visitor]]:
    """Somebody sits down at a screen. Afterwards no browser has complained of anything."""
    opened: list[Visitor] = []
    yield visitors(chromium, site, opened)
    faults = [fault for one in opened for fault in one.faults]
    for one in opened:
        one.page.context.close()
    assert faults == []
