"""Work at length (长时运行): how far it is, how long it still takes, how many processes are of use."""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import click

from workflow.cli.place import Place
from workflow.journal import House

PAYS = 100_000  # entries from which on it pays to begin further processes
EVERY = 0.5  # seconds between two lines that tell how far it is
Shown = Callable[[str], object]
Clock = Callable[[], float]


@dataclass(slots=True)
class Progress:
    """How far something long is, at which rate, and how long it still takes."""

    total: int
    shown: Shown
    clock: Clock = time.monotonic
    what: str = "校验"
    done: int = 0
    started: float = field(init=False)
    last: float = field(init=False)

    def __post_init__(self) -> None:
        self.started = self.last = self.clock()

    def more(self, count: int) -> None:
        """So many more entries were read."""
        self.done += count
        now = self.clock()
        if now - self.last < EVERY:
            return
        self.last = now
        rate = self.done / (now - self.started)
        left = max(self.total - self.done, 0) / rate if rate else 0.0
        share = 100 * self.done // max(self.total, 1)
        told = f"{self.what} {self.done}/{self.total} 条（{share}%），{rate:.0f} 条/秒"
        self.shown(f"{told}，约余 {left:.0f} 秒")


def on_stderr(line: str) -> None:
    """A line over the last one, where people look on; else one after another."""
    terminal = sys.stderr.isatty()
    click.echo(f"\r{line}" if terminal else line, err=True, nl=not terminal)


def spare(entries: int) -> int:
    """How many processes are of use for so many entries, on the processors that are idle now."""
    if entries < PAYS:
        return 1
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0  # Windows knows none
    return max((os.cpu_count() or 1) - round(load), 1)


@lru_cache(maxsize=1)
def there(db: str, definitions: Path) -> House:
    """The instance, opened once by a process that is given many parts of it."""
    return Place(db, definitions).house()
