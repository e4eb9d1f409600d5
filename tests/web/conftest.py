"""Fixtures of the site: a house played once, copied for each test."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playing import HAPPY, house_in, played_in
from site_stage import NOW, STORY, Visitor, visitor
from voting_stage import Polling, polling

from web.app import create_app
from workflow.journal import House


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the database as it stands when the branch is asked."""
    folder = tmp_path_factory.mktemp("played")
    house = played_in(folder, STORY.format(happy=HAPPY))
    house.engine.dispose()
    return folder


@pytest.fixture
def house(played: Path, tmp_path: Path) -> Iterator[House]:
    """A copy of the played house."""
    shutil.copytree(played, tmp_path / "house")
    found = house_in(tmp_path / "house")
    yield found
    found.engine.dispose()


@pytest.fixture
def app(house: House) -> Flask:
    """The site on it, at noon of the day."""
    return create_app(house, lambda: NOW, b"a secret of the tests, thirty-two")


@pytest.fixture
def enter(app: Flask) -> Callable[[str], Visitor]:
    """Logs somebody in."""
    return lambda login: visitor(app, login)


@pytest.fixture
def place(voting_day: Path, tmp_path: Path) -> Iterator[Polling]:
    """A polling place of one's own."""
    with polling(voting_day, tmp_path / "place") as found:
        yield found


@pytest.fixture
def officer(place: Polling) -> Visitor:
    """The recommendation officer."""
    return place.enter("ma_chao")
