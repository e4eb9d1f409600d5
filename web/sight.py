"""Who looks, and how far (查看范围): for lists that the database itself narrows."""

from web.acting import actor
from web.house import desk, today
from workflow.authority import overlooked, path
from workflow.errors import NotFound
from workflow.queries.cards import Viewer, near


def sight() -> str | None:
    """The path of organizations below which I see whole cases, "" is everywhere; None: no case."""
    return desk().look("sight", lambda: overlooked(desk(), actor(), today()))


def sight_of_cases() -> str:
    """The same, where who sees no case has no business; raises NotFound."""
    below = sight()
    if below is None:
        raise NotFound()
    return below


def sight_of_unit(unit: str) -> str:
    """The same, of a unit that is chosen, "" of all; raises NotFound for one that I may not see."""
    below = sight_of_cases()
    if not unit:
        return below
    found = path(desk(), unit)
    if not found or not found.startswith(below):
        raise NotFound()
    return found


def viewer() -> Viewer:
    """Who looks at a board or a list of cases now."""
    who = actor()
    return Viewer(who.account, who.duty, who.organization, today(), near(desk().calendar, today()))
