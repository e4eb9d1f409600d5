"""Counting what a page asks the database (语句数): SQL statements, whatever sends them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import Engine, event

from workflow.models.committed import HeardConnection


@dataclass(slots=True)
class Seen:
    """The statements sent so far, without the bounds of transactions."""

    texts: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many there were."""
        return len(self.texts)


@contextmanager
def counting(engine: Engine) -> Iterator[Seen]:
    """Note every statement that an engine sends meanwhile."""
    seen = Seen()

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            seen.texts.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


@dataclass(slots=True)
class Waits:
    """How often a server was waited for; nothing is on SQLite, which lies in the program itself."""

    count: int = 0


@contextmanager
def waiting() -> Iterator[Waits]:
    """Count meanwhile how often a connection to PostgreSQL waits for an answer, or for several at once."""
    waits = Waits()
    settle, cursor, commit = (getattr(HeardConnection, one) for one in ("settle", "cursor", "commit"))

    def settled(self: HeardConnection) -> None:
        waits.count += self.batch is not None
        settle(self)

    def asked(self: HeardConnection, *args: Any, **named: Any) -> Any:
        found = cursor(self, *args, **named)
        waits.count += 1
        return found

    def committed(self: HeardConnection) -> None:
        waits.count += self.batch is None  # else it rides with what was sent ahead
        commit(self)

    with pytest.MonkeyPatch.context() as patch:
        for name, counted in (("settle", settled), ("cursor", asked), ("commit", committed)):
            patch.setattr(HeardConnection, name, counted)
        yield waits
