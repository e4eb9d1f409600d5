"""`sismic`: a statechart read from YAML, an interpreter around each loaded row.

It has no public way to go on from a kept configuration (its issue 89); the private one is set.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sismic.interpreter import Interpreter
from sismic.io import import_from_yaml
from sqlalchemy import Engine

from benchmarks.peers import rows

GUARD = " and ".join(f"line.{name}()" for name in rows.GUARDS)


def chart(moves: int) -> str:
    """The line of states in the words of sismic."""
    told = ["statechart:", "  name: line", "  root state:", "    name: root", "    initial: s0",
            "    states:"]  # fmt: skip
    for n in range(moves):
        told += [f"      - name: s{n}", "        transitions:", f"          - event: m{n}",
                 f"            target: s{n + 1}", f"            guard: {GUARD}"]  # fmt: skip
    return "\n".join([*told, f"      - name: s{moves}"])


def job(engine: Engine, ids: Sequence[str], moves: int) -> Callable[[Sequence[str]], None]:
    """The moves of a batch; the rows are there."""
    statechart = import_from_yaml(chart(moves))

    def step(line: Any, event: str) -> None:
        told = Interpreter(statechart, initial_context={"line": line})
        told._initialized, told._configuration = True, {"root", line.state}
        told.queue(event)
        if told.execute_once() is None:
            raise RuntimeError(event)
        (line.state,) = set(told.configuration) - {"root"}

    rows.prepare(engine, "sismic", ids)
    return rows.job(engine, "sismic", step, moves)
