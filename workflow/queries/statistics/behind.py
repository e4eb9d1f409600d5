"""How long the list behind a figure is (明细条数), from what was counted: by name of the list, row and column.

The row and the column are those of the addresses of lists.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from workflow.journal import Desk
from workflow.models import TABLES
from workflow.queries.statistics.appointed import DIMENSIONS
from workflow.queries.statistics.asked import LATE
from workflow.queries.statistics.opened import stage_of
from workflow.queries.statistics.stays import LEFT, THERE
from workflow.queries.statistics.tally import Tally


@dataclass(frozen=True, slots=True)
class Which:
    """A list behind a figure; `row` and `column` "" for all."""

    name: str
    row: str
    column: str


def lengths(desk: Desk, which: Which, tallies: Mapping[str, Tally]) -> dict[str, int | None]:
    """How long it is in each of some counts; None where that was not counted. At most one statement."""
    if which.name == "asked":
        paths = _paths(desk, which.row, tallies.values())
        return {key: asked(one, which.row, which.column, paths) for key, one in tallies.items()}
    if which.name == "refused" and not which.row:  # one refusal may be of several rules
        return dict.fromkeys(tallies)
    length = LENGTHS[which.name]
    return {key: length(desk, one, which.row, which.column) for key, one in tallies.items()}


def _paths(desk: Desk, row: str, tallies: Iterable[Tally]) -> dict[str, str]:
    """The paths of the organizations that were asked, and of the one in question."""
    duty, _, organization = row.partition("@")
    if duty or not row:
        return {}
    ids = {task[0].organization for one in tallies for task in one.asked} | {organization}
    place = TABLES["organization"].c
    query = select(place.id, place.path).where(place.id.in_(sorted(ids)))
    return dict(desk.db.execute(query).tuples().all())


def opened(desk: Desk, told: Tally, month: str, stage: str) -> int:
    """Cases opened in a month that stand at a stage, "" for all."""
    return sum(
        count for one, count in told.opened.items()
        if month in ("", one.month)
        and stage in ("", stage_of(desk.edition(one.edition), one.state))
    )  # fmt: skip


def stays(desk: Desk, told: Tally, row: str, column: str) -> int:
    """Stays in a state of a process: over, not over, or both."""
    process, _, state = row.partition(".")
    there = {LEFT: (False,), THERE: (True,)}.get(column, (False, True))
    return sum(
        count for one, count in told.stays.items()
        if one.there in there and (not row or (
            one.state == state and desk.edition(one.edition).process.process == process
        ))
    )  # fmt: skip


def appointed(_: Desk, told: Tally, dimension: str, band: str) -> int:
    """Appointments that fall into a band, "" all."""
    wanted = dimension or next(iter(DIMENSIONS))
    return sum(
        count for one, count in told.appointed.items()
        if one.dimension == wanted and (not dimension or one.band == band)
    )  # fmt: skip


def refused(_: Desk, told: Tally, rule: str, __: str) -> int:
    """Refusals by a rule."""
    return sum(
        count * sum(tried for _, tried in one.months)
        for one, count in told.refused.items() if one.rule == rule
    )  # fmt: skip


def asked(told: Tally, row: str, column: str, paths: Mapping[str, str]) -> int | None:
    """Requests of a duty at an organization, or of all duties at one and below it; late ones, or all.

    None where it is told only by a place above that organization.
    """
    duty, _, organization = row.partition("@")
    under = paths.get(organization, "")
    total = 0
    for (one, *_), count in told.asked.items():
        by = paths.get(one.organization, "")
        if not (duty or one.duty) and by != under and by and under.startswith(by):
            return None
        meant = (one.duty, one.organization) == (duty, organization) if duty else (
            not row or (under != "" and by.startswith(under))
        )  # fmt: skip
        total += count * (meant and (column != LATE or one.missed != ""))
    return total


LENGTHS: Mapping[str, Callable[[Desk, Tally, str, str], int]] = {
    "opened": opened, "stays": stays, "appointed": appointed, "refused": refused,
}  # fmt: skip
