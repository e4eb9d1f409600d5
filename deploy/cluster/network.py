"""Three machines on one (网络): network namespaces with root, addresses of the loopback without.

A cut keeps machines from each other by a route into nothing, as a broken switch does: no error comes
back. Clients reach all of them, unless they are cut off too.
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

NUMBERS = (1, 2, 3)
PART = 77  # the third number of every address: another one for a second cluster on the same machine


class NotPossible(Exception):
    """What this machine has not got, in words."""


def run(*words: str, check: bool = True) -> str:
    """The output of a command; raises NotPossible with its words where it failed."""
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if check and done.returncode:
        raise NotPossible(f"{' '.join(words)}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


@dataclass(frozen=True, slots=True)
class Loopback:
    """Addresses of the loopback: nothing can be cut here."""

    part: int = PART
    network: str = "127.0.0.0/8"

    @property
    def host(self) -> str:
        """Where the clients are."""
        return f"127.0.{self.part}.254"

    def address(self, number: int) -> str:
        """Where a machine is reached."""
        return f"127.0.{self.part}.{number}"

    def prefix(self, number: int) -> Sequence[str]:
        """What stands before a command of that machine."""
        return ()

    def up(self) -> None:
        """Nothing to make."""

    def down(self) -> None:
        """Nothing to take away."""

    def cut(self, number: int, *, clients: bool) -> None:
        """Raises NotPossible."""
        raise NotPossible("没有网络命名空间不能切断网络，请以 root 运行，并安装 iproute2")

    def heal(self) -> None:
        """Nothing was cut."""


@dataclass(frozen=True, slots=True)
class Namespaces:
    """A bridge with a namespace a machine; the clients are on the bridge."""

    part: int = PART

    @property
    def network(self) -> str:
        """All addresses."""
        return f"10.231.{self.part}.0/24"

    @property
    def host(self) -> str:
        """Where the clients are."""
        return f"10.231.{self.part}.254"

    @property
    def _bridge(self) -> str:
        return f"cadre-net{self.part}"

    def _space(self, number: int) -> str:
        return f"cadre{self.part}-{number}"

    def address(self, number: int) -> str:
        """Where a machine is reached."""
        return f"10.231.{self.part}.{number}"

    def prefix(self, number: int) -> Sequence[str]:
        """What stands before a command of that machine."""
        return ("ip", "netns", "exec", self._space(number))

    def up(self) -> None:
        """Make bridge and namespaces; raises NotPossible where they are there already."""
        run("ip", "link", "add", self._bridge, "type", "bridge")
        run("ip", "addr", "add", f"{self.host}/24", "dev", self._bridge)
        run("ip", "link", "set", self._bridge, "up")
        for number in NUMBERS:
            self._machine(number)

    def _machine(self, number: int) -> None:
        space, outer = self._space(number), f"cadre-v{self.part}-{number}"
        run("ip", "netns", "add", space)
        run("ip", "link", "add", outer, "type", "veth", "peer", "name", "eth0", "netns", space)
        run("ip", "link", "set", outer, "master", self._bridge, "up")
        for words in (
            f"addr add {self.address(number)}/24 dev eth0", "link set eth0 up", "link set lo up",
        ):  # fmt: skip
            run("ip", "-n", space, *words.split())

    def down(self) -> None:
        """Take all of it away, as far as it is there."""
        for number in NUMBERS:
            run("ip", "netns", "del", self._space(number), check=False)
        run("ip", "link", "del", self._bridge, check=False)

    def cut(self, number: int, *, clients: bool) -> None:
        """Cut a machine off from the other two, and from the clients where that is wanted."""
        others = [one for one in NUMBERS if one != number]
        for one in others:
            self._block(self._space(number), self.address(one))
            self._block(self._space(one), self.address(number))
        if clients:
            self._block(self._space(number), self.host)

    def _block(self, space: str, address: str) -> None:
        run("ip", "-n", space, "route", "add", "blackhole", f"{address}/32")

    def heal(self) -> None:
        """Undo every cut."""
        for number in NUMBERS:
            run("ip", "-n", self._space(number), "route", "flush", "type", "blackhole")


def network(part: int = PART) -> Loopback | Namespaces:
    """Namespaces where this machine allows them."""
    return Namespaces(part) if os.geteuid() == 0 and shutil.which("ip") else Loopback(part)
