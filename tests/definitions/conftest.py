"""The definitions of this house, read once."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from workflow.definition import read_all
from workflow.edition import Edition, Process

FOLDER = Path(__file__).parents[2] / "definitions"


@pytest.fixture(scope="session")
def editions() -> Mapping[str, Edition]:
    return read_all(FOLDER)


@pytest.fixture(scope="session")
def promotion(editions: Mapping[str, Edition]) -> Process:
    return editions["promotion/1"].process


@pytest.fixture(scope="session")
def transfer(editions: Mapping[str, Edition]) -> Process:
    return editions["transfer/1"].process


@pytest.fixture(scope="session")
def adjustment(editions: Mapping[str, Edition]) -> Process:
    return editions["adjustment/1"].process


@pytest.fixture(scope="session", params=["promotion/1", "transfer/1", "adjustment/1"])
def process(request: pytest.FixtureRequest, editions: Mapping[str, Edition]) -> Process:
    return editions[request.param].process
