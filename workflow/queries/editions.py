"""Editions (流程版本): what is published, when, and how many cases run under each."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from workflow.edition import Edition
from workflow.journal import Desk
from workflow.models import TABLES, beneath, editions
from workflow.workdays import local_day

EFFECTS = ("upward", "lateral", "downward")


@dataclass(frozen=True, slots=True)
class Published:
    """One published edition; `cases`: how many of those one may see run under it."""

    edition: Edition
    published_at: datetime
    cases: int

    @property
    def title(self) -> str:
        """The process and which edition of it."""
        return f"{self.edition.process.title}（第{self.edition.process.edition}版）"

    @property
    def published_on(self) -> date:
        """The day of publishing in Asia/Shanghai."""
        return local_day(self.published_at)


def published(desk: Desk, below: str | None) -> list[Published]:
    """Every edition: processes that lead up before those that lead down, each one's latest first.

    `below`: the path of organizations whose cases are counted; None: no case at all.
    """
    counted = _counted(desk, below) if below is not None else {}
    rows = desk.db.execute(
        select(editions.c.digest, editions.c.published_at)
        .order_by(editions.c.process, editions.c.published_at.desc(), editions.c.name.desc())
    )  # fmt: skip
    found = [
        Published(desk.edition(row.digest), datetime.fromisoformat(row.published_at),
                  counted.get(row.digest, 0))
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: EFFECTS.index(one.edition.process.effect))


def _counted(desk: Desk, below: str) -> dict[str, int]:
    cases, places = TABLES["case"].c, TABLES["organization"].c
    rows = desk.db.execute(
        select(cases.edition, func.count())
        .join_from(TABLES["case"], TABLES["organization"], places.id == cases.department)
        .where(beneath(places.path, below))
        .group_by(cases.edition)
    )
    return dict(rows.tuples().all())
