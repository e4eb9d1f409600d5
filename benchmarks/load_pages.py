"""What each page of the loaded house costs by itself: CPU, statements, size, without a network.

python -m benchmarks.load_pages --house FOLDER      # as kept by `benchmarks.load --house`
python -m benchmarks.load_pages --house FOLDER --against CHECKOUT ITS_HOUSE --rounds 5
    # this checkout and another in turns, each a process of its own, and by how much the CPU differs
"""

import argparse
import pickle
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from urllib.parse import quote

from flask.testing import FlaskClient
from sqlalchemy import event

from benchmarks.load import LOADED, SEED
from benchmarks.load_house import DEFINITIONS, PASSWORD, Loaded, name
from benchmarks.load_people import HIDDEN
from benchmarks.measured_on import measured_on
from web.app import create_app
from workflow.house import open_house
from workflow.journal import House
from workflow.workdays import load

TIMES = 12


def signed_in(client: FlaskClient, login: str) -> FlaskClient:
    """Somebody who has signed in."""
    shown = client.get("/login").get_data(as_text=True).partition("<main")[2]
    hidden = {key: unescape(value) for key, value in HIDDEN.findall(shown)}
    answer = client.post("/login", data={**hidden, "login": login, "password": PASSWORD})
    assert answer.status_code == 303, answer.status_code
    return client


def pages(loaded: Loaded, chance: random.Random) -> dict[str, tuple[str, list[str]]]:
    """Kind of page → whose it is, and the addresses."""
    played, opened = (chance.choices(one, k=TIMES) for one in (loaded.played, loaded.cases))
    return {
        "inbox of a clerk": ("clerk0", ["/"] * TIMES),
        "inbox of a head": ("head0", ["/"] * TIMES),
        "board": ("clerk0", ["/selections/board"] * TIMES),
        "case, just opened": ("clerk0", [f"/cases/{one}" for one in opened]),
        "case, played": ("clerk0", [f"/cases/{one}" for one in played]),
        "history, played": ("clerk0", [f"/cases/{one}/history" for one in played]),
        "search": ("clerk0", [f"/people/?q={quote(name(n)[:2])}" for n in range(TIMES)]),
        "form of a move": ("head0", [f"/cases/{one}/moves/m0" for one in loaded.line[:TIMES]]),
        "form of a record": ("clerk0", [
            f"/selections/{one}/activities/analysis_report/record" for one in loaded.selections[:TIMES]
        ]),
    }  # fmt: skip


def cost(house: House, client: FlaskClient, paths: Sequence[str]) -> str:
    """CPU milliseconds, statements and KiB of a page; the first is not counted."""
    sent: list[None] = []
    event.listen(house.engine, "before_cursor_execute", lambda *_: sent.append(None))
    client.get(paths[0])
    sent.clear()
    began, size = time.process_time(), 0
    for one in paths:
        answer = client.get(one)
        assert answer.status_code == 200, one
        size += len(answer.data)
    spent = time.process_time() - began
    count = len(paths)
    return f"{spent / count * 1000:8.1f} ms {len(sent) / count:6.1f} {size / count / 1024:6.0f} KiB"


def measure(kept: Path) -> None:
    """A line a kind of page."""
    loaded: Loaded = pickle.loads((kept / LOADED).read_bytes())
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "house"
        shutil.copytree(kept / "house", place)
        print(f"{'':20}{'CPU':>11} {'SQL':>6} {'size':>10}")
        for title, (login, paths) in pages(loaded, random.Random(SEED)).items():
            house = open_house(
                f"sqlite:///{place / 'cadre.db'}", attachments=place / "attachments",
                calendar=load(DEFINITIONS / "calendars"),
            )  # fmt: skip
            app = create_app(house, lambda: datetime.now(UTC), b"for a measurement, thirty-two by")
            print(
                f"{title:20}{cost(house, signed_in(app.test_client(), login), paths)}", flush=True
            )
            house.engine.dispose()


Costs = dict[str, tuple[float, float, float]]  # kind of page → CPU milliseconds, statements, KiB


def measured(checkout: Path, kept: Path) -> Costs:
    """What `measure` says in a checkout, in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.load_pages", "--house", str(kept.resolve())],
        cwd=checkout, capture_output=True, text=True, check=True,
    )  # fmt: skip
    told: Costs = {}
    for line in (one for one in ran.stdout.splitlines() if " ms " in one):
        cpu, _, statements, size, _ = line[20:].split()
        told[line[:20].strip()] = float(cpu), float(statements), float(size)
    return told


def compare(kept: Path, other: tuple[Path, Path], rounds: int) -> None:
    """Both in turns; the middle of each, and the middle of the ratios of the rounds."""
    here = Path(__file__).resolve().parents[1]
    turns = [(measured(*other), measured(here, kept)) for _ in range(rounds)]
    print(f"{'':20}{'before':>9}{'now':>9}{'ratio':>7}{'SQL':>14}{'KiB':>12}")
    for title in turns[0][1]:
        before, now = ([one[side][title] for one in turns] for side in (0, 1))
        ratio = statistics.median(b[0] / a[0] for a, b in zip(before, now, strict=True))
        cpu = [statistics.median(row[0] for row in side) for side in (before, now)]
        print(
            f"{title:20}{cpu[0]:9.1f}{cpu[1]:9.1f}{ratio:7.2f}"
            f"{before[0][1]:7.1f}{now[0][1]:7.1f}{before[0][2]:6.0f}{now[0][2]:6.0f}"
        )


def main() -> None:
    """What is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--house", type=Path, required=True)
    parser.add_argument("--against", type=Path, nargs=2, metavar=("CHECKOUT", "ITS_HOUSE"))
    parser.add_argument("--rounds", type=int, default=5)
    told = parser.parse_args()
    print(measured_on(), flush=True)
    if told.against:
        compare(told.house, tuple(told.against), told.rounds)
    else:
        measure(told.house)


if __name__ == "__main__":
    main()
