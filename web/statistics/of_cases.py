"""Figures of cases (事项统计): opened by month, days in each state, structure of the appointed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from web.house import desk
from web.statistics.bars import Bar, chart
from web.statistics.table import Figure, Table, count
from workflow.queries.editions import published
from workflow.queries.statistics import appointed, opened, stays
from workflow.queries.statistics.kept import Figures

ALL, NOTHING = "合计", "－"


def opened_table(figures: Figures) -> Table:
    """Months × where the cases stand now."""
    counted = Counter({(one.month, one.stage): one.count for one in figures.opened})
    months = sorted({month for month, _ in counted})
    stages = _stages({stage for _, stage in counted})
    rows = [_of_month(month, month, stages, counted) for month in months]
    total: Counter[tuple[str, str]] = Counter()
    for (_, stage), number in counted.items():
        total["", stage] += number
    bars = [
        Bar(month, tuple(counted[month, one] for one in stages), f"{row[-1].value}件")
        for month, row in zip(months, rows, strict=True)
    ]
    return Table(
        "opened", ("开立月份", *stages, ALL), 1,
        (*rows, _of_month(ALL, "", stages, total)) if rows else (),
        chart("opened", "各月开立的事项，按现在所处环节", stages, bars),
    )  # fmt: skip


def _of_month(
    title: str, month: str, stages: Sequence[str], counted: Counter[tuple[str, str]]
) -> tuple[Figure, ...]:
    figures = [count(counted[month, one], month, one) for one in stages]
    whole = sum(counted[month, one] for one in stages)
    return (Figure(title), *figures, count(whole, month))


def _stages(found: set[str]) -> list[str]:
    """The stages in the order of the processes, the ends last."""
    ends = [one for one in (opened.REACHED, opened.ENDED) if one in found]
    known: dict[str, None] = {}
    for one in published(desk(), None):
        known.update(dict.fromkeys(one.edition.process.stages.values()))
    return [*(one for one in known if one in found), *ends]


def stays_table(figures: Figures) -> Table:
    """States × days."""
    found = figures.stays
    bars = [
        Bar(one.title, (one.median, one.ninety - one.median),
            f"{_number(one.median)}天 / {one.ninety}天")
        for one in found if one.left and not one.timed
    ]  # fmt: skip
    head = ("步骤", "走出次数", "中位数（天）", "九成以内（天）", "最长（天）", "现在停留", "现停最长（天）")
    return Table(
        "stays", head, 1, tuple(_of_state(one) for one in found),
        chart("stays", "各步骤办理天数：中位数和九成以内", ("中位数", "九成以内"), bars) if bars else "",
    )  # fmt: skip


def _of_state(one: stays.Stays) -> tuple[Figure, ...]:
    """The figures of one state; also 0 days lead to a list, as long as any case stood there."""
    key = f"{one.process}.{one.state}"
    left = [Figure(value if one.left else NOTHING, key, stays.LEFT, leads=one.left > 0)
            for value in (_number(one.median), one.ninety, one.longest)]  # fmt: skip
    longest = Figure(
        one.longest_there if one.there else NOTHING, key, stays.THERE, leads=one.there > 0
    )
    return (
        Figure(one.title), count(one.left, key, stays.LEFT), *left,
        count(one.there, key, stays.THERE), longest,
    )  # fmt: skip


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value


def appointed_table(figures: Figures) -> Table:
    """Dimensions × bands."""
    rows = tuple(_of_bands(figures.structure))
    bars = [Bar(f"{title.value}·{band.value}", (float(number.value),), f"{number.value}人")
            for title, band, number in rows]  # fmt: skip
    return Table(
        "appointed", ("分类", "项目", "人数"), 2, rows,
        chart("appointed", "任职人员结构", ("人数",), bars) if bars else "",
    )  # fmt: skip


def _of_bands(
    counted: Mapping[str, Mapping[str, int]],
) -> Iterator[tuple[Figure, Figure, Figure]]:
    for dimension, bands in counted.items():
        for band, number in bands.items():
            yield Figure(appointed.DIMENSIONS[dimension]), Figure(band), count(number, dimension, band)
