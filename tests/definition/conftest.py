"""A definitions folder of its own for every test."""

from pathlib import Path

import pytest
from small_process import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)
