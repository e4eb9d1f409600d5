"""A durable move of the engine against the bare floor and against peers, in one run, as ratios.

The floor is one UPDATE and one INSERT a transaction through SQLAlchemy Core, no read, no guard. Ours
goes through the engine's own command: command id, locks, entitlement, dossier, guards, findings,
chain, sealed values, row, requests, summary, leaf. Rounds are interleaved; a ratio is the median of
the rounds' ratios to the floor of the same round.

    python -m benchmarks.durable_move [--cases 2000] [--batch 20] [--peers [few]] [--cold] [--url sqlite:///…]
"""

import argparse
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Engine

from benchmarks import floor, peers
from tests.linear import OFFICE, linear_edition, linear_house
from workflow.commands.cases import move
from workflow.journal import House, Order
from workflow.models import open_engine

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
FLOOR, OURS, COLD = "floor", "this engine", "this engine, nothing at hand"
PEERS: dict[str | None, Sequence[str]] = {None: (), "few": peers.FEW, "all": tuple(peers.PEERS)}
Job = Callable[[Sequence[str]], None]
Spent = tuple[float, float]  # wall and CPU seconds


def run_ours(house: House, cases: Sequence[str], moves: int, *, cold: bool = False) -> None:
    """The engine's own command, one desk (one commit) a move; `cold`: every journal read anew."""
    for case in cases:
        for step in range(moves):
            if cold:
                house.shelf.clear()
            with house.desk() as desk:
                move(desk, Order(uuid.uuid4().hex, OFFICE, AT), case, f"m{step}")


def timed(job: Callable[[], None]) -> Spent:
    """Wall and CPU seconds of a job."""
    wall, cpu = time.perf_counter(), time.process_time()
    job()
    return time.perf_counter() - wall, time.process_time() - cpu


def rounds(jobs: dict[str, Job], batches: Sequence[Sequence[str]]) -> Iterator[dict[str, Spent]]:
    """What each job spent on each batch; who begins changes from round to round."""
    names = list(jobs)
    for number, batch in enumerate(batches):
        turn = number % len(names)
        yield {name: timed(partial(jobs[name], batch)) for name in (*names[turn:], *names[:turn])}


def jobs_of(
    house: House, engine: Engine, cases: Sequence[str], options: argparse.Namespace
) -> dict[str, Job]:
    """Floor, ours and whatever else was asked for, each with its rows in place."""
    moves = options.moves
    half = len(cases) // 2 if options.cold else len(cases)
    warm, cold = cases[:half], dict(zip(cases, cases[half:], strict=False))
    floor.prepare(engine, warm)
    jobs: dict[str, Job] = {
        FLOOR: lambda ids: floor.run(engine, ids, moves),
        OURS: lambda ids: run_ours(house, ids, moves),
    }
    if options.cold:
        jobs[COLD] = lambda ids: run_ours(house, [cold[one] for one in ids], moves, cold=True)
    return {**jobs, **peers.known(engine, warm, moves, PEERS[options.peers])}


def table(found: Sequence[dict[str, Spent]], count: int) -> Iterator[str]:
    """A line for each job: how often slower than the floor, microseconds of CPU, moves a second."""
    yield f"{'':30}{'wall x':>8}{'IQR':>14}{'CPU x':>8}{'CPU us':>9}{'moves/s':>9}"
    for name in found[0]:
        wall, cpu = ([one[name][n] / one[FLOOR][n] for one in found] for n in (0, 1))
        low, _, high = statistics.quantiles(wall, n=4) if len(wall) > 1 else (wall * 3)
        spent = statistics.median(one[name][1] for one in found) / count * 1e6
        rate = count / statistics.median(one[name][0] for one in found)
        yield (
            f"{name:30}{statistics.median(wall):8.2f}{f'{low:.2f}–{high:.2f}':>14}"
            f"{statistics.median(cpu):8.2f}{spent:9.0f}{rate:9.0f}"
        )


def parsed() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--batch", type=int, default=20, help="cases a round")
    parser.add_argument("--moves", type=int, default=10)
    parser.add_argument(
        "--peers",
        nargs="?",
        const="all",
        choices=("few", "all"),
        help="libraries that people know, too",
    )
    parser.add_argument("--cold", action="store_true", help="also with every journal read anew")
    parser.add_argument("--url")
    return parser.parse_args()


def main() -> None:
    """Run interleaved rounds and print one table; the last line is for machines to read."""
    options = parsed()
    with tempfile.TemporaryDirectory() as folder:
        url = options.url or f"sqlite:///{folder}/bench.db"
        count = options.cases * (1 + options.cold)
        house, cases = linear_house(
            url, Path(folder) / "files", linear_edition(options.moves), count
        )
        engine = open_engine(url)
        jobs = jobs_of(house, engine, cases, options)
        batches = [cases[at : at + options.batch] for at in range(0, options.cases, options.batch)]
        found = list(rounds(jobs, batches))
        found = [{name: one[name] for name in jobs} for one in found]
        print(
            f"{engine.dialect.name}: {options.cases} cases x {options.moves} moves, {len(batches)} rounds"
        )
        print(*table(found, options.batch * options.moves), sep="\n")
        ratio = statistics.median(one[OURS][0] / one[FLOOR][0] for one in found)
        print(f"durable move: {ratio:.2f} x floor")


if __name__ == "__main__":
    main()
