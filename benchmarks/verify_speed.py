"""Verifying the whole journal against a bare loop that reads the rows and hashes their bytes.

Entries are made in bulk, as the engine would have written them: chained, folded, placed in the tree.
The loop selects the same columns in the same order and hashes each body once; nothing is judged.
Each is measured in a process of its own, so that the memory is its own too; loop and ways take turns, and
a ratio is the median of the rounds' ratios to the loop of the same round.

    python -m benchmarks.verify_speed [--sizes 10000 100000 1000000] [--jobs 1 2] [--rounds 3]

One that is made once and measured again, the last in turn in one process, where others use the machine:

    python -m benchmarks.verify_speed --in FOLDER --what made:1000000
    python -m benchmarks.verify_speed --in FOLDER --what bare    (or verify:2, or turns:6)
"""

import argparse
import multiprocessing
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain, islice
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select

from benchmarks.bulk import lawless
from benchmarks.measured_on import measured_on
from tests.linear import linear_edition, linear_house
from workflow.canonical import canonical, digest, leaf
from workflow.cli.place import Place
from workflow.cli.verifying import verify_place
from workflow.ledger.log import Log
from workflow.models import TABLES, entries, open_engine, unplaced
from workflow.models.prepared import Prepared
from workflow.queries.verify import Span, verify_span, verify_tree
from workflow.queries.verify_heads import Keys

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PERSON = "p0"
EACH = 60  # entries of a case, as in a year of one
OPEN = 500  # cases that go on side by side: what lies together in time lies apart by journal
PART = 5_000
BARE = "bare"
_ENTRIES, _UNPLACED = Prepared(insert(entries)), Prepared(insert(unplaced))


def made(folder: Path, size: int) -> None:
    """An instance with about `size` entries on SQLite."""
    url = f"sqlite:///{folder / 'cadre.db'}"
    house = linear_house(url, folder, linear_edition(3), 1)[0]
    with lawless(house.engine) as db:
        db.exec_driver_sql("BEGIN")
        cases, log = size // EACH, Log(house.origin)
        for first in range(0, cases, OPEN):
            beside = [journal(f"case:made{case:07d}", case)
                      for case in range(first, min(first + OPEN, cases))]  # fmt: skip
            entries_in_time = chain.from_iterable(zip(*beside, strict=True))
            while part := list(islice(entries_in_time, PART)):
                write(db, log, part)
        db.exec_driver_sql("COMMIT")
    house.engine.dispose()


def journal(subject: str, case: int) -> Iterator[dict[str, Any]]:
    """The entries of a case: most record, one in six moves."""
    said, prev = {"number": str(case), "state": "s0", "department": "dept", "person": PERSON}, ""
    for seq in range(1, EACH + 1):
        block, beside = divmod(case, OPEN)
        at = AT + timedelta(seconds=(block * EACH + seq) * OPEN + beside)
        data: dict[str, Any] = {"act": "record", "activity": "opinion", "round": 1, "answer": "同意" * 20}
        if seq == 1:
            data = {"act": "open_case", "set": dict(said)}
        elif seq % 6 == 0:
            said = {**said, "state": f"s{seq % 4}"}
            data = {"move": f"m{seq}", "from": "s0", "to": "s1", "set": {"state": said["state"]}}
        content = canonical(said)
        body = canonical({
            "v": 1, "id": f"bench-{case:07d}{seq:03d}", "subject": subject, "seq": seq, "prev": prev,
            "at": at, "occurred_on": at.date(), "late_reason": None, "command": f"c{case}-{seq}",
            "actor": {"account": "head", "name": "部长", "person": None, "duty": "organization_head",
                      "organization": "dept", "session": "0" * 64},
            "kind": "record", "data": data, "read": {"person:p0": 1, "organization:dept": 1},
            "findings": [{"guard": "no_vote_taken", "rules": ["R-POL-05"], "inputs": {"votes": 0},
                          "result": "met"}], "warnings": [], "edition": "0" * 64,
            "calendar": "0" * 64, "software": "cadre-workflow 0.1.0", "view": None, "values": [],
            "attachments": [], "state": digest(content),
        })  # fmt: skip
        prev, before = leaf(body), prev
        yield {
            "id": f"bench-{case:07d}{seq:03d}", "subject": subject, "seq": seq, "prev": before,
            "digest": prev, "at": at.isoformat(timespec="microseconds").replace("+00:00", "Z"),
            "occurred_on": at.date().isoformat(), "kind": "record", "account": "head",
            "duty": "organization_head", "command": f"c{case}-{seq}",
            "act": str(data.get("act") or data.get("move")), "activity": data.get("activity", ""),
            "about": "", "province": "42", "case_year": 2026, "content": content.decode(), "body": body,
        }  # fmt: skip


def write(db: Connection, log: Log, part: list[dict[str, Any]]) -> None:
    """Entries, the rows of journals that end with them, and their places in the tree."""
    _ENTRIES.write(db, *part)
    rows = [{"id": one["subject"].partition(":")[2], "seq": one["seq"], "head": one["digest"],
             "content": one["content"], "person": PERSON} for one in part if one["seq"] == EACH]  # fmt: skip
    if rows:
        db.execute(insert(TABLES["case"]), rows)
    _UNPLACED.write(db, *({"entry": one["id"]} for one in part))
    log.place(db)


def bare(folder: Path) -> int:
    """Read the rows and hash the bytes."""
    count = 0
    with open_engine(f"sqlite:///{folder / 'cadre.db'}").connect() as db:
        told = select(entries).order_by(entries.c.subject, entries.c.seq)
        for row in db.execute(told.execution_options(yield_per=500)):
            leaf(row.body)
            count += 1
    return count


def whole(folder: Path, jobs: int) -> int:
    """Verify everything; raises SystemExit where anything was found."""
    told = verify_place(
        Place(f"sqlite:///{folder / 'cadre.db'}"), Keys(), jobs, None, shown=lambda _: None, lists=False
    )[0]
    if told.broken:
        raise SystemExit(told.broken[0].line())
    return told.entries


def turns(folder: Path, rounds: int) -> None:
    """The loop, the journals and the tree in turn: the best CPU time of each, us an entry, and times the loop."""
    house = Place(f"sqlite:///{folder / 'cadre.db'}").house()

    def spans() -> int:
        with house.reading() as desk:
            return verify_span(desk, Span()).entries

    def tree() -> int:
        with house.reading() as desk:
            return len(list(verify_tree(desk, Keys())))

    ways: dict[str, Callable[[], int]] = {BARE: lambda: bare(folder), "journals": spans, "tree": tree}
    best, count = dict.fromkeys(ways, float("inf")), 0
    for _ in range(rounds):
        for name, way in ways.items():
            began = time.process_time()
            count = max(count, way())
            best[name] = min(best[name], time.process_time() - began)
    for name, took in best.items():
        print(f"{name:<10} {took / count * 1e6:>6.1f} {took / best[BARE]:>6.2f}")


def measured(job: Callable[[], int]) -> str:
    """Entries, wall and CPU seconds with the processes it began, and the largest of them in MiB."""
    wall, cpu = time.perf_counter(), time.process_time()
    count = job()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu += others.ru_utime + others.ru_stime
    memory = max(others.ru_maxrss, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024
    return f"{count} {wall:.3f} {cpu:.3f} {memory:.0f}"


def own_words(folder: Path, what: str) -> list[str]:
    """The command line of one part of this program."""
    return [sys.executable, "-m", "benchmarks.verify_speed", "--in", str(folder), "--what", what]


class Spent(NamedTuple):
    """What one run took, in a process of its own."""

    entries: int
    wall: float
    cpu: float
    memory: int


def apart(folder: Path, what: str) -> Spent:
    """One run in a process of its own."""
    ran = subprocess.run(own_words(folder, what), capture_output=True, text=True, check=True)
    count, wall, cpu, memory = ran.stdout.split()
    return Spent(int(count), float(wall), float(cpu), int(memory))


def table(folder: Path, jobs: Sequence[int], rounds: int) -> Iterator[str]:
    """A line a way: seconds and times the loop, CPU an entry and times the loop, the largest process."""
    ways = (BARE, *(f"verify:{one}" for one in jobs))
    found: list[dict[str, Spent]] = [{way: apart(folder, way) for way in ways} for _ in range(rounds)]
    for way in ways:
        runs = [one[way] for one in found]
        wall, cpu = (
            median(getattr(one[way], name) / getattr(one[BARE], name) for one in found)
            for name in ("wall", "cpu")
        )
        us = median(one.cpu / one.entries for one in runs) * 1e6
        yield (
            f"{runs[0].entries:<10}{way:<10}{median(one.wall for one in runs):>8.1f}{wall:>8.2f}{us:>8.1f}{cpu:>7.2f}"
            f"{max(one.memory for one in runs):>6}"
        )


def main() -> None:
    """Print one line a size and way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, multiprocessing.cpu_count()])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--in", dest="folder", type=Path)
    parser.add_argument("--what")
    options = parser.parse_args()
    if options.folder and options.what.startswith("made:"):
        made(options.folder, int(options.what.partition(":")[2]))
        return
    if options.folder and options.what.startswith("turns:"):
        turns(options.folder, int(options.what.partition(":")[2]))
        return
    if options.folder:
        jobs = int(options.what.partition(":")[2] or 1)
        own = options.what == BARE
        print(measured(lambda: bare(options.folder) if own else whole(options.folder, jobs)))
        return
    print(measured_on())
    print(f"{'entries':<10}{'what':<10}{'wall s':>8}{'wall x':>8}{'CPU us':>8}{'CPU x':>7}{'MiB':>6}")
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as name:
            # Apart too: a process is told the memory of the one that began it as its own.
            subprocess.run(own_words(Path(name), f"made:{size}"), check=True)
            for line in table(Path(name), options.jobs, options.rounds):
                print(line, flush=True)


if __name__ == "__main__":
    main()
