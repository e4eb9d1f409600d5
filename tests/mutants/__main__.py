"""Do the tests notice when a rule is written wrongly? A seeded sample of mutants, room by room.

`python -m tests.mutants [SEED] [SIZE] [ROOM …]`; the kinds of mutants and the tests that judge them stand in
pyproject.toml ([tool.mutmut]). Exits 1 when a room is below the aim.
"""

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from mutmut.__main__ import create_mutants
from mutmut.stats import status_by_exit_code
from mutmut.utils.file_utils import copy_also_copy_files, copy_src_dir, setup_source_paths

AIM = {"guards": 90, "proof": 90, "authority": 90,
       "ledger": 95, "ledger.standalone": 95, "canonical": 95}  # per cent; what all else rests on: 95
SHARE = {"guards": 6, "proof": 2, "authority": 2,
         "ledger": 3, "ledger.standalone": 3, "canonical": 2}  # of ten, by room
NOTICED = ("killed", "timeout")
FOLDER = Path("mutants")


def written() -> None:
    """Write every mutant into the folder, beside the tests that judge it."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    copy_src_dir()
    copy_also_copy_files()
    setup_source_paths()
    create_mutants(max_children=1)


def drawn(seed: str, size: int, rooms: Sequence[str]) -> dict[str, tuple[list[str], int]]:
    """For each room the mutants drawn, and of how many."""
    lot = random.Random(seed)
    found: dict[str, tuple[list[str], int]] = {}
    for room in rooms:
        names = sorted(name for name, _ in results() if room_of(name) == room)
        count = min(len(names), size * SHARE[room] // 10)
        found[room] = (sorted(lot.sample(names, count)), len(names))
    return found


def room_of(name: str) -> str:
    """The room that a mutant lies in: the longest of those that begin its name."""
    return max((one for one in AIM if name.startswith(f"workflow.{one}.")), key=len, default="")


def results() -> Iterator[tuple[str, str]]:
    """Every mutant, and what became of it."""
    for path in sorted(FOLDER.rglob("*.meta")):
        codes = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        for name, code in codes.items():
            yield name, status_by_exit_code[code]


def main(seed: str = "2026", size: str = "300", *rooms: str) -> int:
    """Draw, run with one process, tell; 0 when every room reaches the aim."""
    written()
    sample = drawn(seed, int(size), rooms or tuple(AIM))
    names = [name for some, _ in sample.values() for name in some]
    command = Path(sys.executable).with_name("mutmut")
    subprocess.run([command, "run", "--max-children", "1", *names], check=True)
    became = dict(results())
    reached = True
    for room, (some, total) in sample.items():
        left = [name for name in some if became[name] not in NOTICED]
        score = 100 * (len(some) - len(left)) / len(some)
        reached &= score >= AIM[room]
        print(f"{room}: {score:.1f} % of {len(some)} drawn of {total} (seed {seed})")
        for name in left:
            print(f"  {became[name]}: mutmut show {name}")
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
