"""A durable move of the engine against the bare floor, in one run, as ratios.

The floor is one UPDATE and one INSERT a transaction through SQLAlchemy Core, no read, no guard. Ours
goes through the engine's own command: command id, locks, dossier, guards, findings, chain, sealed
values, row, requests. Rounds are interleaved; the ratio is the median of the rounds' ratios.

    python -m benchmarks.durable_move [--cases 20] [--rounds 5] [--url sqlite:///…]
"""

import argparse
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Column, Engine, Integer, MetaData, Table, Text, insert, update

from tests.linear import OFFICE, linear_edition, linear_house
from workflow.commands.cases import move
from workflow.journal import House, Order
from workflow.models import open_engine

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PAYLOAD = "x" * 190
floor_tables = MetaData()
floor_rows = Table(
    "floor_rows", floor_tables, Column("id", Text, primary_key=True), Column("state", Text),
    Column("seq", Integer),
)  # fmt: skip
floor_log = Table(
    "floor_log", floor_tables, Column("id", Text, primary_key=True), Column("row", Text),
    Column("seq", Integer), Column("body", Text),
)  # fmt: skip


def run_floor(engine: Engine, ids: list[str], moves: int) -> None:
    """The bare floor: one UPDATE and one INSERT, committed, for every move of every row."""
    for one in ids:
        for step in range(moves):
            with engine.connect().execution_options(immediate=True) as db, db.begin():
                db.execute(
                    update(floor_rows).where(floor_rows.c.id == one).values(state=f"s{step}", seq=step)
                )
                db.execute(
                    insert(floor_log).values(id=uuid.uuid4().hex, row=one, seq=step, body=PAYLOAD)
                )


def run_ours(house: House, cases: list[str], moves: int) -> None:
    """The engine's own command, one desk (one commit) a move."""
    for case in cases:
        for step in range(moves):
            with house.desk() as desk:
                move(desk, Order(uuid.uuid4().hex, OFFICE, AT), case, f"m{step}")


def timed(job: Callable[[], None]) -> tuple[float, float]:
    """Wall and CPU seconds of a job."""
    wall, cpu = time.perf_counter(), time.process_time()
    job()
    return time.perf_counter() - wall, time.process_time() - cpu


def main() -> None:
    """Run interleaved rounds and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--moves", type=int, default=10)
    parser.add_argument("--url")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = options.url or f"sqlite:///{folder}/bench.db"
        house, cases = linear_house(
            url, Path(folder), linear_edition(options.moves), options.cases * options.rounds
        )
        engine = open_engine(url)
        floor_tables.create_all(engine)
        ratios = []
        for number in range(options.rounds):
            batch = cases[number * options.cases : (number + 1) * options.cases]
            with engine.begin() as db:
                db.execute(insert(floor_rows), [{"id": one, "state": "s", "seq": 0} for one in batch])
            ours = timed(lambda batch=batch: run_ours(house, batch, options.moves))
            floor = timed(lambda batch=batch: run_floor(engine, batch, options.moves))
            ratios.append((ours[0] / floor[0], ours[1] / floor[1]))
        wall = statistics.median(one for one, _ in ratios)
        cpu = statistics.median(one for _, one in ratios)
        spread = f"{min(r for r, _ in ratios):.2f}–{max(r for r, _ in ratios):.2f}"
        print(f"{engine.dialect.name}: {options.rounds} rounds x {options.cases} cases x {options.moves} moves")
        print(f"durable move: {wall:.2f} x floor in wall time (rounds {spread}), {cpu:.2f} x in CPU")


if __name__ == "__main__":
    main()
