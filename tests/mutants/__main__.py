"""Do the tests notice when a rule is written wrongly? A seeded sample of mutants, room by room.

`python -m tests.mutants [SEED] [SIZE] [ROOM …]`; a SIZE of `all` takes every mutant. The kinds of mutants
stand in pyproject.toml ([tool.mutmut]). Exits 1 when a room is below the aim.
"""

import json
import random
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from mutmut.__main__ import create_mutants
from mutmut.configuration import config
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.utils.file_utils import (
    change_cwd,
    copy_also_copy_files,
    copy_src_dir,
    setup_source_paths,
)

from tests.mutants.judge import Judge

AIM = {"guards": 90, "proof": 90, "authority": 90,
       "ledger": 95, "ledger.standalone": 95, "canonical": 95}  # per cent; what all else rests on: 95
SHARE = {"guards": 6, "proof": 2, "authority": 2,
         "ledger": 3, "ledger.standalone": 3, "canonical": 2}  # of ten, by room
RULES = ("tests/guards", "tests/proof", "tests/authority")
# Of the ledger those that need no house: what only others would notice counts as not noticed.
TREE = ("tests/upkeep/test_statements.py", *(f"tests/ledger/test_{one}.py" for one in (
    "trees", "notes_and_keys", "holders", "signing", "words_of_the_ledger", "files_of_the_ledger", "log_by_hand",
    "words_of_the_signer", "sm2")))  # fmt: skip
ALONE = tuple(f"tests/ledger/test_{one}.py" for one in (
    "covers", "sm2", "checks_of_the_verifier", "reading_of_the_verifier", "algorithms_of_the_verifier"))  # fmt: skip
TESTS = {"guards": RULES, "proof": RULES, "authority": RULES,
         "ledger": TREE, "ledger.standalone": ALONE, "canonical": ("tests/canonical",)}  # that judge a room
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


def drawn(seed: str, size: str, rooms: Sequence[str]) -> dict[str, tuple[list[str], int]]:
    """For each room the mutants drawn, and of how many."""
    lot = random.Random(seed)
    found: dict[str, tuple[list[str], int]] = {}
    for room in rooms:
        names = sorted(name for name in mutants() if room_of(name) == room)
        count = len(names) if size == "all" else min(len(names), int(size) * SHARE[room] // 10)
        # In the order drawn: as far as a run came that was stopped, it is a smaller sample.
        found[room] = (lot.sample(names, count), len(names))
    return found


def room_of(name: str) -> str:
    """The room that a mutant lies in: the longest of those that begin its name."""
    return max((one for one in AIM if name.startswith(f"workflow.{one}.")), key=len, default="")


def mutants() -> Iterator[str]:
    """The names of all that were written."""
    for path in sorted(FOLDER.rglob("*.meta")):
        yield from json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]


def judge(names: Sequence[str], rooms: Sequence[str]) -> dict[str, str]:
    """What became of each mutant; what was not noticed is told as soon as it is known."""
    became: dict[str, str] = {}

    def told(name: str, verdict: str) -> None:
        became[name] = verdict
        if len(became) % 50 == 0:
            print(f"{len(became)} of {len(names)}", flush=True)
        if verdict not in NOTICED:
            with change_cwd(".."):
                print(f"{verdict}: {name}\n{get_diff_for_mutant(name)}", flush=True)

    tests = list(dict.fromkeys(test for room in rooms for test in TESTS[room]))
    with change_cwd(FOLDER):
        pytest.main(["-s", "-q", "--rootdir=.", *config().pytest_add_cli_args, *tests], [Judge(names, told)])
    return became


def main(seed: str = "2026", size: str = "300", *rooms: str) -> int:
    """Draw, judge, tell; 0 when every room reaches the aim."""
    written()
    sample = drawn(seed, size, rooms or tuple(AIM))
    became = judge([name for some, _ in sample.values() for name in some], tuple(sample))
    reached = True
    for room, (some, total) in sample.items():
        left = [name for name in some if became[name] not in NOTICED]
        late = sum(became[name] == "timeout" for name in some)
        score = 100 * (len(some) - len(left)) / len(some)
        reached &= score >= AIM[room]
        print(f"{room}: {score:.1f} % of {len(some)} drawn of {total} (seed {seed}), {late} of them by a time limit")
        for name in left:
            print(f"  {became[name]}: mutmut show {name}")
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
