"""The Regulation's conditions (审核条件): pure functions, one file a chapter, one closed table."""

from collections.abc import Mapping
from types import MappingProxyType

from workflow.guards import (
    adjustment,
    appointment,
    avoidance,
    branch,
    candidates,
    checks,
    decision,
    deliberation,
    exceptional,
    exchange,
    general,
    investigation,
    motion,
    negatives,
    political,
    qualification,
    recommendation,
    standing,
)
from workflow.guards.verdict import Guard

CHAPTERS: tuple[Mapping[str, Guard], ...] = (
    standing.TABLE,
    general.TABLE,
    motion.TABLE,
    qualification.TABLE,
    exceptional.TABLE,
    avoidance.TABLE,
    exchange.TABLE,
    recommendation.TABLE,
    candidates.TABLE,
    investigation.TABLE,
    checks.TABLE,
    political.TABLE,
    negatives.TABLE,
    branch.TABLE,
    deliberation.TABLE,
    decision.TABLE,
    appointment.TABLE,
    adjustment.TABLE,
)
GUARDS: Mapping[str, Guard] = MappingProxyType(
    {name: guard for chapter in CHAPTERS for name, guard in chapter.items()}
)
