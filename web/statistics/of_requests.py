"""Figures of requests (办理事项统计): what waits and what is overdue, by organization and duty."""

from web.house import desk
from web.reading import Reader
from web.statistics.bars import Bar, chart
from web.statistics.table import Figure, Table, count
from workflow.queries.statistics.asked import LATE, OPEN, REST, Asked
from workflow.queries.statistics.kept import Figures

ALL_DUTIES = "全部（含下级单位）"


def asked_table(figures: Figures) -> Table:
    """Organizations and duties × open and overdue."""
    found, reader = figures.asked, Reader(desk())
    bars = [
        Bar(f"{one.place}·{duty_words(one.duty, reader)}" if one.duty else one.place, (one.late, one.open - one.late),
            f"逾期{one.late} / {one.open}")
        for one in found if one.late
    ]  # fmt: skip
    return Table(
        "asked", ("单位", "岗位职责", "未办结", "其中逾期", "最早逾期期限"), 2,
        tuple(_of_duty(one, reader) for one in found),
        chart("asked", "有逾期的单位和岗位职责", ("逾期", "未逾期"), bars) if bars else "",
    )  # fmt: skip


def _of_duty(one: Asked, reader: Reader) -> tuple[Figure, ...]:
    key = f"{one.duty}@{one.organization}"
    if (one.duty, one.organization) == REST:  # no list is of these alone
        return (
            Figure(one.place), Figure(ALL_DUTIES), Figure(one.open), Figure(one.late),
            Figure(one.earliest or "－"),
        )  # fmt: skip
    return (
        Figure(one.place), Figure(duty_words(one.duty, reader)), count(one.open, key, OPEN),
        count(one.late, key, LATE), Figure(one.earliest or "－", key, LATE, leads=one.late > 0),
    )  # fmt: skip


def duty_words(duty: str, reader: Reader) -> str:
    """A duty as the page calls it; "" is all duties of a place and of those below it."""
    return reader.duty(duty) if duty else ALL_DUTIES
