"""Fixtures of the ledger: one dossier for all tests, and what its verifier says of an archive."""

from pathlib import Path

import pytest
from dossier_made import Made, Verdict, make_dossier
from forger import Forger
from fraud_world import Base, built

from workflow.journal import House
from workflow.ledger.standalone.verify import main


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A house with a witnessed head, the file of trusted keys, and the dossier of a case."""
    return make_dossier(tmp_path_factory.mktemp("dossier"))


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """The honest house that is forged in many ways."""
    return built(tmp_path_factory.mktemp("fraud"))


@pytest.fixture
def verdict(
    made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Verdict:
    """What the verifier says of an archive."""

    def said(data: bytes, *keys: str) -> tuple[int, str]:
        path = tmp_path / "dossier.zip"
        path.write_bytes(data)
        code = main([str(path), *(keys or ("--keys", str(made[1])))])
        return code, capsys.readouterr().out

    return said


@pytest.fixture
def forger(base: Base, tmp_path: Path) -> Forger:
    """Who holds the file of the database, before any change."""
    return Forger.at(base, tmp_path / "forged", "others", tail=False, holds=False)


@pytest.fixture
def armed(forger: Forger) -> House:
    """The honest house, with the laws of the database."""
    forger.put_back("armed.db")
    return forger.house()
