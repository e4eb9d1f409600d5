"""The same job in libraries that people know: a line of states, two guards a move, an audit row.

Each does what its documentation shows: the row is loaded by a fresh ORM session, as in a request, the
library judges and moves it, row and audit row are committed. None has authority, a chain, reasons,
a command id, requests or a tree; what is compared is what is paid for a move that lasts.
"""

import uuid
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from transitions import Machine

from benchmarks.floor import PAYLOAD

IS_BENCH = find_spec("statemachine") is not None  # the extra `bench` is installed
if IS_BENCH:
    from statemachine import State, StateMachine

Step = Callable[[Any, str], None]  # moves a loaded row by an event, or raises


class Base(DeclarativeBase):
    """Tables of the peers."""


class Line(Base):
    """A case of theirs; the guards are its methods."""

    __tablename__ = "peer_lines"
    id: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    seq: Mapped[int]

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


def prepare(engine: Engine, peer: str, ids: Sequence[str]) -> None:
    """A row for each case."""
    Base.metadata.create_all(engine)
    with Session(engine) as session, session.begin():
        session.add_all(Line(id=f"{peer}/{one}", state="s0", seq=0) for one in ids)


def run(engine: Engine, peer: str, step: Step, ids: Sequence[str], moves: int) -> None:
    """Every move of every row, each in a session and a transaction of its own."""
    commanding = engine.execution_options(immediate=True)
    for one in ids:
        for number in range(moves):
            with Session(commanding) as session, session.begin():
                line = session.get_one(Line, f"{peer}/{one}")
                step(line, f"m{number}")
                line.seq += 1
                session.add(Audit(
                    id=uuid.uuid4().hex, line=line.id, seq=line.seq, event=f"m{number}", body=PAYLOAD
                ))  # fmt: skip
    with Session(engine) as session:
        for one in ids:
            assert session.get_one(Line, f"{peer}/{one}").state == f"s{moves}"


GUARDS = ("no_vote_taken", "notice_not_issued")


def with_transitions(moves: int) -> Step:
    """`transitions`: one machine for all rows, none bound to it, which is its cheapest way."""
    guards: list[Any] = [lambda event, name=name: getattr(event.model, name)() for name in GUARDS]
    machine = Machine(
        model=None, states=[f"s{n}" for n in range(moves + 1)], initial="s0",
        auto_transitions=False, send_event=True,
        transitions=[
            {"trigger": f"m{n}", "source": f"s{n}", "dest": f"s{n + 1}", "conditions": guards}
            for n in range(moves)
        ],
    )  # fmt: skip

    def step(line: Any, event: str) -> None:
        if not machine.events[event].trigger(line):
            raise RuntimeError(event)

    return step


def with_statemachine(moves: int) -> Step:
    """`python-statemachine`: an instance around each loaded row, guards by their names on the row."""
    states = {
        f"s{n}": State(initial=n == 0, final=n == moves, value=f"s{n}") for n in range(moves + 1)
    }
    events = {
        f"m{n}": states[f"s{n}"].to(states[f"s{n + 1}"], cond=list(GUARDS)) for n in range(moves)
    }
    machine: Any = type(StateMachine)("OnALine", (StateMachine,), {**states, **events})

    def step(line: Any, event: str) -> None:
        machine(model=line).send(event)

    return step


def known(moves: int) -> dict[str, Step]:
    """The peers at hand by name."""
    found = {"transitions + ORM": with_transitions(moves)}
    if IS_BENCH:
        found["python-statemachine + ORM"] = with_statemachine(moves)
    return found
