"""The ledger of posts held (任职年限): calendar months at a level, from verified facts (R-QUAL-15).

Posts of one level add up, gaps do not, overlaps count once; 挂职, 主持工作 without appointment,
study and an unconfirmed trial do not count. A closed period includes its last day, an open one
runs to the day asked about. Days left over in one unbroken run are not added to those of another.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workflow.dossier import Fact
from workflow.facts import LEVELS
from workflow.guards.reading import day, text
from workflow.workdays import full_months

ONE_DAY = timedelta(days=1)
UNCOUNTED = {
    "attached": "挂职",
    "acting": "主持工作",
    "study": "学习",
    "probation": "未确认的试用期",
}
SENIORITY = ("chief", "deputy", "other")


@dataclass(frozen=True, slots=True)
class Tenure:
    """One post held (任职): `end` is its last day, None while it is held.

    `flags` say why it does not count; `leading` whether it is a leading post (领导职务).
    """

    start: date
    end: date | None
    level: str
    position: str = "other"
    organization: str = ""
    post: str = ""
    leading: bool = True
    flags: tuple[str, ...] = ()
    grassroots: bool = False
    audited: bool = False
    exceptional: bool = False
    promoted: bool = False
    rough: bool = False  # known to the month only
    terms: int | None = None

    @property
    def rank(self) -> int:
        """The rank of its level, as consecutive numbers."""
        return LEVELS[self.level][0]

    @property
    def counts(self) -> bool:
        """Whether its months count towards promotion; below the leading levels any post does."""
        return not self.flags and (self.leading or self.rank == 0)

    def until(self, as_of: date) -> date:
        """The day on which it stops to count: the day after its last, or `as_of` while held."""
        return as_of if self.end is None else min(self.end + ONE_DAY, as_of)

    def held(self, on: date) -> bool:
        """Whether it is held on a day."""
        return self.start <= on and (self.end is None or on <= self.end)


def ledger(facts: Iterable[Fact]) -> tuple[Tenure, ...]:
    """The posts that tenure facts state, by their first day; a fact without day or level is none."""
    found = (_tenure(fact) for fact in facts)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.start))


def _tenure(fact: Fact) -> Tenure | None:
    values = fact.values
    start, level = day(values.get("from")), text(values, "level")
    if start is None or level not in LEVELS:
        return None
    position, leading, terms = text(values, "position"), values.get("leading"), values.get("terms")
    return Tenure(
        start=start,
        end=day(values.get("to")),
        level=level,
        position=position if position in SENIORITY else "other",
        organization=text(values, "organization"),
        post=text(values, "post"),
        leading=leading is True or (leading is None and position in ("chief", "deputy")),
        flags=tuple(title for key, title in UNCOUNTED.items() if values.get(key) is True),
        grassroots=values.get("grassroots") is True,
        audited=values.get("audited") is True,
        exceptional=values.get("exceptional") is True,
        promoted=values.get("promoted") is True,
        rough=values.get("precision") == "month",
        terms=terms if isinstance(terms, int) and not isinstance(terms, bool) else None,
    )


def runs(tenures: Iterable[Tenure], as_of: date) -> list[tuple[date, date]]:
    """The unbroken runs that tenures cover before `as_of`: first day, and the day after the last."""
    merged: list[tuple[date, date]] = []
    spans = sorted((one.start, one.until(as_of)) for one in tenures)
    for start, end in spans:
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def months(tenures: Iterable[Tenure], as_of: date) -> int:
    """The full calendar months that tenures cover before `as_of`, run by run."""
    return sum(full_months(start, end) for start, end in runs(tenures, as_of))


def at_level(tenures: Iterable[Tenure], rank: int) -> tuple[Tenure, ...]:
    """The tenures of a level that count."""
    return tuple(one for one in tenures if one.rank == rank and one.counts)


def present_post(tenures: Sequence[Tenure], as_of: date) -> Tenure | None:
    """The highest counted post held on a day (现任职务); of equals the one held longest."""
    held = [one for one in tenures if one.held(as_of) and one.counts]
    order = {position: -index for index, position in enumerate(SENIORITY)}
    return max(held, key=lambda one: (one.rank, order[one.position]), default=None)
