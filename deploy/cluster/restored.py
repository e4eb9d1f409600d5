"""A restore drill (恢复演练): a backup is taken from a standby, started by itself, and verified."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from deploy.cluster.checks import compare, verify
from deploy.cluster.house import driven
from deploy.cluster.loopback import Cluster, give, wait_until
from deploy.cluster.writers import Answer
from workflow.house import open_house
from workflow.journal import House
from workflow.models.store import url_of

PORT = "5433"


def restore(
    cluster: Cluster, folder: Path, house: House, url: str, answers: Iterable[Answer]
) -> str:
    """Back up, check, start and verify; what is wrong in words, "" where nothing is.

    `url` is the program's way into the cluster, `house` what it opened; writers have ended.
    """
    primary = cluster.primary()
    standby = next(node for node in cluster.nodes if node is not primary)
    where = folder / "restored"
    as_user = standby.as_user
    tools = cluster.bin
    password = {"PGPASSWORD": cluster.passwords["replication_password"]}
    run([tools / "pg_basebackup", "-h", standby.address, "-U", "replicator", "-D", where, "-c", "fast",
         "-X", "stream", "--manifest-checksums=SHA256"], password)  # fmt: skip
    run([tools / "pg_verifybackup", where], {})
    (where / "standby.signal").unlink(missing_ok=True)  # it is to be a database by itself
    where.chmod(0o700)
    if as_user:
        give(where)
    own = f"postgresql://cadre:{url_of(url).password}@/cadre?host={where}&port={PORT}"
    with started(as_user, tools, where, folder / "restored.log"):
        agrees, told = verify(own, house.attachments.parent)
        there = open_house(driven(own), attachments=house.attachments, calendar=house.calendar)
        found = compare(there, answers)
        there.engine.dispose()
    shutil.rmtree(where)
    return "" if agrees and found.is_good else f"{told}；缺 {len(found.lost)} 条"


def run(command: Sequence[object], further: dict[str, str]) -> None:
    """A command of PostgreSQL; raises CalledProcessError."""
    subprocess.run(
        [str(one) for one in command],
        check=True,
        capture_output=True,
        env={**os.environ, **further},
    )


@contextmanager
def started(
    prefix: Sequence[str], tools: Path, data: Path, log_file: Path, further: Mapping[str, str] = {}
) -> Iterator[None]:
    """The database by itself, reached by a socket among its files; it waits for no standby."""
    with log_file.open("ab") as log:
        server = subprocess.Popen(
            [*prefix, str(tools / "postgres"), "-D", str(data), "-p", PORT, "-k", str(data),
             "-c", "listen_addresses=", "-c", "synchronous_standby_names="],
            stdout=log, stderr=log, cwd=data, env={**os.environ, **further},
        )  # fmt: skip
    try:
        ready = [str(tools / "pg_isready"), "-h", str(data), "-p", PORT]
        wait_until(
            lambda: subprocess.run(ready, capture_output=True, check=False).returncode == 0,
            "恢复的库启动",
        )  # fmt: skip
        yield
    finally:
        server.terminate()
        server.wait()
