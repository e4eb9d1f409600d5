"""One machine of the cluster (节点): etcd, Patroni and through it PostgreSQL, started and killed."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

HERE = Path(__file__).parent
ORDERLY = 120  # seconds that an orderly end may take


@dataclass(slots=True)
class Node:
    """A machine: `prefix` puts a command on it, as the user who may run PostgreSQL (`as_user`)."""

    name: str
    number: int
    address: str
    folder: Path
    prefix: Sequence[str]
    as_user: Sequence[str]
    patroni: Sequence[str]  # the command, without its file
    modules: Path  # where Patroni is installed
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def surroundings(self) -> Mapping[str, str]:
        """What its programs find in their environment; what PostgreSQL starts inherits it."""
        return {
            "PYTHONPATH": str(self.modules), "HOME": str(self.folder),
            "PGBACKREST_CONFIG": str(self.folder / "pgbackrest.node.conf"),
        }  # fmt: skip

    def write(self, values: Mapping[str, object]) -> None:
        """Fill in the two templates that every node needs."""
        self.fill("etcd.yml", values)
        self.fill("patroni.yml", values)

    def fill(self, template: str, values: Mapping[str, object]) -> Path:
        """Fill in a template for this node; where it is then."""
        own = {**values, "node": self.name, "address": self.address, "folder": self.folder}
        return fill(template, self.folder, own)

    def start_etcd(self) -> None:
        """Start etcd; it is left alone by what kills the database."""
        self.run("etcd", ["etcd", "--config-file", str(self.folder / "etcd.yml")])

    def start(self) -> None:
        """Start Patroni, which starts PostgreSQL."""
        self.run("patroni", [*self.patroni, str(self.folder / "patroni.yml")])

    def run(self, name: str, command: Sequence[str]) -> None:
        """Start a program on this machine, under a name by which it is ended."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                [*self.prefix, *command], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                cwd=self.folder, start_new_session=True,
                env={**os.environ, **self.surroundings},
            )  # fmt: skip

    def kill(self) -> None:
        """kill -9 of the whole database: Patroni, the postmaster and every backend."""
        patroni = self.running.pop("patroni", None)
        postmaster = self._postmaster()
        backends = children(postmaster) if postmaster else []
        for pid in [*([patroni.pid] if patroni else []), postmaster, *backends]:
            if pid:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        if patroni:
            patroni.wait()

    def end(self) -> None:
        """End the database in an orderly way, as for an upgrade: Patroni shuts PostgreSQL down first."""
        patroni = self.running.pop("patroni")
        patroni.terminate()
        patroni.wait(timeout=ORDERLY)

    def stop(self) -> None:
        """End everything of this node."""
        self.kill()
        for one in self.running.values():
            one.kill()
            one.wait()
        self.running.clear()

    def _postmaster(self) -> int | None:
        """The postmaster that its own file names, if it is there and runs on our data."""
        try:
            pid = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (OSError, ValueError, IndexError):
            return None
        return pid if str(self.folder).encode() in command else None


def fill(template: str, folder: Path, values: Mapping[str, object]) -> Path:
    """Fill in a template into a folder; where it is then."""
    text = Template((HERE / template).read_text(encoding="utf-8")).substitute(values)
    (folder / template).write_text(text, encoding="utf-8")
    return folder / template


def children(parent: int) -> list[int]:
    """The processes that a process started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            after = stat.read_text(errors="replace").rpartition(") ")[2].split()
            if int(after[1]) == parent:
                found.append(int(stat.parent.name))
    return found
