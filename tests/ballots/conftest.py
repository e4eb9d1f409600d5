"""Fixtures of the ballots: houses played once up to a voting, copied for each test."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from ballot_house import DEFINITIONS, EVALUATION, MEETING, played

from workflow.definition import read_all
from workflow.house import open_house
from workflow.journal import House
from workflow.stories.stage import Editions
from workflow.workdays import load


@pytest.fixture(scope="session")
def editions() -> Editions:
    """The editions, read once."""
    return read_all(DEFINITIONS)


@pytest.fixture(scope="session")
def houses(tmp_path_factory: pytest.TempPathFactory, editions: Editions) -> Callable[[str], Path]:
    """The folder of a house before the voting of an activity; each is played once."""
    known: dict[str, Path] = {}

    def folder(name: str) -> Path:
        if name not in known:
            known[name] = tmp_path_factory.mktemp(name)
            played(known[name], editions, f"{name}.record").engine.dispose()
        return known[name]

    return folder


def _copied(folder: Path, place: Path) -> Iterator[House]:
    shutil.copytree(folder, place)
    found = open_house(f"sqlite:///{place / 'cadre.db'}", attachments=place / "attachments",
                       calendar=load(DEFINITIONS / "calendars"))  # fmt: skip
    yield found
    found.engine.dispose()


@pytest.fixture
def house(houses: Callable[[str], Path], tmp_path: Path) -> Iterator[House]:
    """Before the recommending meeting."""
    yield from _copied(houses(MEETING), tmp_path / "house")


@pytest.fixture
def inspected(houses: Callable[[str], Path], tmp_path: Path) -> Iterator[House]:
    """Before the evaluation in the investigation."""
    yield from _copied(houses(EVALUATION), tmp_path / "inspected")
