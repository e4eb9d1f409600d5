"""Fixtures of the command line: an instance of its own, and a way to run it."""

from pathlib import Path

import pytest
from cadre_runs import HOUSE, Cadre, Ran

from workflow.cli import engine
from workflow.cli.chinese import run


@pytest.fixture
def cadre(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Cadre:
    """Runs `cadre …` on a database in a folder of the test."""
    monkeypatch.setenv("CADRE_DB", f"sqlite:///{tmp_path / 'cadre.db'}")
    monkeypatch.setenv("CADRE_FOLDER", str(tmp_path))  # of files beside PostgreSQL

    def ran(*arguments: object) -> Ran:
        code = run(engine, [str(one) for one in arguments])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return ran


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """Definitions with a calendar and no edition: nothing to prove."""
    folder = tmp_path / "definitions"
    folder.mkdir()
    (folder / "calendars").symlink_to(HOUSE / "calendars")
    return folder
