"""Cases and selections (事项与批次)."""

from dataclasses import dataclass
from datetime import date

from workflow.dossier.acts import Step


@dataclass(frozen=True, slots=True)
class CaseFile:
    """选拔任用事项: one person for one post."""

    id: str
    number: str
    person: str
    post: str
    selection: str
    state: str
    opened_on: date
    steps: tuple[Step, ...] = ()
    annulled: bool = False

    def entered(self, state: str) -> Step | None:
        """The last step into a state."""
        return next((s for s in reversed(self.steps) if s.target == state), None)


@dataclass(frozen=True, slots=True)
class SelectionFile:
    """选拔任用批次; `department` runs it, `body` decides."""

    id: str
    title: str
    department: str
    body: str
    occasion: str = "individual"  # or leadership_change
    opened_on: date | None = None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another case that matters here: same post or same selection."""

    id: str
    person: str
    post: str
    selection: str
    state: str
    final: bool
