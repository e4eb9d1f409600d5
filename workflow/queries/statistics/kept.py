"""All figures of a scope (统计汇总): counted now, or as they were counted and kept."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from workflow.journal import Desk
from workflow.models import figures
from workflow.queries.statistics.appointed import appointed, structure
from workflow.queries.statistics.asked import Asked, asked, folded
from workflow.queries.statistics.opened import Opened, opened
from workflow.queries.statistics.refused import Refused, refused
from workflow.queries.statistics.scope import Scope, is_large
from workflow.queries.statistics.stays import Stays, stays


@dataclass(frozen=True, slots=True)
class Figures:
    """What the statistics say of a scope: numbers and titles, of no person.

    `structure`: dimension → band → how many were appointed.
    """

    opened: list[Opened]
    stays: list[Stays]
    asked: list[Asked]
    refused: list[Refused]
    structure: Mapping[str, Mapping[str, int]]

    def text(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Kept:
    """Figures, and when they were counted."""

    figures: Figures
    made_at: datetime


def counted(desk: Desk, scope: Scope, today: date) -> Figures:
    """Count everything now; what is asked in a large scope is told by places, not by duties."""
    waiting = folded if is_large(desk, scope) else asked
    return Figures(
        opened(desk, scope), stays(desk, scope, today), waiting(desk, scope, today),
        refused(desk, scope), structure(appointed(desk, scope)),
    )  # fmt: skip


def kept(desk: Desk, scope: Scope) -> Kept | None:
    """What was counted of exactly this scope; None where nothing is kept that can be read."""
    same = (figures.c[key] == value for key, value in scope_key(scope).items())
    row = desk.db.execute(select(figures.c.made_at, figures.c.content).where(*same)).first()
    if row is None:
        return None
    try:
        return Kept(_read(json.loads(row.content)), datetime.fromisoformat(row.made_at))
    except (ValueError, TypeError, KeyError):  # kept by another version of the program
        return None


def scope_key(scope: Scope) -> dict[str, str]:
    """A scope as the key of its row."""
    return {
        "below": scope.below, "since": scope.since.isoformat() if scope.since else "",
        "until": scope.until.isoformat() if scope.until else "",
        "selection": scope.selection, "edition": scope.edition,
    }  # fmt: skip


def _read(told: Mapping[str, Any]) -> Figures:
    return Figures(
        [Opened(**one) for one in told["opened"]], [Stays(**one) for one in told["stays"]],
        [Asked(**one) for one in told["asked"]], [Refused(**one) for one in told["refused"]],
        dict(told["structure"]),
    )  # fmt: skip
