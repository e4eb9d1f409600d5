"""The box of an electronic ballot (票箱): in the memory of one process until it is closed.

It counts and keeps no order: which vote came first, or with which code, is nowhere, so no copy of
the memory, of the database or of a backup can tell it.
"""

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock

from workflow.ballots.paper import Paper

Vote = tuple[int, str, str]  # place of the nominee on the paper, group, choice


@dataclass(frozen=True, slots=True)
class Counted:
    """What lay in a box: the codes used, and how often each nominee got each choice by group."""

    used: frozenset[str]
    votes: Mapping[Vote, int]


@dataclass(slots=True)
class Box:
    """An open box. `mark` says which box of its ballot it is: after an interruption a new one."""

    ballot: str
    paper: Paper
    mark: str = field(default_factory=lambda: secrets.token_hex(16))
    _used: set[str] = field(default_factory=set)
    _votes: Counter[Vote] = field(default_factory=Counter)
    _sealed: bool = False
    _lock: Lock = field(default_factory=Lock)

    def takes(self, code: str) -> bool:
        """Whether a code has not been used and the box is open."""
        with self._lock:
            return not self._sealed and code not in self._used

    def cast(self, code: str, group: str, marks: Sequence[str]) -> bool:
        """Put in a marked paper; whether it was taken. A code is taken once, whoever is faster."""
        if list(self.paper.faults(marks)):
            return False
        with self._lock:
            if self._sealed or code in self._used:
                return False
            self._used.add(code)
            self._votes.update((place, group, choice) for place, choice in enumerate(marks))
            return True

    def seal(self) -> Counted:
        """Take no more papers; gives what lies in the box."""
        with self._lock:
            self._sealed = True
            return Counted(frozenset(self._used), dict(self._votes))

    def unseal(self) -> None:
        """Take papers again: the closing did not come about."""
        with self._lock:
            self._sealed = False
