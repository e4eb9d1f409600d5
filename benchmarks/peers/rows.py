"""The rows of the peers that have no tables of their own: SQLAlchemy ORM, a fresh session a move."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from benchmarks.floor import PAYLOAD

Step = Callable[[Any, str], None]  # moves a loaded row by an event, or raises
GUARDS = ("no_vote_taken", "notice_not_issued")


class Base(DeclarativeBase):
    """Tables of the peers."""


class Line(Base):
    """A case of theirs; the guards are its methods. `kept`: what a library serializes beside it."""

    __tablename__ = "peer_lines"
    id: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    seq: Mapped[int]
    kept: Mapped[str] = mapped_column(default="", deferred=True)

    def no_vote_taken(self, *_: object) -> bool:
        """As asked of ours."""
        return self.seq >= 0

    def notice_not_issued(self, *_: object) -> bool:
        """As asked of ours."""
        return self.id != ""


class Audit(Base):
    """An audit row of theirs."""

    __tablename__ = "peer_audit"
    id: Mapped[str] = mapped_column(primary_key=True)
    line: Mapped[str] = mapped_column(index=True)
    seq: Mapped[int]
    event: Mapped[str]
    body: Mapped[str]


def prepare(engine: Engine, peer: str, ids: Sequence[str], kept: str = "") -> None:
    """A row for each case."""
    Base.metadata.create_all(engine)
    with Session(engine) as session, session.begin():
        session.add_all(Line(id=f"{peer}/{one}", state="s0", seq=0, kept=kept) for one in ids)


def moved(session: Session, id: str, step: Step, event: str) -> None:
    """One move within a transaction: the row loaded, judged and moved, and its audit row."""
    line = session.get_one(Line, id)
    step(line, event)
    line.seq += 1
    session.add(Audit(id=uuid.uuid4().hex, line=line.id, seq=line.seq, event=event, body=PAYLOAD))


def job(engine: Engine, peer: str, step: Step, moves: int) -> Callable[[Sequence[str]], None]:
    """Every move of every row, each in a session and a transaction of its own."""
    commanding = engine.execution_options(immediate=True)

    def run(ids: Sequence[str]) -> None:
        for one in ids:
            for number in range(moves):
                with Session(commanding) as session, session.begin():
                    moved(session, f"{peer}/{one}", step, f"m{number}")
        require_arrived(engine, peer, ids, moves)

    return run


def require_arrived(engine: Engine, peer: str, ids: Sequence[str], moves: int) -> None:
    """Nobody is measured whose rows are not where they should be."""
    with Session(engine) as session:
        for one in ids:
            assert session.get_one(Line, f"{peer}/{one}").state == f"s{moves}", peer
