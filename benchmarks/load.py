"""Many people at the real server at once: how long they wait, and whether what was acknowledged is kept.

`cadre serve` runs in a process of its own on a house with many cases. People sign in through the page
(outside the measured time), then think, read and act. Afterwards every acknowledged command is looked
for in the journal, where it must be exactly once, and `cadre journal verify` must find nothing.
`--saturate` doubles the people until the 95th percentile is above a second or somebody gets no answer.

    python -m benchmarks.load [--minutes 10] [--people 200] [--think 5] [--cases 2000] [--sites 1]
                              [--databases sqlite postgresql] [--saturate] [--house FOLDER]
"""

import argparse
import pickle
import random
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from benchmarks.load_house import Loaded, built
from benchmarks.load_people import Browser, Person, Seen, Work
from benchmarks.load_site import CADRE, Used, free_port, served, used, verified
from benchmarks.measured_on import measured_on
from benchmarks.own_postgres import own_postgres
from workflow.models import entries, open_engine

SEED = 20261126
SLOW = 1.0  # seconds at the 95th percentile that nobody should wait for
LOADED = "loaded.pickle"
KINDS = ("inbox", "board", "case", "history", "search", "form", "move", "record")


@dataclass(frozen=True, slots=True)
class Site:
    """Servers on one house, with their process ids and ports, and what there is to do."""

    url: str
    folder: Path
    pids: list[int]
    ports: list[int]
    work: Work


def house_of(options: argparse.Namespace, folder: Path) -> tuple[Path, Loaded]:
    """The house to be copied: as kept from an earlier run, or built now."""
    kept = options.house or folder / "built"
    if not (kept / LOADED).exists():
        kept.mkdir(parents=True, exist_ok=True)
        loaded = built(kept / "house", options.people, options.cases, print)
        (kept / LOADED).write_bytes(pickle.dumps(loaded))
    found: Loaded = pickle.loads((kept / LOADED).read_bytes())
    return kept / "house", found


@contextmanager
def site(kind: str, source: Path, folder: Path, loaded: Loaded, sites: int) -> Iterator[Site]:
    """A copy of the house on a database of that kind, served by so many processes."""
    with ExitStack() as stack:
        place = folder / kind
        shutil.copytree(source, place)
        url = f"sqlite:///{place / 'cadre.db'}"
        if kind == "postgresql":
            before, url = url, stack.enter_context(own_postgres())
            subprocess.run(
                [CADRE, "move-database", before, url], check=True, stdout=subprocess.DEVNULL,
                env={"CADRE_FOLDER": str(place)},
            )  # fmt: skip
        ports = [free_port() for _ in range(sites)]
        pids = [stack.enter_context(served(url, place, port)) for port in ports]
        yield Site(url, place, pids, ports, Work(loaded))


def people_of(site: Site, count: int, think: float) -> list[Person]:
    """So many people, signed in; beyond the accounts, several at one account, each at a browser."""
    loaded = site.work.loaded
    logins = random.Random(SEED).sample(
        loaded.clerks + loaded.heads, k=len(loaded.clerks + loaded.heads)
    )
    first = [_person(site, number, login, think) for number, login in enumerate(logins[:count])]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(Person.sign_in, first))
    further = [_person(site, number, logins[number % len(logins)], think)
               for number in range(len(first), count)]  # fmt: skip
    for number, one in enumerate(further):
        one.browser.cookies |= first[number % len(first)].browser.cookies
    return first + further


def _person(site: Site, number: int, login: str, think: float) -> Person:
    browser = Browser(site.ports[number % len(site.ports)])
    return Person(browser, login, site.work, SEED + number, think)


def worked(site: Site, people: Sequence[Person], seconds: float) -> tuple[Seen, dict[str, float]]:
    """What all saw in that time, and how many cores were busy, by whom."""
    stop = threading.Event()
    threads = [threading.Thread(target=one.work_until, args=(stop,)) for one in people]
    before, began = used(site.pids, site.url), time.perf_counter()
    for one in threads:
        one.start()
    time.sleep(seconds)
    stop.set()
    for one in threads:
        one.join()
    return together(people), told_cores(before, site, began)


def told_cores(before: Used, site: Site, began: float) -> dict[str, float]:
    """Cores that were busy since."""
    return dict(used(site.pids, site.url).since(before, time.perf_counter() - began))


def together(people: Sequence[Person]) -> Seen:
    """What they saw, put together; each begins anew."""
    whole = Seen()
    for one in people:
        for kind, spent in one.seen.spent.items():
            whole.spent.setdefault(kind, []).extend(spent)
        whole.faults += one.seen.faults
        whole.acknowledged += one.seen.acknowledged
        whole.late += one.seen.late
        one.seen = Seen()
    return whole


def waited(seen: Seen, part: float) -> float:
    """Milliseconds that this part of all answers did not take longer than."""
    return percentile([one for spent in seen.spent.values() for one in spent], part) * 1000


def percentile(spent: Sequence[float], part: float) -> float:
    """The value that so large a part does not exceed."""
    found = sorted(spent)
    return found[min(len(found) - 1, int(len(found) * part))] if found else 0.0


def table(seen: Seen, seconds: float) -> Iterator[str]:
    """A line for each kind of request."""
    yield f"{'':10}{'answers':>9}{'/s':>8}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'mean ms':>9}"
    for kind in KINDS:
        spent = seen.spent.get(kind, [])
        if spent:
            told = "".join(f"{percentile(spent, part) * 1000:9.0f}" for part in (0.5, 0.95, 0.99))
            yield (f"{kind:10}{len(spent):9}{len(spent) / seconds:8.2f}{told}"
                   f"{statistics.fmean(spent) * 1000:9.0f}")  # fmt: skip


def kept_once(site: Site, acknowledged: Sequence[str]) -> str:
    """Whether each acknowledged command is in the journal exactly once."""
    wanted, times = set(acknowledged), dict.fromkeys(acknowledged, 0)
    engine = open_engine(site.url)
    with engine.connect() as db:
        for (command,) in db.execute(select(entries.c.command).where(entries.c.act != "open_case")):
            if command in wanted:
                times[command] += 1
    engine.dispose()
    lost = sum(count == 0 for count in times.values())
    double = sum(count > 1 for count in times.values())
    return (
        f"{len(times)} commands acknowledged, {lost} lost, {double} in the journal more than once"
    )


def cores_line(cores: dict[str, float]) -> str:
    """Busy cores by whom."""
    return "busy cores: " + ", ".join(f"{who} {spent:.2f}" for who, spent in cores.items())


def measured(kind: str, place: Site, options: argparse.Namespace) -> None:
    """The steady load: a table, faults, and the journal afterwards."""
    people, seconds = people_of(place, options.people, options.think), options.minutes * 60
    worked(place, people, min(20.0, seconds / 4))  # warm: nothing of this is counted
    seen, cores = worked(place, people, seconds)
    count = sum(map(len, seen.spent.values()))
    print(f"\n{kind}: {options.people} people, {options.think:g} s to think, {seconds:.0f} s, "
          f"{count} answers, {count / seconds:.1f}/s, {len(seen.faults)} faults, {seen.late} came late")  # fmt: skip
    print(*table(seen, seconds), sep="\n")
    print(
        f"{cores_line(cores)}; web {cores['web'] * seconds / max(count, 1) * 1000:.1f} ms an answer"
    )
    print(*sorted(set(seen.faults))[:5], sep="\n")
    print(kept_once(place, seen.acknowledged))
    print(verified(place.url, place.folder), flush=True)


def saturated(kind: str, place: Site, options: argparse.Namespace) -> None:
    """Ever more people until it is too slow or somebody gets no answer."""
    print(f"\n{kind}: people doubled, {options.phase:g} s each, {len(place.pids)} site(s)")
    count, acknowledged = options.fewest, []
    while True:
        people = people_of(place, count, options.think)
        worked(place, people, options.think)
        seen, cores = worked(place, people, options.phase)
        acknowledged += seen.acknowledged
        answers = sum(map(len, seen.spent.values()))
        slow = waited(seen, 0.95)
        print(f"{count:6} people {answers / options.phase:8.1f}/s  p50 {waited(seen, 0.5):6.0f} ms  p95 "
              f"{slow:6.0f} ms  {len(seen.faults)} faults  {cores_line(cores)}", flush=True)  # fmt: skip
        if slow > SLOW * 1000 or seen.faults:
            break
        for one in people:
            one.browser.wire.close()
        count *= 2
    print(*sorted(set(seen.faults))[:5], sep="\n")
    print(kept_once(place, acknowledged))


def parsed() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--think", type=float, default=5, help="seconds, on average")
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument(
        "--sites", type=int, default=1, help="processes; more than one on PostgreSQL only"
    )
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--saturate", action="store_true")
    parser.add_argument("--fewest", type=int, default=25, help="people that the search begins with")
    parser.add_argument("--phase", type=float, default=40, help="seconds of each number of people")
    parser.add_argument("--house", type=Path, help="where the built house is kept for another run")
    return parser.parse_args()


def main() -> None:
    """Build the house once, then load a copy of it on each database."""
    options = parsed()
    print(measured_on())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, loaded = house_of(options, folder)
        for kind in options.databases:
            sites = options.sites if kind == "postgresql" else 1
            with site(kind, source, folder, loaded, sites) as place:
                (saturated if options.saturate else measured)(kind, place, options)


if __name__ == "__main__":
    main()
