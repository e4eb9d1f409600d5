"""A simulation in Chinese (推演报告): a summary, a table of the steps, one of the duties, one more."""

import unicodedata
from collections.abc import Iterator, Sequence

from workflow.simulation import Figures, More, Plan, Report

ASSUMED = ("排队的是等人办理的各项内容，一个事项可以同时有几项在等。"
           "人数、用时、比例是参数文件的假设；步骤、流转、法定期限和工作日取自流程版本和日历。"
           "未模拟暂缓、否决、请假和插队。")  # fmt: skip


def lines(plan: Plan, report: Report) -> Iterator[str]:
    """The whole report, line by line."""
    yield from _summary(plan, report)
    yield ""
    yield from _steps(report.figures)
    yield ""
    yield from _servers(report.figures)
    yield ""
    yield from _limits(report)
    yield ""
    yield ASSUMED


def _summary(plan: Plan, report: Report) -> Iterator[str]:
    it, found = report.parameters, report.figures
    goals = "或者".join(plan.process.states[one].title for one in plan.process.goals)
    yield (f"{plan.process.title}（{plan.edition.name}）：{it.cases}个事项，{it.begin}起{it.over}个工作日内"
           f"陆续启动，每批{it.batch}个，种子{it.seed}")  # fmt: skip
    yield (f"到{goals}的{found.reached}个，中途终止或者未通过的{found.ended}个，"
           f"到{found.last}尚未办完的{found.unfinished}个")  # fmt: skip
    yield (f"从启动到任职：中位数{_days(found.median)}工作日（{_days(found.median_calendar)}日），"
           f"九成不超过{_days(found.ninth)}工作日（{_days(found.ninth_calendar)}日）")  # fmt: skip
    if len(report.medians) > 1:
        known = [one for one in report.medians if one is not None]
        span = f"{min(known)}至{max(known)}" if known else "没有"
        yield f"{len(report.medians)}个种子的中位数：{span}工作日"
    if found.estimated:
        yield f"注意：到{found.last}的放假安排有一部分是推算的"


def _steps(found: Figures) -> Iterator[str]:
    yield from _table(
        ("步骤", "事项", "中位工作日", "同时最多", "平均排队", "最多排队", "排队合计（工作日）"),
        [(one.title, f"{one.cases}", f"{one.days:.1f}", f"{one.most}", f"{one.queue.mean:.2f}",
          f"{one.queue.most}", f"{one.queue.days:.1f}") for one in found.steps],
    )  # fmt: skip


def _servers(found: Figures) -> Iterator[str]:
    yield from _table(
        ("岗位或者会议", "人数或者每次件数", "利用率", "平均排队", "最多排队", "排队合计（工作日）"),
        [(one.title, f"{one.people}{'件' if one.body else '人'}", f"{one.busy:.0%}",
          f"{one.queue.mean:.2f}", f"{one.queue.most}", f"{one.queue.days:.1f}")
         for one in found.servers],
    )  # fmt: skip


def _limits(report: Report) -> Iterator[str]:
    step, server = report.figures.limiting_step, report.figures.limiting
    if step is None or server is None:
        yield "没有人排队：限制进度的是法定期限和办理本身。"
        return
    yield f"限制进度的步骤：{step.title}（排队合计{step.queue.days:.1f}工作日）"
    yield f"等得最多的：{server.title}（排队合计{server.queue.days:.1f}工作日，利用率{server.busy:.0%}）"
    yield f"各增加一个，其他不变，中位数由{_days(report.figures.median)}工作日变为："
    yield from (_more(report.figures, one) for one in report.more)


def _more(found: Figures, one: More) -> str:
    what = "每次多议一件" if one.body else "增加一人"
    change = ""
    if one.median is not None and found.median is not None:
        change = f"（{one.median - found.median:+d}）"
    return f"　{one.title}{what}：{_days(one.median)}{change}，九成不超过{_days(one.ninth)}"


def _days(days: int | None) -> str:
    return "（未办完的太多，无从算起）" if days is None else str(days)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns under one another where a Chinese character takes the room of two; figures to the right."""
    widths = [max(map(_width, column)) for column in zip(head, *rows, strict=True)]
    for row in (head, *rows):
        cells = [
            text + " " * (wide - _width(text)) if n == 0 else " " * (wide - _width(text)) + text
            for n, (text, wide) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
