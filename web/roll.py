"""The list of people (干部名册): filters with their counts; of too many people, units, one level at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import render_template, request, url_for

from web.house import desk, today
from workflow.authority import path
from workflow.facts import LEVELS, STANDINGS
from workflow.queries import crowd
from workflow.queries.choices import named_below
from workflow.queries.levels import above, level
from workflow.queries.people import BANDS, PAGE, UNKNOWN, Roll, Wanted, roll, units

AGES = {key: f"{low}–{high}岁" for key, (low, high) in BANDS.items()} | {
    "35": "35岁及以下", "60": "56岁及以上"}  # fmt: skip
FACETS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "standing": ("状态", STANDINGS),
    "level": ("职务层次", {key: one[1] for key, one in reversed(LEVELS.items())} | {UNKNOWN: "未核实层次"}),
    "sex": ("性别", {"男": "男", "女": "女", UNKNOWN: "未核实性别"}),
    "age": ("年龄", AGES | {UNKNOWN: "未核实年龄"}),
    "facts": ("事实", {"verified": "均已核实", "waiting": "有待核实"}),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chip:
    """One choice of a facet: how many people it leaves, and where it leads."""

    title: str
    many: int
    chosen: bool
    address: str


def listed(below: str, *, may_register: bool) -> Any:
    """Everybody below a path, as filtered by the address."""
    wanted = Wanted(**{key: request.args.get(name, "").strip()[:60] for key, name in NAMES.items()})
    within = path(desk(), wanted.unit) if wanted.unit else below
    within = within if within.startswith(below) else below
    told = {"may_register": may_register, "standings": STANDINGS, "levels": LEVELS, "address": address}
    if crowd.is_crowd(desk(), within):
        return _crowded(below, within, wanted, told)
    # Whoever sees a crowd has come here level by level, and goes on from here.
    from_here = within != below and crowd.is_crowd(desk(), below)
    found = roll(desk(), below, wanted, today(), _page())
    return _page_of(found, wanted, told | {
        "units": units(desk(), within if from_here else below),
        "above": above(desk(), within, below) if from_here else {}, "pages": -(-found.total // PAGE),
    })  # fmt: skip


def _page() -> int:
    page = request.args.get("page", "1")
    return max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 6 else 1


def _page_of(found: Roll, wanted: Wanted, told: Mapping[str, Any]) -> str:
    return render_template(
        "people/index.html", found=found, wanted=wanted, page=_page(),
        chips={title: list(all) for title, all in chips_of(wanted, found.counts)},
        at=lambda unit: address(replace(wanted, text=""), "unit", unit), **told,
    )  # fmt: skip


def _crowded(below: str, within: str, wanted: Wanted, told: Mapping[str, Any]) -> str:
    """Whoever has the name that is looked for; else who works in the unit itself, and the units below it."""
    wanted = replace(wanted, unit=within.strip("/").split("/")[-1])
    shown = level(desk(), within, request.args.get("after", ""))
    told = dict(told, above=above(desk(), within, below), most=crowd.COUNTED, level=shown,
                working=crowd.working(desk(), shown), many=crowd.MANY)  # fmt: skip
    if wanted.text:
        rows, cut = crowd.called(desk(), within, wanted, today())
        found, own = Roll(tuple(rows), len(rows), {one: {} for one in FACETS}), 1
        told |= {"cut": cut, "called": named_below(desk(), within, wanted.text)}
    elif wanted.unit:
        found = roll(desk(), within, wanted, today(), _page(), alone=True)
        own = -(-found.total // PAGE)
    else:
        found, own = Roll((), 0, {one: {} for one in FACETS}), 1
    return _page_of(found, wanted, told | {"pages": own})


# field of Wanted → its name in the address
NAMES: Mapping[str, str] = {"text": "q", "unit": "unit", **{one: one for one in FACETS}}


def address(wanted: Wanted, changed: str, choice: str = "", page: int = 1) -> str:
    """The address of the list with one choice changed; the pages begin anew."""
    told = {name: getattr(wanted, key) for key, name in NAMES.items() if getattr(wanted, key)}
    told |= {"page": str(page)} if page > 1 else {}
    if changed:
        told[changed] = choice
    return url_for("people.index", **{key: one for key, one in told.items() if one})


def chips_of(
    wanted: Wanted, counts: Mapping[str, Mapping[str, int]]
) -> Iterator[tuple[str, Iterator[Chip]]]:
    """The chips of each facet; a choice that leaves nobody is not offered, nor one alone."""
    for facet, (title, options) in FACETS.items():
        chosen = getattr(wanted, facet)
        offered = [key for key in options if counts[facet].get(key) or key == chosen]
        if len(offered) > 1 or chosen:
            yield title, (
                Chip(options[key], counts[facet].get(key, 0), key == chosen,
                     address(wanted, facet, "" if key == chosen else key))
                for key in offered
            )  # fmt: skip
