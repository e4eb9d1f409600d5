"""Fixtures of the site: a house played once, copied for each test."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from site_stage import BEFORE, DEFINITIONS, HAPPY, NOW, PASSWORD, STORY, Visitor, visitor
from voting_stage import Polling, polling

from web.app import create_app
from web.passwords import hashed
from workflow.commands.logins import set_password
from workflow.house import open_house
from workflow.journal import House
from workflow.stories import play, read_story
from workflow.stories.stage import fresh_house
from workflow.workdays import load


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the database as it stands when the branch is asked."""
    folder = tmp_path_factory.mktemp("played")
    story = folder / "story.yaml"
    story.write_text(STORY.format(happy=HAPPY), encoding="utf-8")
    house = fresh_house(folder, DEFINITIONS, BEFORE)
    told = play(read_story(story), house)
    assert told.difference is None, "\n".join(told.difference.lines())
    password = hashed(PASSWORD)
    with house.desk() as desk:
        for login in told.story.world.accounts:
            set_password(desk, login, password, BEFORE)
    house.engine.dispose()
    return folder


@pytest.fixture
def house(played: Path, tmp_path: Path) -> Iterator[House]:
    """A copy of the played house."""
    shutil.copytree(played, tmp_path / "house")
    found = open_house(
        f"sqlite:///{tmp_path / 'house' / 'cadre.db'}",
        attachments=tmp_path / "house" / "attachments", calendar=load(DEFINITIONS / "calendars"),
    )  # fmt: skip
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
