"""Who keeps the backups (备份机): pgBackRest on a machine of its own, and beside each node.

The machines know each other by certificates of their own authority; each command runs as docs/cluster.md
has it, with the configuration of its machine.
"""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.cluster.loopback import Cluster, give, wait_until
from deploy.cluster.node import Node, fill
from deploy.cluster.proxies import answers, program

PORT = 8432  # of `pgbackrest server`
CONFIG = "PGBACKREST_CONFIG"
KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
ARCHIVING = ("archive_mode=on", 'archive_command=pgbackrest --stanza=cadre archive-push "%p"')


@dataclass(slots=True)
class Keeper:
    """The machine that keeps the backups of a cluster."""

    cluster: Cluster
    folder: Path
    server: subprocess.Popen[bytes] | None = None

    def say(self, *words: str) -> str:
        """A command of pgBackRest for the cluster, given here; raises CalledProcessError."""
        own = {CONFIG: str(self._config), "HOME": str(self.folder)}
        return said(self.cluster.nodes[0].as_user, own, self.folder, *words)

    @property
    def _config(self) -> Path:
        return self.folder / "pgbackrest.keeper.conf"

    def start(self) -> None:
        """Start what the nodes speak to."""
        with (self.folder / "server.log").open("ab") as log:
            self.server = subprocess.Popen(
                [*self.cluster.nodes[0].as_user, program("pgbackrest"), "server"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder,
                env={**os.environ, CONFIG: str(self._config)},
            )  # fmt: skip

    def stop(self) -> None:
        """End it."""
        if self.server is not None:
            self.server.terminate()
            self.server.wait()


@contextmanager
def keeping(cluster: Cluster, folder: Path) -> Iterator[Keeper]:
    """A machine that keeps the backups of the cluster, whose primary hands its log in; ended at the end."""
    folder.mkdir()
    made = Keeper(cluster, folder)
    _certificates(cluster, folder)
    _configure(cluster, folder)
    made.start()
    try:
        for node in cluster.nodes:
            node.run("pgbackrest", [program("pgbackrest"), "server"])
        for address in (cluster.network.host, *(node.address for node in cluster.nodes)):
            wait_until(lambda: answers(address, PORT), f"{address} 的 pgBackRest 就绪")  # noqa: B023
        _archive(cluster)
        made.say("stanza-create")
        made.say("check")
        yield made
    finally:
        made.stop()


def _configure(cluster: Cluster, folder: Path) -> None:
    """The two templates filled in, and the password by which pgBackRest asks its own node."""
    backup = cluster.network.host
    told = {"backup": backup, "folder": str(folder), "passphrase": secrets.token_hex(24)}
    for node in cluster.nodes:
        number = node.number
        told |= {
            f"node{number}": node.address, f"data{number}": f"{node.folder}/data",
            f"socket{number}": str(node.folder),
        }  # fmt: skip
        node.fill("pgbackrest.node.conf", {"backup": backup})
        login = node.folder / ".pgpass"
        login.write_text(f"*:5432:*:postgres:{cluster.passwords['superuser_password']}\n")
        login.chmod(0o600)
    fill("pgbackrest.keeper.conf", folder, told)
    if os.geteuid() == 0:
        for one in (folder, *(node.folder for node in cluster.nodes)):
            give(one)


def _certificates(cluster: Cluster, folder: Path) -> None:
    """One authority; a certificate a machine, in the name of its address."""
    authority = folder.with_name("authority")
    authority.mkdir(mode=0o700)
    key, root = authority / "ca.key", authority / "ca.crt"
    _openssl(
        "req", "-x509", *KEY, "-days", "30", "-subj", "/CN=pgbackrest", "-keyout", key, "-out", root
    )
    places = {cluster.network.host: folder}
    places |= {node.address: node.folder / "pgbackrest" for node in cluster.nodes}
    for address, place in places.items():
        for one in (place, place / "log", place / "spool"):
            one.mkdir(exist_ok=True)
        asked, own = authority / "own.csr", place / "own.key"
        _openssl("req", *KEY, "-subj", f"/CN={address}", "-keyout", own, "-out", asked)
        _openssl("x509", "-req", "-in", asked, "-CA", root, "-CAkey", key, "-CAcreateserial",
                 "-days", "30", "-out", place / "own.crt")  # fmt: skip
        own.chmod(0o600)
        (place / "ca.crt").write_bytes(root.read_bytes())


def _openssl(*words: object) -> None:
    subprocess.run([program("openssl"), *map(str, words)], check=True, capture_output=True)


def _archive(cluster: Cluster) -> None:
    """Have every primary hand its log in, as an administrator does: patronictl edit-config, restart."""
    for words in (
        ("edit-config", "--force", *(word for one in ARCHIVING for word in ("-p", one)), "cadre"),
        ("restart", "--force", "cadre"),
    ):
        patronictl(cluster.nodes[0], *words)
    wait_until(cluster.is_whole, "归档打开后三个节点就绪")


def patronictl(node: Node, *words: str) -> str:
    """What an administrator says to Patroni on a node."""
    told = subprocess.run(
        [sys.executable, "-c", "from patroni.ctl import ctl; ctl()", "-c", str(node.folder / "patroni.yml"), *words],
        check=True, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(node.modules)},
    )  # fmt: skip
    return told.stdout


def said(prefix: Sequence[str], own: Mapping[str, str], folder: Path, *words: str) -> str:
    """A command of pgBackRest with the environment of a machine; raises CalledProcessError."""
    told = subprocess.run(
        [*prefix, program("pgbackrest"), "--stanza=cadre", "--log-level-console=warn", *words],
        check=True, capture_output=True, text=True, cwd=folder, env={**os.environ, **own},
    )  # fmt: skip
    return told.stdout
