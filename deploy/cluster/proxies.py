"""The way in through proxies (经代理连接): HAProxy beside the site, a PgBouncer beside each PostgreSQL.

HAProxy asks Patroni which node leads; PgBouncer lends a connection for a transaction. Both are as
haproxy.cfg and pgbouncer.ini have them; both are ended and started again in a drill.
"""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text

from deploy.cluster.house import driven
from deploy.cluster.loopback import Cluster, give, wait_until
from deploy.cluster.network import NotPossible
from deploy.cluster.node import Node, fill

FRONT, POOL = 5000, 6432  # the ports of the templates
AGAIN = 5  # seconds until a unit of systemd is started again (RestartSec)


@dataclass(slots=True)
class Proxies:
    """A HAProxy where the clients are and a PgBouncer a node."""

    cluster: Cluster
    folder: Path
    front: subprocess.Popen[bytes] | None = None

    def url(self, user: str, password: str, database: str) -> str:
        """The URL of a site: HAProxy alone."""
        return f"postgresql://{user}:{password}@{self.cluster.network.host}:{FRONT}/{database}"

    def start_pool(self, node: Node) -> None:
        """Start PgBouncer on a node."""
        node.run("pgbouncer", [program("pgbouncer"), str(node.folder / "pgbouncer.ini")])

    def start_front(self) -> None:
        """Start HAProxy."""
        with (self.folder / "haproxy.log").open("ab") as log:
            self.front = subprocess.Popen(
                [*self.cluster.nodes[0].as_user, program("haproxy"), "-db", "-f", str(self.folder / "haproxy.cfg")],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder, start_new_session=True,
            )  # fmt: skip

    def lose_pool(self, node: Node) -> None:
        """kill -9 of a PgBouncer, started again as systemd would."""
        pool = node.running.pop("pgbouncer")
        pool.kill()
        pool.wait()
        time.sleep(AGAIN)
        self.start_pool(node)

    def lose_front(self) -> None:
        """kill -9 of HAProxy, started again as systemd would."""
        self.stop()
        time.sleep(AGAIN)
        self.start_front()

    def stop(self) -> None:
        """End HAProxy; a PgBouncer ends with its node."""
        if self.front is not None:
            self.front.send_signal(signal.SIGKILL)
            self.front.wait()
            self.front = None


@contextmanager
def proxied(cluster: Cluster, folder: Path, roles: Sequence[str]) -> Iterator[Proxies]:
    """The way in for these roles, ready; ended at the end. Raises NotPossible, TimeoutError."""
    made = Proxies(cluster, folder)
    listed = secrets_of(cluster, roles)
    for node in cluster.nodes:
        node.fill("pgbouncer.ini", {})
        (node.folder / "userlist.txt").write_text(listed, encoding="utf-8")
        if os.geteuid() == 0:
            give(node.folder)
        made.start_pool(node)
    addresses = {node.name: node.address for node in cluster.nodes}
    fill("haproxy.cfg", folder, {**addresses, "listen": cluster.network.host})
    made.start_front()
    try:
        for node in cluster.nodes:
            wait_until(lambda: answers(node.address, POOL), f"{node.name} 的 PgBouncer 就绪")  # noqa: B023
        wait_until(lambda: answers(cluster.network.host, FRONT), "HAProxy 就绪")
        yield made
    finally:
        made.stop()


def secrets_of(cluster: Cluster, roles: Sequence[str]) -> str:
    """The lines of userlist.txt: what PostgreSQL itself keeps of the passwords, never a password."""
    whole = cluster.url("postgres", cluster.passwords["superuser_password"], "postgres")
    engine = create_engine(driven(whole))
    with engine.connect() as db:
        told = db.execute(
            text("SELECT rolname, rolpassword FROM pg_authid WHERE rolname = ANY(:roles)"),
            {"roles": list(roles)},
        ).all()
    engine.dispose()
    return "".join(f'"{name}" "{secret}"\n' for name, secret in told)


def program(name: str) -> str:
    """A program, also one for administrators; raises NotPossible where it is not installed."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if found is None:
        raise NotPossible(f"没有 {name}：make cluster-tools")
    return found


def answers(address: str, port: int) -> bool:
    """Whether somebody listens there."""
    try:
        socket.create_connection((address, port), timeout=1).close()
    except OSError:
        return False
    return True
