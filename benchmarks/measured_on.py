"""The machine and the versions under which something was measured: one line above every table."""

import os
import platform
import sqlite3
import subprocess
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Connection

HERE = Path(__file__).parent


def measured_on(db: Connection | None = None) -> str:
    """Processor, cores, load, system, Python, libraries, database and commit; `db`: a server to be named too."""
    return "measured on: " + "; ".join(_parts(db))


def _parts(db: Connection | None) -> Iterator[str]:
    cores, load = len(os.sched_getaffinity(0)), os.getloadavg()[0]
    yield f"{cores} cores of {_processor()}, load {load:.1f}"
    yield f"{platform.system()} {platform.release()}"
    yield f"Python {platform.python_version()}, SQLAlchemy {version('sqlalchemy')}, psycopg {version('psycopg')}"
    yield f"SQLite {sqlite3.sqlite_version}"
    if db is not None and db.dialect.name == "postgresql":
        yield f"PostgreSQL {db.exec_driver_sql('SHOW server_version').scalar()}"
    yield f"commit {_commit()}"


def _processor() -> str:
    """The model as Linux names it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = (one.partition(":")[2].strip() for one in lines if one.startswith("model name"))
    return next(named, platform.machine())


def _commit() -> str:
    """The commit of the code, with a plus where the code was changed since."""
    told = subprocess.run(["git", "describe", "--always", "--dirty=+"], cwd=HERE,
                          capture_output=True, text=True, check=False)  # fmt: skip
    return told.stdout.strip() or "unknown"
