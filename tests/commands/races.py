"""Several people at once, each at a desk of their own (同时办理)."""

import threading
from collections.abc import Callable, Sequence

import pytest

from workflow.journal import Desk, House
from workflow.journal.read import Record, history
from workflow.queries.verify import verify

ROUNDS = pytest.mark.parametrize("rounds", [5, pytest.param(30, marks=pytest.mark.nightly)])
Job = Callable[[Desk], object]
Outcomes = list[BaseException | None]


def race(house: House, jobs: Sequence[Job]) -> Outcomes:
    """Do each job at a desk of its own, all at once; each one's error, or None."""
    outcomes: Outcomes = [None] * len(jobs)
    start = threading.Barrier(len(jobs))

    def run(place: int) -> None:
        start.wait()
        try:
            with house.desk() as desk:
                jobs[place](desk)
        except Exception as error:
            outcomes[place] = error

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(jobs))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return outcomes


def moves_of(house: House, case: str) -> list[Record]:
    """The moves made on a case."""
    with house.reading() as desk:
        return [one for one in history(desk, f"case:{case}") if one.kind == "move"]


def assert_clean(house: House) -> None:
    """The journal verifies, and so do the lists: who waited for whom leaves them as they should be."""
    with house.reading() as desk:
        assert verify(desk, lists=True).broken == ()
