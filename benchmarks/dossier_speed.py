"""A dossier of 400 entries, verified by the file that lies in it, with the standard library alone.

One case is moved along a line of states, the head of the log signed and witnessed, the dossier
exported. Its `verify.py` then runs in a process of its own (`python -I`, which sees no installed
package of ours), several times; the best and the median are told, with starting Python included.

    python -m benchmarks.dossier_speed [--entries 400] [--rounds 7]
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from statistics import median

from benchmarks.measured_on import measured_on
from tests.linear import AT, OFFICE, linear_edition, linear_house
from workflow.commands.cases import move
from workflow.commands.checkpoints import keep_receipt, place_waiting, sign_head
from workflow.commands.heads import commit_heads
from workflow.journal import House, Order
from workflow.ledger.hashing import hash_named
from workflow.ledger.holder import Holder
from workflow.ledger.keys import make_key
from workflow.ledger.log import Log
from workflow.ledger.note import COSIGNATURE
from workflow.queries.dossiers import dossier_bundle

DAY = AT + timedelta(days=1)


def made(folder: Path, entries: int) -> bytes:
    """The dossier of a case with so many entries, witnessed; the trusted keys lie in `keys.txt`."""
    edition = linear_edition(entries - 1)
    house = linear_house(f"sqlite:///{folder / 'c.db'}", folder, edition, 1)[0]
    for number in range(entries - 1):
        with house.desk() as desk:
            move(desk, Order(f"move{number}", OFFICE, AT), "case0", f"m{number}")
    witnessed(house, folder)
    with house.reading() as desk:
        return dossier_bundle(desk, "case0", folder)


def witnessed(house: House, folder: Path) -> None:
    """Commit to the heads of the day, sign the head of the log, have it cosigned."""
    hash = hash_named("sha256")
    log = Holder(make_key(folder / "l", Log(house.origin).name(1)), folder / "ls", hash)
    witness = Holder(make_key(folder / "w", "shenji.example/w1", COSIGNATURE), folder / "ws", hash)
    with house.desk() as desk:
        commit_heads(desk, DAY)
    place_waiting(house)
    with house.desk() as desk:
        note = sign_head(desk, log, DAY)
        keep_receipt(desk, witness.witness(note, log.signer.key, (), DAY), witness.signer.key)
    keys = f"log {log.signer.key}\nwitness {witness.signer.key}\n"
    (folder / "keys.txt").write_text(keys, encoding="utf-8")


def verified(folder: Path) -> tuple[float, float, str]:
    """Wall and CPU seconds of one run in a process of its own, and what it said."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-I", "verify.py", "d.zip", "--keys", "keys.txt"],
        cwd=folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, ran.stdout.strip().splitlines()[-1]


def main() -> None:
    """Print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    print(measured_on())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = made(folder, options.entries)
        (folder / "d.zip").write_bytes(data)
        with zipfile.ZipFile(BytesIO(data)) as bundle:
            bundle.extract("verify.py", folder)
        runs = [verified(folder) for _ in range(options.rounds)]
    walls, cpus = sorted(one[0] for one in runs), sorted(one[1] for one in runs)
    print(runs[0][2])
    print(f"{options.entries} entries, {len(data) / 1024:.0f} KiB: wall {walls[0]:.3f} s at best, "
          f"{median(walls):.3f} s in the middle; CPU {cpus[0]:.3f} s, {median(cpus):.3f} s")  # fmt: skip


if __name__ == "__main__":
    main()
