"""The figures of the yearly report (一报告): what the data says of a department's year (R-SUP-03).

Counts of work, of nobody's merit; what the figures mean is for the report and those who hear it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, literal, select

from workflow.journal import Desk
from workflow.models import TABLES, entries, notices
from workflow.queries.statistics import refused
from workflow.queries.statistics.appointed import DIMENSIONS, Appointed, structure
from workflow.queries.statistics.scope import CASE, Scope, subject_of

EXCEPTIONAL = "exceptional_grounds"  # the activity in which 破格提拔 states its grounds
STANDINGS = {"hold": "暂缓", "confirm_veto": "一票否决", "end_hold": "解除暂缓"}
MOST = 10  # rules that refused most often


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report."""

    section: str
    item: str
    count: int


def yearly(desk: Desk, scope: Scope, rows: Sequence[Appointed]) -> list[Figure]:
    """All figures in the order of the report; a fixed number of statements.

    `rows`: the appointments of that scope.
    """
    return [
        *_work(desk, scope), *_appointed(desk, rows), *_standings(desk, scope),
        *_complaints(desk, scope), *_refused(desk, scope),
    ]  # fmt: skip


def _count(desk: Desk, scope: Scope, *wanted: ColumnElement[bool]) -> int:
    """How many cases have such an entry in the period."""
    query = (
        select(func.count(func.distinct(entries.c.subject)))
        .join_from(TABLES["case"], entries, entries.c.subject == subject_of("case"))
        .where(*scope.cases(), *scope.days(entries.c.occurred_on), *wanted)
    )
    return desk.db.scalar(query) or 0


def _work(desk: Desk, scope: Scope) -> Iterator[Figure]:
    yield Figure("工作情况", "新列入人选的事项", _count(desk, scope, entries.c.act == "open_case"))
    yield Figure("工作情况", "宣布无效", _count(desk, scope, entries.c.kind == "annul"))


def _appointed(desk: Desk, rows: Sequence[Appointed]) -> Iterator[Figure]:
    yield Figure("任用情况", "新任用的干部", len(rows))
    yield Figure("任用情况", "其中破格提拔", _exceptional(desk, rows))
    for dimension, bands in structure(rows).items():
        for band, number in bands.items():
            yield Figure(DIMENSIONS[dimension], band, number)


def _exceptional(desk: Desk, rows: Sequence[Appointed]) -> int:
    """How many of the appointed stated grounds of an exception."""
    if not rows:
        return 0
    query = select(func.count(func.distinct(entries.c.subject))).where(
        entries.c.subject.in_([f"case:{one.case}" for one in rows]),
        entries.c.activity == EXCEPTIONAL, entries.c.act == "record",
    )  # fmt: skip
    return desk.db.scalar(query) or 0


def _standings(desk: Desk, scope: Scope) -> Iterator[Figure]:
    people = select(literal("person:").concat(CASE.person)).where(*scope.cases())
    query = (
        select(entries.c.act, func.count())
        .where(
            entries.c.subject.in_(people), entries.c.kind == "standing",
            entries.c.act.in_(STANDINGS), *scope.days(entries.c.occurred_on),
        )
        .group_by(entries.c.act)
    )  # fmt: skip
    found: dict[str, int] = dict(desk.db.execute(query).tuples().all())
    for act, title in STANDINGS.items():
        yield Figure("暂缓和否决", title, found.get(act, 0))


def _complaints(desk: Desk, scope: Scope) -> Iterator[Figure]:
    own = notices.c
    posted, told, left = desk.db.execute(
        select(
            func.count(), func.coalesce(func.sum(own.complaints), 0),
            func.coalesce(func.sum(own.unresolved), 0),
        ).where(own.department.in_(scope.places()), *scope.days(own.posted_on))
    ).one()  # fmt: skip
    yield Figure("公示和反映", "考察预告、任前公示", posted)
    yield Figure("公示和反映", "收到反映", int(told))
    yield Figure("公示和反映", "尚未查清", int(left))


def _refused(desk: Desk, scope: Scope) -> Iterator[Figure]:
    """The rules that refused most often; one attempt may break several."""
    for one in refused.refused(desk, scope)[:MOST]:
        if one.rule != refused.NO_RULE:
            yield Figure("不予办理", f"{one.rule} {one.article}".strip(), one.attempts)
