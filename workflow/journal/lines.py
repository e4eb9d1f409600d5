"""Lines to the database (待用连接): connections that wait for the next desk.

To take one from the pool and to give it back costs a twentieth of a move, as SQLAlchemy makes an object of
its own each time. So a few stay as they are from desk to desk; looking takes them from the pool as ever.
"""

from collections import deque
from dataclasses import dataclass, field
from weakref import WeakMethod

from sqlalchemy import Connection, Engine, event

from workflow.models.presence import is_there

MOST = 4  # that wait; of the pool's others are left for whoever looks


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Lines:
    """The connections of one engine on which nothing goes on."""

    engine: Engine
    waiting: deque[Connection] = field(default_factory=deque)

    def __post_init__(self) -> None:
        # Listeners are kept for ever; this one keeps neither the lines nor their engine.
        let_go = WeakMethod(self._let_go)

        def disposed(engine: Engine) -> None:
            if (known := let_go()) is not None:
                known()

        event.listen(self.engine, "engine_disposed", disposed)

    def take(self) -> Connection:
        """A connection for a command, alone with it until it is given back or closed."""
        while (db := self._next()) is not None:
            if is_there(db):
                return db
            db.close()  # the pool finds out, and makes it anew
        return self.engine.connect().execution_options(immediate=True)

    def give(self, db: Connection) -> None:
        """Have one wait whose transaction has ended without an error."""
        if len(self.waiting) < MOST:
            self.waiting.append(db)
        else:
            db.close()

    def _let_go(self) -> None:
        """Whoever has done with the engine has done with these."""
        while (db := self._next()) is not None:
            db.invalidate()
            db.close()

    def _next(self) -> Connection | None:
        """The one that was given back last; not asked for first, for another thread may want it, too."""
        try:
            return self.waiting.pop()
        except IndexError:
            return None
