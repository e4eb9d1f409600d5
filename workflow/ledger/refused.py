"""Refused attempts in the heads of the day (被拒绝的办理的承诺): so that removing one shows.

They lie in no journal (L5), so each day commits to those since the day before: how many, and the
root over them. What an attempt says in words is committed to by a salt of its own, so that lawful
erasure can empty it and the root stays what it was.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, func, select

from workflow.canonical import canonical, commitment
from workflow.ledger.hashing import Hash
from workflow.ledger.tree import Edge
from workflow.models import refused_attempts

GRACE = timedelta(hours=1)  # nobody takes so long to keep a refusal
SECONDS = 19  # characters of a time up to its seconds: any database sorts those alike
_r = refused_attempts.c
WHOLE = (_r.id, _r.at, _r.account, _r.duty, _r.command, _r.subject, _r.what, _r.mark)
_moment = func.substr(_r.at, 1, SECONDS)


@dataclass(frozen=True, slots=True)
class Kept:
    """The attempts of a span of time: up to when, without that moment, how many, their root."""

    until: str
    count: int
    root: str

    def plain(self) -> dict[str, Any]:
        """As the heads of a day say it."""
        return {"until": self.until, "count": self.count, "root": self.root}


def mark_of(salt: bytes, message: str, reasons: str) -> str:
    """What stands for the words of an attempt."""
    return commitment(salt, [message, reasons])


def committed(db: Connection, hash: Hash, before: str, at: datetime) -> Kept:
    """The attempts from where the last heads ended up to a moment before `at`."""
    until = max(before, (at - GRACE).isoformat()[:SECONDS])
    edge = Edge(hash, 0, ())
    for row in db.execute(in_order().where(_moment.between(before, until), _moment != until)):
        edge.append(leaf(hash, row))
    return Kept(until, edge.size, edge.root().hex())


def in_order() -> Select[Any]:
    """All attempts in the order in which they are committed to."""
    return select(*WHOLE, _r.salt, _r.message, _r.reasons).order_by(_moment, _r.id)


def leaf(hash: Hash, row: Any) -> bytes:
    """The leaf of an attempt: all of it but the words, for which their commitment stands."""
    return hash.leaf(canonical([row._mapping[column.name] for column in WHOLE]))
