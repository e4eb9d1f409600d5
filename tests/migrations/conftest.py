"""Fixtures of migrations: a house with cases, and a program that knows a later schema."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from linear import AT, OFFICE, linear_edition, linear_house
from sqlalchemy import Connection, Engine

from workflow import migrations
from workflow.commands.cases import move
from workflow.journal import House, Order
from workflow.models import open_engine

LATER = Path(__file__).parent / "later"


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """Two cases on a line; one has moved."""
    house = linear_house(url, tmp_path, linear_edition(3), 2)[0]
    with house.desk() as desk:
        move(desk, Order("m0", OFFICE, AT), "case0", "m0", {})
    return house


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """An empty database."""
    engine = open_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def db(engine: Engine) -> Iterator[Connection]:
    """One transaction on an empty database."""
    with engine.begin() as connection:
        yield connection


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program as it will be one day: it works with a second revision."""
    monkeypatch.setattr(migrations, "PLACES", (*migrations.PLACES, LATER))
    monkeypatch.setattr(migrations, "HEAD", "002")
