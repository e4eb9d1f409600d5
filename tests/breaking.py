"""What breaks (故障): the n-th step that changes a disk or asks the database fails, or the process dies.

A step fails before it was done or after ("failed, but kept"): whoever is told of the failure cannot
know which. A write that fails has written half.
"""

import errno
import os
import shutil
import signal
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, event

PING = ";"  # asked by the pool before a connection is used; it gets another where that fails


class Killed(BaseException):
    """The process dies here."""


class Lost(psycopg.OperationalError):
    """The connection to the server is gone."""


Error = Callable[[], BaseException | None]


@dataclass(slots=True)
class Faults:
    """Breaks the n-th step, before it is done or after; counts all, or those that say `only`."""

    at: int
    error: Error
    kept: bool = False
    only: str = ""
    count: int = 0
    steps: list[str] = field(default_factory=list)  # what they were

    @property
    def broke(self) -> bool:
        """Whether the step was reached."""
        return self.count >= self.at

    def step(
        self, name: str, real: Callable[..., Any], *args: Any, half: Callable[[], Any] | None = None,
        **named: Any,
    ) -> Any:  # fmt: skip
        """Do one step, unless it is the one that breaks."""
        self.count += self.only in name
        self.steps.append(name)
        if self.count != self.at or self.only not in name:
            return real(*args, **named)
        done = real(*args, **named) if self.kept else half() if half else None
        if error := self.error():
            raise error
        return done if self.kept else real(*args, **named)


def kill() -> None:
    """As by kill -9: nothing is tidied."""
    os.kill(os.getpid(), signal.SIGKILL)


ERRORS = [
    lambda: OSError(errno.EIO, "EIO"), Killed,
    pytest.param(lambda: OSError(errno.ENOSPC, "ENOSPC"), marks=pytest.mark.nightly),
]  # fmt: skip


@dataclass(slots=True)
class _File:
    """An open file whose writes are steps."""

    file: Any
    faults: Faults

    def write(self, data: Any) -> Any:
        def half() -> None:
            self.file.write(data[: len(data) // 2])

        return self.faults.step("write", self.file.write, data, half=half)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)

    def __enter__(self) -> "_File":
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()


@contextmanager
def breaking(faults: Faults) -> Iterator[None]:
    """Every opening to write, write, copy, sync, rename, link and removal of a file may break."""
    opening, handed = Path.open, os.fdopen

    def opened_to(self: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        if "r" in mode:
            return opening(self, mode, *more, **named)
        return _File(faults.step("open", opening, self, mode, *more, **named), faults)

    def handed_to(handle: int, mode: str = "r", *more: Any, **named: Any) -> Any:
        file = handed(handle, mode, *more, **named)
        return file if "r" in mode else _File(file, faults)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "open", opened_to)
        patch.setattr(os, "fdopen", handed_to)
        for owner, name in ((os, "fsync"), (os, "link"), (Path, "replace"), (Path, "unlink"),
                            (shutil, "copyfile"), (zipfile._ZipWriteFile, "write")):  # fmt: skip
            patch.setattr(owner, name, _stepping(faults, name, getattr(owner, name)))
        yield


def _stepping(faults: Faults, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
    def stepped(*args: Any, **named: Any) -> Any:
        return faults.step(name, real, *args, **named)

    return stepped


@contextmanager
def breaking_database(engine: Engine, faults: Faults) -> Iterator[None]:
    """Every statement and COMMIT of new connections may break, whoever sends it."""
    engine.dispose()
    name, listener = (
        ("do_connect", _to_sqlite(faults)) if engine.dialect.name == "sqlite"
        else ("connect", _to_postgresql(faults))
    )  # fmt: skip
    event.listen(engine, name, listener)
    at, faults.at = faults.at, 0
    try:
        with engine.connect():  # what a new connection asks of itself is no step
            pass
        faults.at, faults.count, faults.steps = at, 0, []
        yield
    finally:
        event.remove(engine, name, listener)
        engine.dispose()


def _to_sqlite(faults: Faults) -> Callable[..., None]:
    class Cursor(sqlite3.Cursor):
        def execute(self, text: str, *more: Any) -> Any:
            return faults.step(text, super().execute, text, *more)

        def executemany(self, text: str, *more: Any) -> Any:
            return faults.step(text, super().executemany, text, *more)

    class Connection(sqlite3.Connection):
        def cursor(self, factory: Any = Cursor) -> Any:
            return super().cursor(factory)

        def commit(self) -> None:
            faults.step("COMMIT", super().commit)

    def connecting(dialect: Any, record: Any, args: list[Any], named: dict[str, Any]) -> None:
        named["factory"] = Connection

    return connecting


def _to_postgresql(faults: Faults) -> Callable[..., None]:
    class Cursor(psycopg.Cursor[Any]):
        def execute(self, query: Any, *more: Any, **named: Any) -> Any:
            if query == PING:
                return super().execute(query, *more, **named)
            with _cut(self.connection):
                return faults.step(query, super().execute, query, *more, **named)

        def executemany(self, query: Any, *more: Any, **named: Any) -> Any:
            with _cut(self.connection):
                return faults.step(query, super().executemany, query, *more, **named)

    def connected(connection: Any, record: Any) -> None:
        real = connection.commit

        def commit() -> None:
            with _cut(connection):
                faults.step("COMMIT", real)

        connection.cursor_factory, connection.commit = Cursor, commit

    return connected


@contextmanager
def _cut(connection: psycopg.Connection[Any]) -> Iterator[None]:
    """Whoever loses the connection has none any more."""
    try:
        yield
    except Lost:
        connection.pgconn.finish()
        raise
