"""Many moves judged again by the rules of their time, and by other rules: what comes out otherwise?

So are the summary and the requests of each case, as `cadre journal verify` does.

Cases on a line of states are moved through the commands, then every story is played; each move is
judged again on the dossier of its moment, each picture drawn again. Then the line is judged by an
edition with one guard less: that must show at every move, or replay would see nothing. Exits 1
where a recorded move comes out otherwise, or the other rules make no difference.

    python -m benchmarks.replay [--moves 10000] [--without-stories]
"""

import argparse
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import func, select

from benchmarks.measured_on import measured_on
from tests.linear import AT, OFFICE, linear_edition, linear_house
from tests.stories.story_stage import DEFINITIONS, HERE, Beginnings
from workflow.commands.cases import move
from workflow.commands.editions import publish
from workflow.definition import freeze, text_of
from workflow.journal import House, Order
from workflow.models import summaries
from workflow.queries.replay import Replayed, replay
from workflow.queries.verify_lists import verify_lists
from workflow.stories import read_story
from workflow.stories.stage import proved

LENGTH = 20  # moves of a case on the line


def line(folder: Path, cases: int) -> House:
    """Cases on a line of states, each moved to its end."""
    house, ids = linear_house(f"sqlite:///{folder / 'line.db'}", folder, linear_edition(LENGTH), cases)
    for case in ids:
        for number in range(LENGTH):
            with house.desk() as desk:
                move(desk, Order(uuid.uuid4().hex, OFFICE, AT), case, f"m{number}")
    return house


def played(folder: Path) -> Iterator[House]:
    """Every story, played to its end in a house of its own."""
    beginnings = Beginnings(folder / "beginnings", proved(DEFINITIONS))
    for path in sorted(HERE.glob("*.yaml")):
        told, house = beginnings.play(read_story(path), folder / path.stem)
        if told.difference is not None:
            raise SystemExit("\n".join(told.difference.lines()))
        yield house


def judged(house: House, edition: str | None = None) -> Replayed:
    """Every move of a house judged again; told what differs."""
    with house.reading() as desk:
        told = replay(desk, edition)
    house.engine.dispose()
    return told


def listed(house: House) -> tuple[int, float]:
    """How many cases have the summary and the requests that their journals give, CPU seconds; else exits."""
    start = time.process_time()
    with house.reading() as desk:
        cases = desk.db.scalar(select(func.count()).select_from(summaries)) or 0
        for one in verify_lists(desk):
            raise SystemExit(one.line())
    house.engine.dispose()
    return cases, time.process_time() - start


def fewer_guards(house: House) -> str:
    """Publish the line with one guard less a move; gives its digest."""
    base = linear_edition(LENGTH)
    moves = tuple(one.model_copy(update={"guards": one.guards[:1]}) for one in base.process.moves)
    process = base.process.model_copy(update={"edition": 2, "moves": moves})
    with house.desk() as desk:
        return publish(desk, text_of(freeze(process, base.rules, base.duties)), AT)


def timed(name: str, house: House, edition: str | None = None) -> Replayed:
    """The same with its line of the table."""
    start = time.process_time()
    told = judged(house, edition)
    shown(name, told, time.process_time() - start)
    return told


def shown(name: str, told: Replayed, seconds: float) -> None:
    """One line of the table."""
    print(f"{name:<24}{told.moves:>8}{told.views:>8}{len(told.differs):>9}{seconds:>10.1f}", flush=True)


def shown_lists(name: str, cases: int, seconds: float) -> None:
    """What verifying lists costs a case."""
    print(f"{name}: lists of {cases} cases as the journals give them, "
          f"{1000 * seconds / max(cases, 1):.1f} ms of CPU a case", flush=True)  # fmt: skip


def main() -> int:
    """Print moves, pictures, differences and CPU seconds of judging; 0 if all is as it must be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moves", type=int, default=10_000)
    parser.add_argument("--without-stories", action="store_true")
    options = parser.parse_args()
    print(measured_on())
    print("                           moves   views  differs     CPU s")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        house = line(folder, -(-options.moves // LENGTH))
        own = timed("line", house)
        other = timed("line, one guard less", house, fewer_guards(house))
        shown_lists("line", *listed(house))
        every, cases, lists, spent = Replayed(), 0, 0.0, 0.0
        for told in () if options.without_stories else played(folder):
            start = time.process_time()
            one = judged(told)
            spent += time.process_time() - start
            every.moves, every.views = every.moves + one.moves, every.views + one.views
            every.differs += one.differs
            count, seconds = listed(told)
            cases, lists = cases + count, lists + seconds
        shown("all stories", every, spent)
        shown_lists("all stories", cases, lists)
    wrong = own.differs + every.differs
    for difference in wrong[:10]:
        print(difference.line())
    print(f"{own.moves + every.moves} moves judged again, {len(wrong)} come out otherwise")
    return 0 if not wrong and len(other.differs) == other.moves > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
