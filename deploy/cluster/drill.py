"""A drill (演练): writers go on while the primary is killed, cut off and changed; then all is counted.

    python -m deploy.cluster.drill [--kills 20] [--cuts 9] [--switchovers 3] [--asynchronous] [--folder DIR]

Exit code 0: nothing that was answered is lost, nothing stands twice, no chain has a gap, and
`cadre journal verify` agrees. With --asynchronous a cut must lose something: so the drill can fail.
What it needs stands in loopback.py; cuts need root.
"""

import argparse
import logging
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path
from threading import Event

from deploy.cluster.checks import Found, compare, verify
from deploy.cluster.house import WRITERS, made
from deploy.cluster.loopback import Cluster, cluster, end_cleanly, wait_until
from deploy.cluster.node import Node
from deploy.cluster.writers import Record, Writer
from web.placing import Placing
from workflow.commands.checkpoints import place_waiting
from workflow.journal import House

CALM = 5  # seconds of undisturbed writing before each event
CUT = 36  # seconds a cut lasts at least
FLOWING = 25  # answers after which writing goes on again
KILL, CUT_PEERS, CUT_ALL, SWITCH = "kill -9", "切断（网站仍可达）", "切断（全部）", "切换"


@dataclass(frozen=True, slots=True)
class Happened:
    """One event: how long nobody was answered, and how long until the cluster was whole again (seconds)."""

    kind: str
    node: str
    begun: float
    ended: float
    outage: float
    whole: float


def perform(one: str, nodes: Cluster, record: Record) -> Happened:
    """Have it happen to the primary while writers write, and wait until all is as before."""
    wait_until(nodes.is_whole, "三个节点全部就绪")
    calm = time.monotonic()
    wait_until(lambda: record.since(calm + CALM) > FLOWING, "写入平稳")
    primary = nodes.primary()
    if primary is None:
        raise TimeoutError("没有主库")
    begun = time.monotonic()
    if one == SWITCH:
        _switch(nodes, primary)
    elif one == KILL:
        _kill(nodes, primary, record)
    else:
        _cut(nodes, primary, record, clients=one == CUT_ALL)
    moment = time.monotonic()
    wait_until(lambda: record.since(moment) > FLOWING, "恢复写入")
    whole = wait_until(nodes.is_whole, "三个节点重新就绪")
    ended = time.monotonic()
    return Happened(one, primary.name, begun, ended, outage(record, begun, ended), whole)


def _switch(nodes: Cluster, old: Node) -> None:
    new = next(node for node in nodes.nodes if node is not old)
    nodes.switch(old, new)
    wait_until(lambda: nodes.primary(but=old) is new, "切换完成")


def _kill(nodes: Cluster, old: Node, record: Record) -> None:
    old.kill()
    _replaced(nodes, old, record)
    old.start()


def _cut(nodes: Cluster, old: Node, record: Record, *, clients: bool) -> None:
    begun = time.monotonic()
    nodes.network.cut(old.number, clients=clients)
    try:
        _replaced(nodes, old, record)
        time.sleep(max(0.0, CUT - (time.monotonic() - begun)))
    finally:
        nodes.network.heal()


def _replaced(nodes: Cluster, old: Node, record: Record) -> None:
    """Wait until another leads and answers."""
    wait_until(lambda: nodes.primary(but=old) not in (None, old), "另一节点接替")
    moment = time.monotonic()
    wait_until(lambda: record.since(moment) > FLOWING, "接替后恢复写入")


def outage(record: Record, begun: float, ended: float) -> float:
    """The longest time within a span in which no writer was answered (seconds)."""
    with record.lock:
        times = sorted(one.at for one in record.answers if one.at >= begun - 1)
    within = [begun, *(one for one in times if begun <= one <= ended), ended]
    return max(after - before for before, after in pairwise(within))


@contextmanager
def writing(house: House, edition: str) -> Iterator[Record]:
    """Writers at work, and entries given their places beside them, until the block ends."""
    record, end = Record(), Event()
    placing = Placing(house)
    threads = [Writer(house, edition, number, record, end) for number in range(WRITERS)]
    for one in (placing, *threads):
        one.start()
    try:
        yield record
    finally:
        end.set()
        for one in threads:
            one.join()
        placing.stop()


def plan(kills: int, cuts: int, switchovers: int) -> list[str]:
    """The events, mixed: kinds follow each other as evenly as their numbers allow."""
    cutting = [(CUT_PEERS, CUT_ALL)[number % 2] for number in range(cuts)]
    kinds: Sequence[Sequence[str]] = ([KILL] * kills, cutting, [SWITCH] * switchovers)
    placed = chain.from_iterable(
        (((number + 0.5) / len(kind), order, one) for number, one in enumerate(kind))
        for order, kind in enumerate(kinds)
    )
    return [one for _, _, one in sorted(placed)]


def row(number: int, one: Happened, record: Record, found: Found | None = None) -> str:
    """One event as a line of a table."""
    answered = sum(1 for a in record.answers if one.begun <= a.at <= one.ended)
    lost = "" if found is None else sum(1 for a in found.lost if one.begun - 1 <= a.at <= one.ended)
    return f"| {number} | {one.kind} | {one.node} | {one.outage:.1f} | {answered} | {lost} |"


def report(events: Sequence[Happened], record: Record, found: Found) -> str:
    """The table of all events, then what was counted."""
    head = [
        "| 次序 | 事件 | 当时的主库 | 停写秒数 | 其间答复 | 丢失 |",
        "|---|---|---|---|---|---|",
    ]
    rows = [row(number, one, record, found) for number, one in enumerate(events, 1)]
    sums = ["", "| 事件 | 次数 | 停写秒数 最短/中位/最长 |", "|---|---|---|"]
    for kind in dict.fromkeys(one.kind for one in events):
        times = [one.outage for one in events if one.kind == kind]
        middle = statistics.median(times)
        sums.append(
            f"| {kind} | {len(times)} | {min(times):.1f} / {middle:.1f} / {max(times):.1f} |"
        )
    counted = (
        f"\n已答复 {len(record.answers)} 条，库中共 {found.recorded} 条；丢失 {len(found.lost)}，"
        f"重复 {found.twice}，断号的对象 {found.gaps}；等不及而放弃 {record.away}，"
        f"意外的拒绝 {len(record.refused)}"
    )
    return "\n".join([*head, *rows, *sums, counted])


def drill(folder: Path, events: Sequence[str], *, asynchronous: bool) -> bool:
    """Perform all events and count; whether nothing was lost and everything agrees."""
    folder.chmod(0o755)
    with cluster(folder, asynchronous=asynchronous) as nodes:
        own = folder / "house"
        own.mkdir()
        house, url, edition = made(nodes, own)
        happened: list[Happened] = []
        with writing(house, edition) as record:
            for number, one in enumerate(events, 1):
                happened.append(perform(one, nodes, record))
                print(row(number, happened[-1], record), flush=True)
        wait_until(nodes.is_whole, "三个节点全部就绪")
        while place_waiting(house):
            pass
        found = compare(house, record.answers)
        house.engine.dispose()
        agrees, told = verify(url, own)
        print("\n" + report(happened, record, found))
        print(f"cadre journal verify：{'相符' if agrees else '不符'}　{told}", flush=True)
        for reason in record.refused[:5]:
            print(f"拒绝：{reason}", flush=True)
    return found.is_good and agrees and not record.refused and not record.away


def main() -> None:
    """The command line."""
    told = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    for name, usual in (("kills", 20), ("cuts", 9), ("switchovers", 3)):
        told.add_argument(f"--{name}", type=int, default=usual)
    told.add_argument("--asynchronous", action="store_true")
    told.add_argument("--folder", type=Path, help="an empty folder; a temporary one by default")
    wanted = told.parse_args()
    events = plan(wanted.kills, wanted.cuts, wanted.switchovers)
    end_cleanly()
    logging.getLogger("web.placing").setLevel(
        logging.ERROR
    )  # it warns whenever the primary is away
    with tempfile.TemporaryDirectory(prefix="cadre-drill") as temporary:
        folder = wanted.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        good = drill(folder.resolve(), events, asynchronous=wanted.asynchronous)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
