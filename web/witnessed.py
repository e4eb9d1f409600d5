"""The overdue witness (存证逾期未见证): told on every page to those who are answerable for it."""

from web.house import desk, today
from workflow.authority import ADMINISTRATORS, READERS
from workflow.queries.witnessed import Lateness, lateness

ANSWERABLE = frozenset((*ADMINISTRATORS, *READERS, "organization_head"))


def due_witness(duty: str) -> Lateness | None:
    """How the receipts stand, where they are overdue and the duty is answerable; else None."""
    if duty not in ANSWERABLE:
        return None
    told = desk().look("lateness", lambda: lateness(desk(), today()))
    return told if told is not None and told.late else None
