"""What a drill tells (演练报告): one line an event, then what was counted."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from deploy.cluster.checks import Found
from deploy.cluster.writers import Record


@dataclass(frozen=True, slots=True)
class Happened:
    """One event: how long nobody was answered, and how long until the cluster was whole again (seconds)."""

    kind: str
    node: str
    begun: float
    ended: float
    outage: float
    whole: float


def outage(record: Record, begun: float, ended: float) -> float:
    """The longest time within a span in which no writer was answered (seconds)."""
    with record.lock:
        times = sorted(one.at for one in record.answers if one.at >= begun - 1)
    within = [begun, *(one for one in times if begun <= one <= ended), ended]
    return max(after - before for before, after in pairwise(within))


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
