"""Fixtures of the ballots: a house played once up to a voting, copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playing import house_in

from workflow.journal import House


@pytest.fixture
def house(voting_day: Path, tmp_path: Path) -> Iterator[House]:
    """Before the recommending meeting."""
    shutil.copytree(voting_day, tmp_path / "house")
    found = house_in(tmp_path / "house")
    yield found
    found.engine.dispose()
