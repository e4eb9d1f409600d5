"""Journals read before (备查): each under the digest of its last entry, so that none is read twice.

A chain that ends alike is alike, whoever wrote it and whether or not that was committed: nothing here
can be out of date, only out of place. Personal values never lie here; what was erased is gone.
"""

from collections import OrderedDict
from threading import Lock
from typing import Any, NamedTuple

CASES = 10_000  # of which is remembered what their dossiers were drawn from: about 50 MB
MOST = 10_000  # entries kept, of all journals together: about 50 MB


class Foreseen(NamedTuple):
    """What the dossier of a case was drawn from the last time (预见), and what of it stays (`frame.Frame`)."""

    post: str
    selection: str
    place: str  # the organization of the post
    subjects: frozenset[str]
    frame: Any


class Shelf:
    """The journals that a house has at hand; those asked for longest ago make room."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._count = 0
        self._journals: OrderedDict[str, Any] = OrderedDict()
        self._foreseen: OrderedDict[str, Foreseen] = OrderedDict()
        self._lock = Lock()

    def get(self, head: str) -> Any:
        """The journal whose last entry has this digest; None where it is not at hand."""
        with self._lock:
            found = self._journals.get(head)
            if found is not None:
                self._journals.move_to_end(head)
            return found

    def put(self, journal: Any) -> None:
        """Keep a journal (`read.Journal`) of at least one entry, without what is sealed."""
        with self._lock:
            self._put(journal)

    def grow(self, head: str, entry: Any) -> Any:
        """The journal that ended with `head` has one entry more; None where it is not at hand."""
        with self._lock:
            before = self._journals.pop(head, None)
            if before is not None:
                self._count -= len(before)
                self._put(longer := before.grown(entry))
                return longer
            return None

    def clear(self) -> None:
        """Have nothing at hand."""
        with self._lock:
            self._journals.clear()
            self._foreseen.clear()
            self._count = 0

    def foreseen(self, case: str) -> Foreseen | None:
        """What the dossier of a case will likely be drawn from; None where it was not drawn yet."""
        return self._foreseen.get(case)

    def foresee(self, case: str, told: Foreseen) -> None:
        """Remember what the dossier of a case was drawn from."""
        with self._lock:
            self._foreseen[case] = told
            if len(self._foreseen) > CASES:
                self._foreseen.popitem(last=False)

    def _put(self, journal: Any) -> None:
        head = journal[-1].digest
        if head in self._journals:
            return
        self._journals[head] = journal
        self._count += len(journal)
        while self._count > self._most:
            self._count -= len(self._journals.popitem(last=False)[1])
