"""What the address of a board or list asks for (筛选与排序): filters, order, a process, a state."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from flask import request, url_for

from web.house import desk
from web.sight import sight_of_unit, viewer
from workflow.queries import board
from workflow.queries.batches import Batches, batches_of
from workflow.queries.board import Tallies, extent_of, open_of
from workflow.queries.cards import FILTERS, OF_VIEWER, SORTS, Scope
from workflow.queries.editions import published
from workflow.queries.extent import Extent

TITLES = {
    "open": "在办", "mine": "我承办", "todo": "待我办理", "blocked": "有阻塞", "overdue": "逾期", "soon": "将到期",
    "standing": "暂缓/否决", "followed": "我关注", "women": "女干部", "minority": "少数民族",
    "young": "45岁以下",
}  # fmt: skip
ORDERS = {"stay": "停留时间", "due": "到期", "name": "姓名", "number": "编号"}


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter, with how many cases it would leave and the address that adds or drops it.

    How many is None where that is not counted.
    """

    title: str
    count: int | None
    on: bool
    url: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The filters and the order that an address names; unknown ones are not there."""

    active: frozenset[str]
    sort: str
    process: str
    state: str
    unit: str = ""  # an organization: only it and what lies below
    after: str = ""  # a selection: only what was opened before it
    called: str = ""  # a number or a name, of a list

    def arguments(self, **other: Any) -> dict[str, Any]:
        """The arguments of an address that asks for the same, but for `other`."""
        told = {
            "filter": sorted(self.active), "sort": self.sort if self.sort != "stay" else "",
            "process": self.process, "state": self.state, "unit": self.unit,
            "after": self.after, "called": self.called, **other,
        }  # fmt: skip
        return {key: value for key, value in told.items() if value}

    def here(self, **other: Any) -> str:
        """The same page with other arguments."""
        return url_for(
            request.endpoint or "", **(request.view_args or {}), **self.arguments(**other)
        )

    def chips(self, told: Tallies) -> Iterator[Chip]:
        """All, then every filter; together they narrow further."""
        yield Chip("全部", told.whole, not self.active, self.here(filter=()))
        for key in FILTERS:
            on = key in self.active
            yield Chip(TITLES[key], told.chips.get(key), on, self.here(filter=sorted(
                self.active - {key} if on else self.active | {key}
            )))  # fmt: skip

    def orders(self) -> Iterator[Chip]:
        """The orders that one may choose."""
        for key, title in ORDERS.items():
            yield Chip(title, 0, key == self.sort, self.here(sort=key if key != "stay" else ""))

    def words(self) -> str:
        """The filters in words, for a sheet of paper."""
        return "、".join(TITLES[key] for key in FILTERS if key in self.active) or "全部"


def scope_chosen(asked: Chosen, process: str = "") -> Scope:
    """The cases that I may see, of the unit that is chosen; raises NotFound for one that I may not.

    Where there are too many to be narrowed and I ask for what is mine, only that.
    """
    scope = Scope(sight_of_unit(asked.unit), process=process)
    own = next((key for key in OF_VIEWER if key in asked.active), "")
    if own and extent_of(desk(), scope) is not Extent.WHOLE:
        return replace(scope, of=(own, viewer()))
    return scope


def listed_scope(asked: Chosen) -> tuple[Scope, Batches | None] | None:
    """What a list of the cases that I may see is of; None where a unit is to be chosen first.

    Of a department with too many cases what has not ended, where that is asked for; else in parts.
    """
    scope = scope_chosen(asked, asked.process)
    match extent_of(desk(), scope):
        case Extent.WHOLE:
            return replace(scope, called=asked.called), None
        case Extent.BY_UNITS:
            return None
    scope = replace(scope, called=asked.called)
    if asked.called and extent_of(desk(), scope) is Extent.WHOLE:
        return scope, None
    open_ = open_now(scope)
    if open_ and ("open" in asked.active or asked.state in open_.states):
        return open_, None
    batches = batches_of(desk(), scope.below, asked.after, board.COUNTED)
    return replace(scope, below="", batches=batches.wanted), batches


def open_now(scope: Scope) -> Scope | None:
    """The cases of a scope that have not ended; None where these alone are too many."""
    return open_of(desk(), scope, (one.edition for one in published(desk(), None)))


def chosen() -> Chosen:
    """What the address of this page asks for."""
    sort = request.args.get("sort", "")
    return Chosen(
        frozenset(request.args.getlist("filter")) & FILTERS.keys(), sort if sort in SORTS else "stay",
        request.args.get("process", ""), request.args.get("state", ""), request.args.get("unit", ""),
        request.args.get("after", ""), request.args.get("called", "").strip(),
    )  # fmt: skip
