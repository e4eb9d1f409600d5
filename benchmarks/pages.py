"""Which pages of SQLite a move writes to the log, by table and index, beside the floor.

A page more costs writing and syncing 4 KiB, and later carrying it into the database. Read off the log itself.

    python -m benchmarks.pages [--cases 200]
"""

import argparse
import sqlite3
import struct
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from benchmarks import floor
from benchmarks.durable_move import run_ours
from benchmarks.measured_on import measured_on
from tests.linear import linear_edition, linear_house

PAGE, MOVES, COUNTED = 4096, 10, 5  # bytes; moves a case; cases whose moves are counted
LOG_HEAD, HEAD = 32, 24  # bytes of the log before all, and before each page


def written(file: Path, act: Callable[[], None]) -> Counter[int]:
    """How often each page went to the log meanwhile."""
    log = file.with_name(file.name + "-wal")
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    act()
    told = log.read_bytes()
    frames = range(LOG_HEAD, len(told) - HEAD - PAGE + 1, HEAD + PAGE)
    return Counter(struct.unpack_from(">I", told, at)[0] for at in frames)


def names(file: Path) -> dict[int, str]:
    """Which table or index each page belongs to."""
    db = sqlite3.connect(file)
    found = dict(db.execute("SELECT pageno, name FROM dbstat"))
    db.close()
    return found


def main() -> None:
    """Print pages a move by table, then of the floor."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=200, help="whose moves are made before")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pages.db"
        url, count = f"sqlite:///{file}", options.cases + COUNTED
        house, ids = linear_house(url, Path(folder) / "files", linear_edition(MOVES), count)
        engine, last = floor.opened(url), ids[options.cases :]
        floor.prepare(engine, ids)
        run_ours(house, ids[: options.cases], MOVES)
        ours = written(file, lambda: run_ours(house, last, MOVES))
        bare = written(file, lambda: floor.run(engine, last, MOVES))
        print(measured_on())
        of, by_name = names(file), Counter[str]()
        for page, times in ours.items():
            by_name[of.get(page, "unused")] += times
        for name, times in by_name.most_common():
            print(f"{name:32}{times / COUNTED / MOVES:6.2f}")
        for what, found in (("together", ours), ("floor", bare)):
            print(f"{what:32}{found.total() / COUNTED / MOVES:6.2f}")


if __name__ == "__main__":
    main()
