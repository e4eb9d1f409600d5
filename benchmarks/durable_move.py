"""A durable move of the engine against the bare floor and against peers, in one run, as ratios.

The floor is one UPDATE and one INSERT a transaction through SQLAlchemy Core, no read, no guard. Ours
goes through the engine's own command: command id, locks, entitlement, dossier, guards, findings,
chain, sealed values, row, requests, summary, leaf. Rounds are interleaved; a ratio is the median of
the rounds' ratios to the floor of the same round. `--together`: what one sitting decided of a batch of
cases, a move and an entry each, in one commit.

    python -m benchmarks.durable_move [--cases 2000] [--batch 20] [--peers [few]] [--cold] [--together]
        [--postgres | --url sqlite:///…]
"""

import argparse
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Engine

from benchmarks import floor, peers
from benchmarks.measured_on import measured_on
from benchmarks.own_postgres import own_postgres
from tests.linear import OFFICE, linear_edition, linear_house
from workflow.commands.cases import move
from workflow.commands.together import Decided, move_together
from workflow.journal import House, Order

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
FLOOR, OURS, COLD = "floor", "this engine", "this engine, nothing at hand"
TOGETHER = "this engine, one sitting"
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


def run_together(house: House, cases: Sequence[str], moves: int) -> None:
    """All cases make their move at one desk, in one commit; then the next one."""
    for step in range(moves):
        with house.desk() as desk:
            decided = [Decided(case, f"m{step}") for case in cases]
            move_together(desk, Order(uuid.uuid4().hex, OFFICE, AT), decided)


@contextmanager
def database(options: argparse.Namespace, folder: Path) -> Iterator[str]:
    """The URL of the database that was asked for: a file of SQLite if nothing was."""
    server = own_postgres() if options.postgres else nullcontext(options.url)
    with server as url:
        yield url or f"sqlite:///{folder}/bench.db"


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
    warm = cases[: options.cases]
    cold, sat = (
        dict(zip(warm, cases[at * len(warm) :], strict=False)) for at in (1, 1 + options.cold)
    )
    floor.prepare(engine, warm)
    jobs: dict[str, Job] = {
        FLOOR: lambda ids: floor.run(engine, ids, moves),
        OURS: lambda ids: run_ours(house, ids, moves),
    }
    if options.cold:
        jobs[COLD] = lambda ids: run_ours(house, [cold[one] for one in ids], moves, cold=True)
    if options.together:
        jobs[TOGETHER] = lambda ids: run_together(house, [sat[one] for one in ids], moves)
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
    parser.add_argument(
        "--together", action="store_true", help="also a batch of cases in one commit"
    )
    parser.add_argument("--postgres", action="store_true", help="on a server of its own")
    parser.add_argument("--url")
    return parser.parse_args()


def main() -> None:
    """Run interleaved rounds and print one table; the last line is for machines to read."""
    options = parsed()
    with tempfile.TemporaryDirectory() as folder, database(options, Path(folder)) as url:
        count = options.cases * (1 + options.cold + options.together)
        house, cases = linear_house(
            url, Path(folder) / "files", linear_edition(options.moves), count
        )
        engine = floor.opened(url)
        jobs = jobs_of(house, engine, cases, options)
        batches = [cases[at : at + options.batch] for at in range(0, options.cases, options.batch)]
        found = list(rounds(jobs, batches))
        found = [{name: one[name] for name in jobs} for one in found]
        with engine.connect() as db:
            print(measured_on(db))
        print(
            f"{engine.dialect.name}: {options.cases} cases x {options.moves} moves, {len(batches)} rounds"
        )
        print(*table(found, options.batch * options.moves), sep="\n")
        if options.together:
            rate = statistics.median(one[FLOOR][0] / one[TOGETHER][0] for one in found)
            print(f"one sitting of {options.batch} cases: {rate:.2f} x the floor's moves a second")
        ratio = statistics.median(one[OURS][0] / one[FLOOR][0] for one in found)
        print(f"durable move: {ratio:.2f} x floor")


if __name__ == "__main__":
    main()
