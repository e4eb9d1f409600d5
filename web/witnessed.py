"""The overdue witness (存证逾期未见证): told on every page to those who are answerable for it."""

from web.house import desk, today
from workflow.authority import ADMINISTRATORS, READERS
from workflow.edition import Edition, Move
from workflow.queries.witnessed import Lateness, decides, lateness

ANSWERABLE = frozenset((*ADMINISTRATORS, *READERS, "organization_head"))


def due_witness(duty: str) -> Lateness | None:
    """How the receipts stand, where they are overdue and the duty is answerable; else None."""
    return _late() if duty in ANSWERABLE else None


def waits_for_witness(edition: Edition, move: Move) -> Lateness | None:
    """The same for whoever is about to decide, where the policy has decisions wait; else None."""
    told = _late() if decides(edition, move) else None
    return told if told is not None and told.policy.refuses else None


def _late() -> Lateness | None:
    told = desk().look("lateness", lambda: lateness(desk(), today()))
    return told if told is not None and told.late else None
