"""A drill (演练): writers go on while the primary is killed, cut off, changed, and all nodes restarted; then all is
counted.

    python -m deploy.cluster.drill [--kills 20] [--cuts 9] [--switchovers 3] [--rolls 1]
                                    [--proxies [--losses 2]] [--asynchronous] [--folder DIR] [--part 78]

Exit code 0: nothing that was answered is lost, nothing stands twice, no chain has a gap, and
`cadre journal verify` agrees, also of a backup that was taken and started. With --asynchronous a cut must
lose something: so the drill can fail. With --proxies the writers go through HAProxy and PgBouncer instead of
libpq's several hosts, and each loss is one of a PgBouncer or of HAProxy.
What it needs stands in loopback.py; cuts need root.
"""

import argparse
import logging
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from threading import Event

from deploy.cluster.checks import compare, verify
from deploy.cluster.house import POSTS, PROGRAM, WRITERS, founded, opened
from deploy.cluster.loopback import Cluster, cluster, end_cleanly, wait_until
from deploy.cluster.network import PART
from deploy.cluster.node import Node
from deploy.cluster.proxies import Proxies, proxied
from deploy.cluster.report import Happened, outage, report, row
from deploy.cluster.restored import restore
from deploy.cluster.writers import Record, Writer
from web.placing import Placing
from workflow.commands.checkpoints import place_waiting
from workflow.journal import House

CALM = 5  # seconds of undisturbed writing before each event
CUT = 36  # seconds a cut lasts at least
FLOWING = 25  # answers after which writing goes on again
KILL, CUT_PEERS, CUT_ALL, SWITCH = "kill -9", "切断（网站仍可达）", "切断（全部）", "切换"
ROLL = "逐台重启（滚动升级）"
LOSE_POOL, LOSE_FRONT = "kill -9 主库旁的 PgBouncer", "kill -9 HAProxy"


def perform(one: str, nodes: Cluster, record: Record, way: Proxies | None = None) -> Happened:
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
    elif one == ROLL:
        _roll(nodes, primary)
    elif one == KILL:
        _kill(nodes, primary, record)
    elif way is not None and one == LOSE_POOL:
        way.lose_pool(primary)
    elif way is not None and one == LOSE_FRONT:
        way.lose_front()
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


def _roll(nodes: Cluster, old: Node) -> None:
    """As an upgrade goes: each standby by itself, then another leads, then the old primary."""
    for node in nodes.nodes:
        if node is not old:
            _restart(nodes, node)
    _switch(nodes, old)
    wait_until(nodes.is_whole, "切换后三个节点就绪")
    _restart(nodes, old)


def _restart(nodes: Cluster, node: Node) -> None:
    node.end()
    node.start()
    wait_until(nodes.is_whole, f"{node.name}重新就绪")


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


@contextmanager
def writing(house: House, edition: str) -> Iterator[Record]:
    """Writers at work, and entries given their places beside them, until the block ends."""
    record, end = Record(), Event()
    placing = Placing(house)
    posts = [f"post{number}" for number in range(POSTS)]
    threads = [
        Writer(house, edition, posts[number::WRITERS], record, end) for number in range(WRITERS)
    ]
    for one in (placing, *threads):
        one.start()
    try:
        yield record
    finally:
        end.set()
        for one in threads:
            one.join()
        placing.stop()


def plan(kills: int, cuts: int, switchovers: int, rolls: int = 0, losses: int = 0) -> list[str]:
    """The events, mixed: kinds follow each other as evenly as their numbers allow."""
    cutting = [(CUT_PEERS, CUT_ALL)[number % 2] for number in range(cuts)]
    losing = [(LOSE_POOL, LOSE_FRONT)[number % 2] for number in range(losses)]
    kinds: Sequence[Sequence[str]] = (
        [KILL] * kills, cutting, [SWITCH] * switchovers, [ROLL] * rolls, losing,
    )  # fmt: skip
    placed = chain.from_iterable(
        (((number + 0.5) / len(kind), order, one) for number, one in enumerate(kind))
        for order, kind in enumerate(kinds)
    )
    return [one for _, _, one in sorted(placed)]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a drill is made in."""

    folder: Path
    asynchronous: bool
    proxies: bool
    part: int


def drill(setting: Setting, events: Sequence[str]) -> bool:
    """Perform all events and count; whether nothing was lost and everything agrees."""
    folder = setting.folder
    folder.chmod(0o755)
    with ExitStack() as stack:
        nodes = stack.enter_context(
            cluster(folder, asynchronous=setting.asynchronous, part=setting.part)
        )
        own = folder / "house"
        own.mkdir()
        password = founded(nodes, own)
        way = stack.enter_context(proxied(nodes, folder, [PROGRAM])) if setting.proxies else None
        url = (way or nodes).url(PROGRAM, password, "cadre")
        house, edition = opened(url, own)
        happened: list[Happened] = []
        with writing(house, edition) as record:
            for number, one in enumerate(events, 1):
                happened.append(perform(one, nodes, record, way))
                print(row(number, happened[-1], record), flush=True)
        wait_until(nodes.is_whole, "三个节点全部就绪")
        while place_waiting(house):
            pass
        good = counted(nodes, house, url, happened, record)
        house.engine.dispose()
    return good


def counted(
    nodes: Cluster, house: House, url: str, happened: Sequence[Happened], record: Record
) -> bool:
    """Compare, verify, back up and restore, and tell all of it; whether nothing is wrong."""
    own = house.attachments.parent
    found = compare(house, record.answers)
    print("\n" + report(happened, record, found), flush=True)
    agrees, told = verify(url, own)
    print(f"cadre journal verify：{'相符' if agrees else '不符'}　{told}", flush=True)
    begun = time.monotonic()
    wrong = restore(nodes, own.parent, house, url, record.answers)
    took = time.monotonic() - begun
    print(f"从备机备份、单独启动、核对，{took:.0f} 秒：{wrong or '相符'}", flush=True)
    for reason in record.refused[:5]:
        print(f"拒绝：{reason}", flush=True)
    return found.is_good and agrees and not (wrong or record.refused or record.away)


def main() -> None:
    """The command line."""
    told = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    for name, usual in (
        ("kills", 20), ("cuts", 9), ("switchovers", 3), ("rolls", 1), ("losses", 0), ("part", PART),
    ):  # fmt: skip
        told.add_argument(f"--{name}", type=int, default=usual)
    for name in ("asynchronous", "proxies"):
        told.add_argument(f"--{name}", action="store_true")
    told.add_argument("--folder", type=Path, help="an empty folder; a temporary one by default")
    wanted = told.parse_args()
    if wanted.losses and not wanted.proxies:
        told.error("--losses needs --proxies")
    events = plan(wanted.kills, wanted.cuts, wanted.switchovers, wanted.rolls, wanted.losses)
    end_cleanly()
    logging.getLogger("web.placing").setLevel(
        logging.ERROR
    )  # it warns whenever the primary is away
    with tempfile.TemporaryDirectory(prefix="cadre-drill") as temporary:
        folder = wanted.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        setting = Setting(folder.resolve(), wanted.asynchronous, wanted.proxies, wanted.part)
        good = drill(setting, events)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
