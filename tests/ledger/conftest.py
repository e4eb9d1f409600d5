"""Fixtures of the ledger: one dossier for all tests, and what its verifier says of an archive."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from dossier_by_hand import KEYS
from dossier_made import Made, Verdict, make_dossier
from forger import Forger
from fraud_world import Base, built
from log_by_hand import TABLES
from spoilt_dossiers import Said
from sqlalchemy import Connection, create_engine

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


@pytest.fixture
def said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Said:
    """Exit code and output for an archive and a file of keys."""

    def told(data: bytes, keys: str = KEYS) -> tuple[int, str]:
        (tmp_path / "d.zip").write_bytes(data)
        (tmp_path / "keys.txt").write_text(keys, encoding="utf-8")
        code = main([str(tmp_path / "d.zip"), "--keys", str(tmp_path / "keys.txt")])
        return code, capsys.readouterr().out

    return told


@pytest.fixture
def db() -> Iterator[Connection]:
    """The tables without their laws, so that everything can be false."""
    engine = create_engine("sqlite://")
    with engine.begin() as db:
        db.exec_driver_sql("PRAGMA reverse_unordered_selects = ON")  # no order but the one asked for
        for table in TABLES:
            table.create(db)
        yield db
    engine.dispose()
