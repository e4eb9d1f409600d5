"""`transitions`: one machine for all rows, none bound to it, which is its cheapest way."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Engine
from transitions import Machine

from benchmarks.peers import rows


def job(engine: Engine, ids: Sequence[str], moves: int) -> Callable[[Sequence[str]], None]:
    """The moves of a batch; the rows are there."""
    guards: list[Any] = [
        lambda event, name=name: getattr(event.model, name)() for name in rows.GUARDS
    ]
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

    rows.prepare(engine, "transitions", ids)
    return rows.job(engine, "transitions", step, moves)
