"""Asking any guard by its name: the rules of its gaps, and what they say."""

from workflow.dossier import Dossier
from workflow.guards import GUARDS


def found(guard: str, seen: Dossier) -> list[str]:
    return [gap.rule for gap in GUARDS[guard].judge(seen).gaps]


def told(guard: str, seen: Dossier) -> str:
    return "；".join(gap.found for gap in GUARDS[guard].judge(seen).gaps)
