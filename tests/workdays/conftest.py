"""The calendars of the house, read once."""

from pathlib import Path

import pytest

from workflow.workdays import Calendar, load

FOLDER = Path(__file__).parents[2] / "definitions" / "calendars"


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    return load(FOLDER)
