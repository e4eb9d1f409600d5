"""Fixtures of the stories: a stage for each test, and stories written on the spot."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from story_stage import BEFORE, DEFINITIONS, HERE, Beginnings, Write

from workflow.journal import House
from workflow.stories import Played, Story, play, read_story
from workflow.stories.stage import Editions, fresh_house, proved


@pytest.fixture(scope="session")
def editions() -> Editions:
    """All editions, proved once."""
    return proved(DEFINITIONS)


@pytest.fixture(scope="session")
def beginnings(tmp_path_factory: pytest.TempPathFactory, editions: Editions) -> Beginnings:
    """What several stories begin with, played once."""
    return Beginnings(tmp_path_factory.mktemp("beginnings"), editions)


@pytest.fixture
def house(tmp_path: Path, editions: Editions) -> House:
    """An empty house with all editions published."""
    return fresh_house(tmp_path, DEFINITIONS, BEFORE, editions=editions)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a story beside a link to the happy one and gives its path."""

    def written(text: str, name: str = "story.yaml") -> Path:
        path = tmp_path / name
        path.write_text(text.replace("HAPPY", str(HERE / "promotion_happy.yaml")), "utf-8")
        return path

    return written


@pytest.fixture
def played(house: House, write: Write) -> Callable[[str], Played]:
    """Plays a story given as text; a second one has ids of its own."""
    numbers = count()
    return lambda text: play(read_story(write(text)), house, prefix=f"n{next(numbers)}-")


@pytest.fixture
def told(write: Write) -> Callable[[str], Story]:
    """Reads a story given as text."""
    return lambda text: read_story(write(text))
