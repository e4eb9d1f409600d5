"""What a real move costs: the promotion story under its own edition, and a case that grows long.

Every step of `tests/stories/promotion_happy.yaml` is done at a desk of its own, with all the guards of
the edition; CPU time and statements are told by kind of step. Then the case stands before the move
that concludes the investigation; the same statement is recorded and approved in it again and again,
and the move is made with so many entries more, each time from a copy.

    python -m benchmarks.real_move [--entries 10 100 1000] [--times 5]
"""

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from benchmarks.measured_on import measured_on
from tests.statements import counting
from workflow.house import open_house
from workflow.journal import House
from workflow.models import entries
from workflow.stories import Played, read_story
from workflow.stories.doing import Doing, do, remember
from workflow.stories.play import begin, moments, order_of
from workflow.stories.reading import Placed
from workflow.stories.stage import fresh_house, proved
from workflow.workdays import load

ROOT = Path(__file__).resolve().parents[1]
STORY, DEFINITIONS = ROOT / "tests" / "stories" / "promotion_happy.yaml", ROOT / "definitions"
BEFORE = datetime(2025, 1, 1, tzinfo=UTC)
MOVE, AGAIN = "conclude_investigation", "health_statement"


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU milliseconds and statements of one step."""

    cpu: float
    statements: int


def cost(house: House, placed: Placed, played: Played, at: datetime) -> Cost:
    """Do a step and commit it."""
    order = order_of(placed, played.scene, at)
    with counting(house.engine) as seen:
        begun = time.process_time()
        with house.desk() as desk:
            do(Doing(desk, order, placed.step, played.scene))
        spent = time.process_time() - begun
    remember(placed.step, order, played.scene, {})
    return Cost(spent * 1000, seen.count)


def done(placed: Placed) -> bool:
    """Whether a step does anything: some only look, some are refused as told."""
    return bool(placed.step.verb) and placed.step.expect.refused is None


def whole(house: House, played: Played) -> Iterator[tuple[Placed, datetime, Cost]]:
    """The steps of the story that do anything, each with its cost after it was done."""
    for placed, at in zip(played.story.steps, moments(played.story), strict=True):
        if done(placed):
            yield placed, at, cost(house, placed, played, at)


def told(name: str, costs: Sequence[Cost]) -> str:
    """A line: how many, CPU and statements in the middle and at most."""
    cpu, sent = [one.cpu for one in costs], [one.statements for one in costs]
    return (f"{name:16}{len(costs):>6}{statistics.median(cpu):>10.1f}{max(cpu):>8.1f}"
            f"{statistics.median(sent):>10.0f}{max(sent):>6}")  # fmt: skip


def by_kind(folder: Path) -> Iterator[str]:
    """The whole story by kind of step."""
    house, played = staged(folder)
    found: dict[str, list[Cost]] = {}
    for placed, _, spent in whole(house, played):
        found.setdefault(placed.step.verb or "", []).append(spent)
    house.engine.dispose()
    yield f"{'step':16}{'times':>6}{'cpu ms':>10}{'most':>8}{'sql':>10}{'most':>6}"
    for verb, costs in sorted(found.items(), key=lambda one: -len(one[1])):
        yield told(verb, costs)
    yield told("together", [one for costs in found.values() for one in costs])


def staged(folder: Path) -> tuple[House, Played]:
    """A house with the world of the story, and nothing done yet."""
    house = fresh_house(folder, DEFINITIONS, BEFORE, editions=proved(DEFINITIONS))
    return house, begin(read_story(STORY), house)


def grown(folder: Path, sizes: Sequence[int], times: int) -> Iterator[str]:
    """The move, and the record before it, with so many entries more in the case."""
    house, played = staged(folder / "start")
    steps = iter(zip(played.story.steps, moments(played.story), strict=True))
    again: list[Placed] = []
    for placed, at in steps:
        if placed.step.verb == "move" and placed.step.target == MOVE:
            break
        if done(placed):
            cost(house, placed, played, at)
            again += [placed] if placed.step.target == AGAIN else []
    house.engine.dispose()
    yield (f"{'entries':>8}{'move ms':>9}{'most':>10}{'sql':>5}"
           f"{'record ms':>11}{'most':>10}{'sql':>5}")  # fmt: skip
    for size in sizes:
        moves, records, many = [], [], 0
        for turn in range(times if size < 500 else 2):
            into = folder / f"{size}-{turn}"
            shutil.copytree(folder / "start", into)
            longer = open_house(
                f"sqlite:///{into / 'cadre.db'}", attachments=into / "attachments",
                calendar=load(DEFINITIONS / "calendars"),
            )  # fmt: skip
            later = replace(played, scene=replace(played.scene, labels=dict(played.scene.labels)))
            for number in range(size):
                minute = at + timedelta(seconds=number)
                spent = cost(longer, again[number % len(again)], later, minute)
            records.append(spent)
            many = _count(longer, later.cases[0])
            moves.append(cost(longer, placed, later, at + timedelta(hours=3)))
            longer.engine.dispose()
            shutil.rmtree(into)
        yield (f"{many:>8}{statistics.median(one.cpu for one in moves):>9.1f}"
               f"{max(one.cpu for one in moves):>10.1f}{moves[-1].statements:>5}"
               f"{statistics.median(one.cpu for one in records):>11.1f}"
               f"{max(one.cpu for one in records):>10.1f}{records[-1].statements:>5}")  # fmt: skip


def _count(house: House, case: str) -> int:
    with house.reading() as desk:
        own = select(func.count()).where(entries.c.subject == f"case:{case}")
        return desk.db.scalar(own) or 0


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--entries", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    print(measured_on())
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "whole").mkdir()
        (Path(name) / "start").mkdir()
        print(*by_kind(Path(name) / "whole"), sep="\n", flush=True)
        for line in grown(Path(name), options.entries, options.times):
            print(line, flush=True)


if __name__ == "__main__":
    main()
