"""The open boxes of this process (票箱), and how often somebody guessed at codes; all in memory."""

import hashlib
import secrets
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from flask import Flask, current_app

from workflow.ballots import Box

WINDOW = timedelta(minutes=10)
MOST_BY_ADDRESS, MOST_IN_ALL = 20, 300  # wrong codes within the window


@dataclass(slots=True)
class Guesses:
    """When wrong codes came, by a mark of the address that is forgotten with the process.

    A room may vote through one device: only what is wrong counts, and never with the code.
    """

    _salt: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    _wrong: deque[tuple[datetime, bytes]] = field(default_factory=deque)
    _lock: Lock = field(default_factory=Lock)

    def note(self, address: str, now: datetime) -> None:
        """Somebody sent a code that cannot be used."""
        with self._lock:
            self._wrong.append((now, self._marked(address)))

    def are_too_many(self, address: str, now: datetime) -> bool:
        """Whether this address, or all together, must wait."""
        with self._lock:
            while self._wrong and now - self._wrong[0][0] > WINDOW:
                self._wrong.popleft()
            mine = self._marked(address)
            by_me = sum(mark == mine for _, mark in self._wrong)
            return by_me >= MOST_BY_ADDRESS or len(self._wrong) >= MOST_IN_ALL

    def _marked(self, address: str) -> bytes:
        return hashlib.blake2b(address.encode(), key=self._salt, digest_size=8).digest()


@dataclass(slots=True)
class Boxes:
    """The boxes that are open in this process, by ballot. With another process nothing is shared."""

    guesses: Guesses = field(default_factory=Guesses)
    _open: dict[str, Box] = field(default_factory=dict)

    def put(self, box: Box) -> None:
        """Set up a box; an older one of the same ballot is thrown away unread."""
        self._open[box.ballot] = box

    def get(self, ballot: str, mark: str) -> Box | None:
        """The box of a ballot if it is the one that the record says is open."""
        found = self._open.get(ballot)
        return found if found is not None and found.mark == mark else None

    def away(self, ballot: str) -> None:
        """Throw a box away."""
        self._open.pop(ballot, None)


def install(app: Flask) -> None:
    """Give an application its boxes."""
    app.extensions["ballots"] = Boxes()


def boxes() -> Boxes:
    """The boxes of this process."""
    found: Boxes = current_app.extensions["ballots"]
    return found
