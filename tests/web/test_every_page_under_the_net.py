"""With row security in force every page of every duty is what it was (nightly: some ten thousand)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from every_duty import HOME
from net_stage import Sites, different, sites_of
from who_may import TABLE

pytestmark = [
    pytest.mark.nightly, pytest.mark.parametrize("shared_url", ["postgresql"], indirect=True),
]  # fmt: skip
PAGES = tuple(one.path for one in TABLE if one.method == "GET")


@pytest.fixture(scope="module")
def sites(
    shared_url: str, played: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sites]:
    """With everybody in it, at home and in a neighbouring county."""
    folder = tmp_path_factory.mktemp("net") / "house"
    with sites_of(played, folder, shared_url, HOME) as found:
        yield found


@pytest.mark.parametrize("duty", sorted(HOME))
@pytest.mark.parametrize("whose", ["own", "far"])
def test_every_page_is_the_same_with_the_net_as_without(
    sites: Sites, whose: str, duty: str
) -> None:
    assert different(sites, f"{whose}_{duty}", PAGES) == []
