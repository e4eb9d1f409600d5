"""The real server under load: `cadre serve` in a process of its own, and who used the processors."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url

CADRE = str(Path(sys.executable).with_name("cadre"))
TICK = os.sysconf("SC_CLK_TCK")
READY = 60  # seconds until the first page must be there


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@contextmanager
def served(url: str, folder: Path, port: int) -> Iterator[int]:
    """`cadre serve` on a house, answering; gives its process id. Its words go to `folder`."""
    environ = {**os.environ, "CADRE_DB": url, "CADRE_FOLDER": str(folder)}
    with open(folder / f"serve{port}.log", "w") as words:
        run = subprocess.Popen(
            [CADRE, "serve", "--port", str(port)], env=environ, stdout=words, stderr=words
        )
        try:
            wait_for(port)
            yield run.pid
        finally:
            run.terminate()
            run.wait(timeout=30)


def wait_for(port: int) -> None:
    """Until the server takes connections; raises TimeoutError."""
    until = time.monotonic() + READY
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"nobody listens at {port}")


def verified(url: str, folder: Path) -> str:
    """What `cadre journal verify` says; raises CalledProcessError where anything does not agree."""
    environ = {**os.environ, "CADRE_DB": url, "CADRE_FOLDER": str(folder)}
    ran = subprocess.run(
        [CADRE, "journal", "verify"], env=environ, capture_output=True, text=True, check=True
    )
    return ran.stdout.strip().splitlines()[-1]


def _stat(pid: str | int) -> tuple[int, float, float]:
    """Parent of a process, and the CPU seconds that it used, and those of its children that ended."""
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own, ended = ((int(told[n]) + int(told[n + 1])) / TICK for n in (11, 13))
    return int(told[1]), own, ended


@dataclass(frozen=True, slots=True)
class Used:
    """CPU seconds so far: of the sites, the database, ourselves and everybody."""

    web: float
    database: float
    people: float
    all: float

    def since(self, before: "Used", seconds: float) -> Mapping[str, float]:
        """Cores that were busy since, by whom."""
        web, database = self.web - before.web, self.database - before.database
        people = self.people - before.people
        others = self.all - before.all - web - database - people
        told = {"web": web, "database": database, "people": people, "others": others}
        return {who: max(0.0, spent) / seconds for who, spent in told.items()}


def used(sites: list[int], url: str) -> Used:
    """What was used until now; the database is the processes of the server, where there is one."""
    first = Path("/proc/stat").read_text().splitlines()[0].split()
    busy = sum(map(int, first[1:9])) - int(first[4]) - int(first[5])
    return Used(
        sum(_stat(pid)[1] for pid in sites), sum(_postgres(url)), time.process_time(), busy / TICK
    )


def _postgres(url: str) -> Iterator[float]:
    """CPU seconds of each process of a server on this machine that is reached by its socket."""
    folder = make_url(url).query.get("host")
    if not isinstance(folder, str):
        return
    first = (Path(folder) / "postmaster.pid").read_text().split()[0]
    for one in Path("/proc").iterdir():
        if one.name.isdigit():
            try:
                parent, spent, ended = _stat(one.name)
            except OSError:  # it has ended meanwhile
                continue
            if one.name == first:
                yield spent + ended
            elif str(parent) == first:
                yield spent
