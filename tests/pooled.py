"""A PgBouncer before the database of a test, as deploy/cluster has it but for place and size."""

import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, make_url

from deploy.cluster.node import fill
from deploy.cluster.proxies import answers, program

WAIT = 30


@contextmanager
def pooled(url: str, connections: int = 20) -> Iterator[str]:
    """The URL of the same database through a PgBouncer with that many connections to it."""
    straight, port = make_url(url), _free_port()
    with tempfile.TemporaryDirectory(prefix="pool") as temporary:
        folder = Path(temporary)
        owner = _written(folder, straight, port, connections)
        with (folder / "log").open("wb") as log:
            pool = subprocess.Popen(
                [*owner, program("pgbouncer"), str(folder / "pgbouncer.ini")],
                stdout=log,
                stderr=log,
            )
        try:
            end = time.monotonic() + WAIT
            while not answers("127.0.0.1", port):
                assert pool.poll() is None and time.monotonic() < end, (folder / "log").read_text()
                time.sleep(0.05)
            yield f"postgresql+psycopg://{straight.username}:known@127.0.0.1:{port}/cadre"
        finally:
            pool.kill()
            pool.wait()


def _written(folder: Path, straight: URL, port: int, connections: int) -> list[str]:
    """Write its files; what stands before its command, so that it may reach the server."""
    there = str(straight.query["host"])  # the folder of the server's socket, its owner's alone
    path = fill("pgbouncer.ini", folder, {"address": "127.0.0.1", "folder": str(folder)})
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ("host=127.0.0.1 port=5432 dbname=cadre", f"host={there} dbname={straight.database}"),
        ("listen_port = 6432", f"listen_port = {port}"),
        ("default_pool_size = 20", f"default_pool_size = {connections}"),
    ):
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    (folder / "userlist.txt").write_text(f'"{straight.username}" "known"\n', encoding="utf-8")
    if os.geteuid() != 0:
        return []
    owner = os.stat(there)
    os.chown(folder, owner.st_uid, owner.st_gid)
    return ["setpriv", f"--reuid={owner.st_uid}", f"--regid={owner.st_gid}", "--clear-groups"]


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])
