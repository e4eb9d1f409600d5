"""HAProxy lets nobody in to a node that does not lead, not even before it has asked which one does."""

import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from threading import Thread

import pytest

from deploy.cluster.node import fill
from deploy.cluster.proxies import FRONT, POOL, program

PATRONI, WAIT = 8008, 20
HOST = "127.0.76.{}"
pytestmark = pytest.mark.nightly


class Fake:
    """A node that says whether it leads, slowly, and whose database says its name."""

    def __init__(self, number: int) -> None:
        self.name, self.leads = f"node{number}", False
        self._doors = [
            socket.create_server((HOST.format(number), port)) for port in (PATRONI, POOL)
        ]
        for door, answer in zip(self._doors, (self._health, self._name), strict=True):
            Thread(target=self._serve, args=(door, answer), daemon=True).start()

    def _serve(self, door: socket.socket, answer: object) -> None:
        assert callable(answer)
        while True:
            try:
                caller = door.accept()[0]
            except OSError:
                return
            Thread(target=answer, args=(caller,), daemon=True).start()

    def _health(self, caller: socket.socket) -> None:
        with caller:
            caller.recv(4096)
            time.sleep(0.3)
            said = "200 OK" if self.leads else "503 Service Unavailable"
            caller.sendall(f"HTTP/1.0 {said}\r\nContent-Length: 0\r\n\r\n".encode())

    def _name(self, caller: socket.socket) -> None:
        with caller:
            caller.sendall(self.name.encode())

    def close(self) -> None:
        for door in self._doors:
            door.shutdown(socket.SHUT_RDWR)
            door.close()


@contextmanager
def haproxy(folder: Path) -> Iterator[None]:
    nodes = {f"node{number}": HOST.format(number) for number in (1, 2, 3)}
    path = fill("haproxy.cfg", folder, {**nodes, "listen": HOST.format(254)})
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(
            [program("haproxy"), "-db", "-f", str(path)], stdout=log, stderr=log
        )
    try:
        yield
    finally:
        running.kill()
        running.wait()


def who() -> str:
    """Who answers through HAProxy; "" where nobody does."""
    try:
        with socket.create_connection((HOST.format(254), FRONT), timeout=5) as door:
            return door.recv(100).decode()
    except OSError:
        return ""


def told_until(expected: str) -> Sequence[str]:
    """Who answered, one after another, until it was who is expected."""
    told, end = [who()], time.monotonic() + WAIT
    while told[-1] != expected:
        assert time.monotonic() < end, set(told)
        time.sleep(0.01)
        told.append(who())
    return told


def test_only_the_node_that_leads_is_ever_reached(tmp_path: Path) -> None:
    with ExitStack() as stack:
        first, second, third = (stack.enter_context(closing(Fake(number))) for number in (1, 2, 3))
        second.leads = True
        stack.enter_context(haproxy(tmp_path))
        assert set(told_until(second.name)) <= {"", second.name}
        second.leads, third.leads = False, True
        assert set(told_until(third.name)) <= {"", second.name, third.name}
        third.leads = False
        told_until("")
        first.leads = True
        assert set(told_until(first.name)) <= {"", first.name}
