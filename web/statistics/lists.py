"""The lists behind the figures (明细): the same scope, narrowed to one row and column."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from web.house import desk, today
from web.reading import Reader
from workflow.queries.statistics import appointed, asked, opened, refused, stays
from workflow.queries.statistics.scope import Part, Scope


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its texts, and the page of the first of them."""

    texts: tuple[str | int, ...]
    page: str


@dataclass(frozen=True, slots=True)
class Behind:
    """A list behind a figure."""

    head: tuple[str, ...]
    lines: Sequence[Line]
    total: int


def _case(id: str) -> str:
    return url_for("cases.show", case=id)


def _page(case: str, selection: str) -> str:
    return _case(case) if case else url_for("selections.show", selection=selection)


def opened_list(scope: Scope, row: str, column: str, part: Part) -> Behind:
    """Cases opened in a month that stand at a stage."""
    found = opened.opened_cases(desk(), scope, row, column, part)
    lines = [
        Line((f"{one.number} {one.name}", one.post, one.selection, one.state, one.opened_on),
             _case(one.case))
        for one in found.rows
    ]  # fmt: skip
    head = ("事项", "拟任职位", "批次", "现在的步骤", "开立日期")
    return Behind(head, lines, found.total)


def stays_list(scope: Scope, row: str, column: str, part: Part) -> Behind:
    """Stays in a state."""
    process, _, state = row.partition(".")
    found = stays.stay_list(desk(), scope, today(), (process, state, column), part)
    lines = [
        Line((f"{one.number} {one.name}", one.title, one.since, one.until or "仍在办理", one.days),
             _case(one.case))
        for one in found.rows
    ]  # fmt: skip
    head = ("事项", "步骤", "进入日期", "离开日期", "天数")
    return Behind(head, lines, found.total)


def asked_list(scope: Scope, row: str, column: str, part: Part) -> Behind:
    """Requests of a duty at an organization."""
    duty, _, organization = row.partition("@")
    reader = Reader(desk())
    found = asked.asked_list(desk(), scope, today(), (duty, organization, column), part)
    lines = [
        Line((one.about, one.title, one.place, reader.duty(one.duty), one.opened_on,
              one.due_on or "未定"), _page(one.case, one.selection))
        for one in found.rows
    ]  # fmt: skip
    head = ("事项或者批次", "办理事项", "单位", "岗位职责", "交办日期", "期限")
    return Behind(head, lines, found.total)


def refused_list(scope: Scope, row: str, column: str, part: Part) -> Behind:
    """Refusals by a rule."""
    reader = Reader(desk())
    found = refused.refused_list(desk(), scope, row, part)
    lines = [
        Line((one.about, one.on.isoformat(), reader.duty(one.duty), reader.named(one.message),
              reader.named(_reasons(one.reasons, row))), _page(one.case, one.selection))
        for one in found.rows
    ]  # fmt: skip
    head = ("事项或者批次", "日期", "以何岗位", "结果", "现状和要求")
    return Behind(head, lines, found.total)


def _reasons(told: Sequence[refused.Told], rule: str) -> str:
    wanted = [one for one in told if rule in ("", one.rule)]
    return "；".join(f"{one.rule} {one.found}，要求{one.needed}" for one in wanted) or "未涉规则"


def appointed_list(scope: Scope, row: str, column: str, part: Part) -> Behind:
    """Appointments that fall into a band."""
    found = [one for one in appointed.appointed(desk(), scope)
             if not row or one.bands.get(row) == column]  # fmt: skip
    start, most = part(len(found))
    lines = [
        Line((f"{one.number} {one.name}", one.post, one.selection, one.on.isoformat(),
              *one.bands.values()), _case(one.case))
        for one in found[start : start + most]
    ]  # fmt: skip
    head = ("事项", "职位", "批次", "任职日期", *appointed.DIMENSIONS.values())
    return Behind(head, lines, len(found))


LISTS: Mapping[str, Callable[[Scope, str, str, Part], Behind]] = {
    "opened": opened_list, "stays": stays_list, "asked": asked_list, "refused": refused_list,
    "appointed": appointed_list,
}  # fmt: skip
