"""Structure of the appointed (任职人员结构): by age band, sex, education and level of the post.

What is verified on file counts; who has nothing verified is counted as such. The figures describe
whom the processes appointed: they say nothing of what anybody is worth.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, exists, false, func, or_, select

from workflow.edition import Edition
from workflow.facts import EDUCATION_RANK, LEVELS
from workflow.journal import Desk
from workflow.models import TABLES, entries, names, profiles
from workflow.queries.statistics.scope import (
    CASE,
    SELECTION,
    Scope,
    standing_in,
    subject_of,
)
from workflow.workdays import full_months

UNKNOWN = "未核实"
BANDS = (35, 40, 45, 50, 55)  # the last year of each band
SCHOOLING: Mapping[int, str] = {
    1: "初中以下", 2: "高中（中专）", 3: "大专", 4: "大学", 5: "研究生"
}  # fmt: skip
DIMENSIONS: Mapping[str, str] = {
    "level": "职务层次", "age": "任职时年龄", "sex": "性别", "education": "学历",
}  # fmt: skip


class InBand(NamedTuple):
    """An appointment as it is counted, once a dimension."""

    month: str
    edition: str
    dimension: str
    band: str


@dataclass(frozen=True, slots=True)
class Appointed:
    """One appointment, with the band of each dimension into which it falls."""

    case: str
    edition: str
    number: str
    name: str
    post: str
    selection: str
    on: date
    bands: Mapping[str, str]


def appointed(desk: Desk, scope: Scope) -> list[Appointed]:
    """Every appointment that stands, the latest first; two statements.

    The day is that on which the case first reached a goal, which for many is the probation.
    """
    goals = _goals(desk, scope)
    told, post = standing_in(scope), TABLES["post"].c
    reached = or_(false(), *(
        and_(CASE.edition == one.digest, told.c.state.in_(one.process.goals)) for one in goals
    ))  # fmt: skip
    stands = or_(false(), *(
        and_(CASE.edition == one.digest, CASE.state.in_(one.process.goals)) for one in goals
    ))  # fmt: skip
    annulled = exists().where(entries.c.subject == subject_of("case"), entries.c.kind == "annul")
    columns = (
        CASE.id, CASE.edition, CASE.number, names.c.name, post.title, SELECTION.title, post.level,
        profiles.c.born_on, profiles.c.sex, profiles.c.education,
    )  # fmt: skip
    on = func.min(told.c.since)
    query = (
        select(*columns, on)
        .select_from(TABLES["case"])
        .join(told, CASE.id == told.c.case)
        .join(names, names.c.person == CASE.person)
        .join(TABLES["post"], post.id == CASE.post)
        .join(TABLES["selection"], SELECTION.id == CASE.selection)
        .outerjoin(profiles, profiles.c.person == CASE.person)
        .where(reached, stands, ~annulled)
        .group_by(*columns)
        .having(*scope.days(on))
        .order_by(on.desc(), CASE.number)
    )
    return [_appointed(*row) for row in desk.db.execute(query)]


def _goals(desk: Desk, scope: Scope) -> list[Edition]:
    """The editions in use that appoint anybody: not those that lead down."""
    used = desk.db.scalars(select(CASE.edition).where(*scope.cases()).distinct())
    return [one for one in map(desk.edition, used) if one.process.effect != "downward"]


def _appointed(
    case: str, edition: str, number: str, name: str, post: str, selection: str, level: str,
    born_on: str | None, sex: str | None, education: str | None, since: str,
) -> Appointed:  # fmt: skip
    on = date.fromisoformat(since)
    return Appointed(case, edition, number, name, post, selection, on, {
        "level": LEVELS[level][1], "age": age_band(born_on or "", on), "sex": sex or UNKNOWN,
        "education": SCHOOLING.get(EDUCATION_RANK.get(education or "", 0), UNKNOWN),
    })  # fmt: skip


def age_band(born_on: str, on: date) -> str:
    """The band of the full years on a day."""
    if not born_on:
        return UNKNOWN
    years = full_months(date.fromisoformat(born_on), on) // 12
    first = 0
    for last in BANDS:
        if years <= last:
            return f"{first}至{last}岁" if first else f"{last}岁以下"
        first = last + 1
    return f"{first}岁以上"


def structure(rows: Iterable[Appointed]) -> dict[str, dict[str, int]]:
    """Dimension → band → how many, the bands in their order, what is not verified last."""
    return structure_of(band_counts(rows))


def band_counts(rows: Iterable[Appointed]) -> Counter[InBand]:
    """Appointments by month, edition and band."""
    return Counter(
        InBand(f"{row.on:%Y-%m}", row.edition, dimension, band)
        for row in rows for dimension, band in row.bands.items()
    )  # fmt: skip


def structure_of(counts: Counter[InBand]) -> dict[str, dict[str, int]]:
    """What was counted, as it is told."""
    counted = {one: Counter[str]() for one in DIMENSIONS}
    for one, count in counts.items():
        counted[one.dimension][one.band] += count
    return {
        one: {band: found[band] for band in sorted(found, key=lambda band: _order(one, band))}
        for one, found in counted.items()
    }


def _order(dimension: str, band: str) -> tuple[bool, int, str]:
    titles = [title for _, title, _ in LEVELS.values()]
    if dimension == "level":
        return False, titles.index(band), ""
    if dimension == "education":
        return band == UNKNOWN, [*SCHOOLING.values(), UNKNOWN].index(band), ""
    years = int(band[:2]) if band[:2].isdigit() else 0
    return band == UNKNOWN, years + ("以上" in band), band
