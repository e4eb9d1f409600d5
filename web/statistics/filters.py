"""What the figures are narrowed to (统计筛选): a unit, a period and a selection, in the address."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from flask import request

from web.house import desk, today
from web.reading import Reader
from web.sight import sight_of_unit
from workflow.errors import BadInput
from workflow.queries.statistics.scope import LATEST, Scope, is_kept, selections_below
from workflow.workdays import add_months

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Filter:
    """The scope, how the address says it, what may be chosen, and the whole in words."""

    scope: Scope
    address: Mapping[str, str]
    selections: Mapping[str, str]
    edition: str = ""  # its title
    by_month: bool = False  # only whole months can be told
    unit: str = ""  # its name

    @property
    def words(self) -> str:
        """The unit, the period and the selection."""
        return "；".join(self._words())

    def _words(self) -> Iterator[str]:
        if self.unit:
            yield f"单位：{self.unit}{'（不含下级单位）' if self.scope.alone else ''}"
        if self.scope.since or self.scope.until:
            yield f"{self.scope.since or '最早'}至{self.scope.until or '今天'}"
        if self.scope.selection:
            yield f"批次：{self.selections.get(self.scope.selection, '不存在')}"
        if self.edition:
            yield f"流程版本：{self.edition}"

    @property
    def is_cut(self) -> bool:
        """Whether there may be earlier selections that are not offered."""
        return len(self.selections) >= LATEST

    def periods(self) -> Iterator[tuple[str, dict[str, str], bool]]:
        """Periods to choose from: title, the address of it, whether it is the present one."""
        now = self.scope.since, self.scope.until
        for title, since, until in _periods(today(), self.by_month):
            told = {**self.address, "from": _text(since), "to": _text(until)}
            yield title, {key: one for key, one in told.items() if one}, now == (since, until)


def _periods(day: date, by_month: bool) -> Iterator[tuple[str, date | None, date | None]]:
    yield "全部", None, None
    yield "本年", date(day.year, 1, 1), date(day.year, 12, 31)
    yield "上年", date(day.year - 1, 1, 1), date(day.year - 1, 12, 31)
    if by_month:
        whole = Scope("", add_months(day.replace(day=1), -11), day).in_months()
        yield "近十二个月", whole.since, whole.until
    else:
        yield "近十二个月", add_months(day, -12) + ONE_DAY, day


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


def filter_asked(*, offers: bool = False) -> Filter:
    """The filter of this request; raises NotFound for who sees no cases, BadInput for a wrong day.

    NotFound also for a unit that one may not see and an edition that is not published. `offers`:
    whether another selection may be chosen.
    """
    unit = request.args.get("unit", "")
    below, alone = sight_of_unit(unit), bool(unit) and "alone" in request.args
    since, until = _day("from"), _day("to")
    selection, edition = request.args.get("selection", ""), request.args.get("edition", "")
    scope = Scope(below, since, until, selection, edition, alone)
    if by_month := is_kept(desk(), scope):
        scope = scope.in_months()
    told = {"from": _text(scope.since), "to": _text(scope.until), "selection": selection,
            "edition": edition, "unit": unit, "alone": "1" if alone else ""}  # fmt: skip
    return Filter(
        scope, {key: one for key, one in told.items() if one},
        selections_below(desk(), below, selection, only=not offers), _edition(edition) if edition else "", by_month,
        Reader(desk()).organizations.get(unit, "") if unit else "",
    )  # fmt: skip


def _edition(digest: str) -> str:
    process = desk().edition(digest).process
    return f"{process.title}（第{process.edition}版）"


def _day(name: str) -> date | None:
    text = request.args.get(name, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise BadInput(f"“{text}”不是日期，应写作2026-05-20") from error
