"""Start and size: how long until something can be done, and what it takes in memory and on disk.

Each figure is the median of some runs in processes of their own. *Cold*: the compiled files of our own
modules are not there yet, as after an installation; *warm*: they are. The memory of a web worker is its
share of the pages that it has (PSS), after the first pages and again after many.

    python -m benchmarks.size [--runs 5] [--house FOLDER] [--databases sqlite postgresql]

`--house`: a house built by `benchmarks.load`; else a small one is built.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import func, inspect, select, text

from benchmarks.load import house_of, people_of, site, worked
from benchmarks.load_house import Loaded
from benchmarks.load_people import Browser
from benchmarks.load_site import CADRE, free_port, served
from benchmarks.measured_on import measured_on
from workflow.models import TABLES, entries, open_engine

ROOT = Path(__file__).resolve().parents[1]
SITE = (
    Path(sys.prefix)
    / "lib"
    / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    / "site-packages"
)
COMMANDS = (("--help",), ("journal", "verify", "--help"), ("serve", "--help"))
MIB = 1024 * 1024


def seconds(arguments: Sequence[str], environ: dict[str, str]) -> tuple[float, float]:
    """Wall and CPU seconds of a command."""
    before, began = os.times(), time.perf_counter()
    subprocess.run([CADRE, *arguments], env=environ, check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - began, os.times()
    spent = after.children_user + after.children_system
    return wall, spent - before.children_user - before.children_system


def started(runs: int) -> Iterator[str]:
    """A line for each command: cold and warm."""
    yield f"{'':26}{'wall s':>8}{'CPU s':>8}{'cold CPU s':>12}"
    for arguments in COMMANDS:
        warm = [seconds(arguments, dict(os.environ)) for _ in range(runs)]
        with tempfile.TemporaryDirectory() as nothing:  # nothing compiled lies there
            cold = seconds(arguments, {**os.environ, "PYTHONPYCACHEPREFIX": nothing})[1]
        wall, cpu = (statistics.median(one[n] for one in warm) for n in (0, 1))
        yield f"{'cadre ' + ' '.join(arguments):26}{wall:8.2f}{cpu:8.2f}{cold:12.2f}"


def first_page(url: str, folder: Path, runs: int) -> str:
    """From the start of the server to the end of its first page."""
    told = []
    for _ in range(runs):
        port, began = free_port(), time.perf_counter()
        with served(url, folder, port):
            status, _ = Browser(port).ask("GET", "/login")
            assert status == 200
            told.append(time.perf_counter() - began)
    return f"first page after {statistics.median(told):.2f} s"


def memory(pid: int) -> float:
    """MiB that are a process's own, with its share of what others use too."""
    told = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(one.split()[1]) for one in told if one.startswith("Pss:")) / 1024


def of_files(folder: Path, ending: str = "") -> int:
    """Bytes of the files below a folder."""
    return sum(
        one.stat().st_size
        for one in folder.rglob(f"*{ending}")
        if one.is_file() and not one.is_symlink()
    )


def installed() -> Iterator[str]:
    """What `make install` brings, in a folder of its own, and our own code."""
    with tempfile.TemporaryDirectory() as name:
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "-q", "--require-hashes", "--no-compile",
             "--target", name, "-r", ROOT / "requirements.lock"], check=True, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        yield f"installed packages {of_files(Path(name)) / MIB:.0f} MiB, not compiled"
    for room in ("workflow", "web", "definitions"):
        lines = sum(len(one.read_text().splitlines()) for one in (ROOT / room).rglob("*.py"))
        yield f"{room:12} {of_files(ROOT / room) / MIB:.1f} MiB with what is compiled, {lines} lines of Python"


def bytes_of(url: str, loaded: Loaded) -> Iterator[str]:
    """Bytes of the database and of an entry; of a whole case: `benchmarks.bytes_per_case`."""
    engine = open_engine(url)
    with engine.connect() as db:
        if engine.dialect.name == "sqlite":
            db.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
            size = db.scalar(
                text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
            )
        else:
            size = db.scalar(text("SELECT pg_database_size(current_database())"))
        count = db.scalar(select(func.count()).select_from(entries)) or 1
        cases = db.scalar(select(func.count()).select_from(TABLES["case"])) or 1
        body = db.scalar(select(func.avg(func.length(entries.c.body)))) or 0
        tables = len(inspect(db).get_table_names())
    engine.dispose()
    whole = int(size or 0)
    yield (f"{engine.dialect.name}: {whole / MIB:.1f} MiB, {tables} tables, {cases} cases, {count} entries; "
           f"{whole / count:.0f} bytes an entry with rows and indexes, {float(body):.0f} of them hashed")  # fmt: skip


def of_house(kind: str, source: Path, folder: Path, loaded: Loaded, runs: int) -> Iterator[str]:
    """First page, memory and bytes on one database."""
    with site(kind, source, folder, loaded, 1) as place:
        yield from bytes_of(place.url, loaded)
        fresh = memory(place.pids[0])
        people = people_of(place, 20, 1.0)
        worked(place, people, 5)
        some = memory(place.pids[0])
        worked(place, people, 30)
        yield (f"{kind}: a web worker has {fresh:.0f} MiB at the start, {some:.0f} after some pages, "
               f"{memory(place.pids[0]):.0f} after many")  # fmt: skip
        yield f"{kind}: {first_page(place.url, place.folder, runs)}"


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--house", type=Path)
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    options = parser.parse_args()
    print(measured_on())
    options.people, options.cases = 20, 200  # where a house has to be built
    print(*started(options.runs), sep="\n", flush=True)
    print(*installed(), sep="\n", flush=True)
    with tempfile.TemporaryDirectory() as name:
        source, loaded = house_of(options, Path(name))
        for kind in options.databases:
            for line in of_house(kind, source, Path(name), loaded, options.runs):
                print(line, flush=True)


if __name__ == "__main__":
    main()
