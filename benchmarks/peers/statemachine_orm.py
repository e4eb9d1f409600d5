"""`python-statemachine`: an instance around each loaded row, guards by their names on the row."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Engine
from statemachine import State, StateMachine

from benchmarks.peers import rows


def job(engine: Engine, ids: Sequence[str], moves: int) -> Callable[[Sequence[str]], None]:
    """The moves of a batch; the rows are there."""
    states = {
        f"s{n}": State(initial=n == 0, final=n == moves, value=f"s{n}") for n in range(moves + 1)
    }
    events = {
        f"m{n}": states[f"s{n}"].to(states[f"s{n + 1}"], cond=list(rows.GUARDS))
        for n in range(moves)
    }
    machine: Any = type(StateMachine)("OnALine", (StateMachine,), {**states, **events})

    def step(line: Any, event: str) -> None:
        machine(model=line).send(event)

    rows.prepare(engine, "statemachine", ids)
    return rows.job(engine, "statemachine", step, moves)
