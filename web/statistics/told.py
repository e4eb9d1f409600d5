"""What the page tells (统计口径): a small scope as it is now, a large one as it was last counted."""

from dataclasses import dataclass
from datetime import datetime

from web.house import desk, local, today
from workflow.queries.statistics.kept import OWN, WHOLE, Figures, counted, kept, told
from workflow.queries.statistics.scope import Scope, is_kept


@dataclass(frozen=True, slots=True)
class Told:
    """The figures; `made_at`: when they were counted, None: now; `large`: whether they are kept."""

    figures: Figures
    large: bool
    made_at: datetime | None = None

    @property
    def words(self) -> str:
        """As of when, "" for now."""
        return f"数据截至{local(self.made_at)}" if self.made_at else ""


def told_of(scope: Scope) -> Told:
    """The figures of a scope; a large one that nobody has counted yet is counted now, and not kept."""
    large = is_kept(desk(), scope)
    if large and (found := kept(desk(), scope.below, OWN if scope.alone else WHOLE)):
        return Told(told(desk(), found.tally.within(scope)), large, found.made_at)
    return Told(counted(desk(), scope, today()), large)
