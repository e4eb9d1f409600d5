"""What each feature of a move costs: CPU time by part, exclusive of the parts called from it.

Nothing is left out to find that out: leaving out the chain or the dossier would be another engine. The
parts are timed where the command calls them, in the run that is compared with the floor.

    python -m benchmarks.parts [--cases 100] [--postgres | --url sqlite:///…]
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks import floor
from benchmarks.durable_move import database, run_ours, timed
from benchmarks.measured_on import measured_on
from tests.linear import linear_edition, linear_house
from workflow import authority, machine
from workflow.commands import cases, refresh
from workflow.journal import House

REST = "transaction: connection, BEGIN, COMMIT; what is left"
# Part → where the command finds the functions that make it up.
PARTS: dict[str, tuple[tuple[Any, str], ...]] = {
    "command id": ((cases, "claim"), (cases, "claimed")),
    "locks": ((cases, "ask_around"), (cases, "lock_around")),
    "dossier": ((cases, "ask_ahead"), (cases, "dossier")),
    "entitlement": ((authority, "require_act"),),
    "what lay before the actor": ((cases, "shown"), (cases, "looked_at")),
    "guards, findings, reasons": (
        (machine, "conditions_ahead"), (machine, "fire"), (machine, "inapplicable"),
    ),
    "entry: canonical bytes, chain, state digest": ((cases, "append"),),
    "dossier after the entry": ((refresh, "dossier"),),
    "outlook of the next moves": ((refresh, "ahead"),),
    "requests and summary": ((cases, "ask_requests"), (cases, "refresh_case")),
}
TREE = "leaf and nodes of the tree"


@dataclass(slots=True)
class Clock:
    """CPU nanoseconds by part; a part stops while another that it called runs."""

    spent: dict[str, int] = field(default_factory=dict)
    now: list[str] = field(default_factory=lambda: [REST])
    since: int = 0

    def turn(self) -> None:
        """Book what has passed to the part that runs."""
        at = time.thread_time_ns()
        self.spent[self.now[-1]] = self.spent.get(self.now[-1], 0) + at - self.since
        self.since = time.thread_time_ns()

    def timing(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed as that part."""

        def told(*given: Any, **named: Any) -> Any:
            self.turn()
            self.now.append(part)
            try:
                return function(*given, **named)
            finally:
                self.turn()
                self.now.pop()

        return told


@contextmanager
def watching(clock: Clock) -> Iterator[None]:
    """Time the parts meanwhile."""
    known = [
        (module, name, getattr(module, name))
        for places in PARTS.values()
        for module, name in places
    ]
    for part, places in PARTS.items():
        for module, name in places:
            setattr(module, name, clock.timing(part, getattr(module, name)))
    try:
        yield
    finally:
        for module, name, function in known:
            setattr(module, name, function)


def by_part(clock: Clock, house: House, ids: list[str], moves: int) -> dict[str, float]:
    """Microseconds of a move by part, for one batch of cases."""
    clock.spent.clear()
    with watching(clock):
        clock.since = time.thread_time_ns()
        run_ours(house, ids, moves)
        clock.turn()
    return {part: spent / len(ids) / moves / 1000 for part, spent in clock.spent.items()}


def main() -> None:
    """Print the parts of a move in microseconds and as a multiple of the floor."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=100)
    parser.add_argument("--batch", type=int, default=5)
    parser.add_argument("--moves", type=int, default=10)
    parser.add_argument("--postgres", action="store_true", help="on a server of its own")
    parser.add_argument("--url")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, database(options, Path(folder)) as url:
        house, ids = linear_house(
            url, Path(folder) / "files", linear_edition(options.moves), options.cases
        )
        engine = floor.opened(url)
        floor.prepare(engine, ids)
        with engine.connect() as db:
            print(measured_on(db))
        clock, told, bare = Clock(), [], []
        if house.place is not None:
            house = replace(house, place=clock.timing(TREE, house.place))
        for at in range(0, len(ids), options.batch):
            part = ids[at : at + options.batch]
            spent = timed(lambda part=part: floor.run(engine, part, options.moves))[1]
            bare.append(spent / len(part) / options.moves * 1e6)
            told.append(by_part(clock, house, part, options.moves))
    least = statistics.median(bare)
    print(f"{engine.dialect.name}: floor {least:.0f} us of CPU a move")
    for name in (*PARTS, TREE, REST):
        cost = statistics.median(one.get(name, 0) for one in told)
        print(f"{name:52}{cost:8.0f} us{cost / least:7.2f} x floor")
    whole = statistics.median(sum(one.values()) for one in told)
    print(f"{'together':52}{whole:8.0f} us{whole / least:7.2f} x floor")


if __name__ == "__main__":
    main()
