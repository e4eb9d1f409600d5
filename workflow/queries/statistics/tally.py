"""Counts that can be added up and narrowed (统计底数): by the month, so that any period is a sum of them.

What is told of a county, a province or the country, over whole months, is made of the same counts.
Numbers, titles of rules and ids of organizations only, nothing of a person.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from workflow.queries.statistics.appointed import InBand
from workflow.queries.statistics.asked import Task
from workflow.queries.statistics.opened import InState
from workflow.queries.statistics.refused import Attempts
from workflow.queries.statistics.scope import Scope
from workflow.queries.statistics.stays import Spent


class OnBoard(NamedTuple):
    """A case as a board counts it; `marks`: the filters of boards that it passes, in their order."""

    edition: str
    state: str
    marks: tuple[str, ...]


class AtPlace(NamedTuple):
    """A case as a board tells it by an organization below: ALL of them, and once more for each mark."""

    place: str
    mark: str


ALL = ""


@dataclass(slots=True)
class Tally:
    """All counts of a scope as of one day."""

    opened: Counter[InState] = field(default_factory=Counter)
    stays: Counter[Spent] = field(default_factory=Counter)
    asked: Counter[Task] = field(default_factory=Counter)
    refused: Counter[Attempts] = field(default_factory=Counter)
    appointed: Counter[InBand] = field(default_factory=Counter)
    board: Counter[OnBoard] = field(default_factory=Counter)
    places: Counter[AtPlace] = field(default_factory=Counter)
    articles: dict[str, str] = field(default_factory=dict)  # of rules

    def add(self, other: "Tally") -> None:
        """Take in what was counted elsewhere."""
        self.opened.update(other.opened)
        self.stays.update(other.stays)
        self.asked.update(other.asked)
        self.refused.update(other.refused)
        self.appointed.update(other.appointed)
        self.board.update(other.board)
        self.places.update(other.places)
        self.articles |= other.articles

    def within(self, scope: Scope) -> "Tally":
        """What falls into the months of a scope, and under its edition; of a board nothing."""
        first, last = scope.months()

        def meant(month: str, edition: str) -> bool:
            return first <= month <= last and scope.edition in ("", edition)

        found = Tally(articles=self.articles)
        found.opened = _where(self.opened, meant)
        found.stays = _where(self.stays, meant)
        found.appointed = _where(self.appointed, meant)
        for task, count in self.asked.items():
            if left := tuple(one for one in task if meant(one.month, one.edition)):
                found.asked[left] += count
        for one, count in self.refused.items():
            months = tuple(each for each in one.months if meant(each[0], one.edition))
            if months:
                found.refused[one._replace(months=months)] += count
        return found


K = TypeVar("K", InState, Spent, InBand)


def _where(counts: Counter[K], meant: Callable[[str, str], bool]) -> Counter[K]:
    return Counter({one: n for one, n in counts.items() if meant(one.month, one.edition)})
