"""Asking a guard by its name, and months counted by walking through the calendar."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from recorded import RECORDED
from scene import (
    dossier,
    patched,
)

from workflow.dossier import Dossier
from workflow.guards import adjustment, appointment, branch, checks, deliberation, investigation
from workflow.guards.verdict import Gap, Guard

GUARDS: Mapping[str, Guard] = {
    **adjustment.TABLE, **appointment.TABLE, **branch.TABLE, **checks.TABLE, **deliberation.TABLE,
    **investigation.TABLE,
}  # fmt: skip
ONE_DAY = timedelta(days=1)


def gaps(guard: str, seen: Dossier) -> tuple[Gap, ...]:
    return GUARDS[guard].judge(seen).gaps


def rules(guard: str, seen: Dossier) -> list[str]:
    return [gap.rule for gap in gaps(guard, seen)]


def recorded(activity: str, change: Mapping[str, Any], **more: Any) -> Dossier:
    return dossier({**RECORDED, activity: patched(RECORDED[activity], change)}, **more)


def months_later(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a shorter month, found by walking."""
    month, later = (day.month + months - 1) % 12 + 1, day + timedelta(days=28 * months)
    while later.month != month:
        later += ONE_DAY
    while later.day < day.day and (later + ONE_DAY).month == month:
        later += ONE_DAY
    return later
