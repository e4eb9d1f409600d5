"""Who may be chosen in a form (可选人员): the people of one's own place, and whoever is looked for by name.

The search is an address of its own (`?who=`), above the form: what it finds can be chosen, and is
still offered when the form comes back.
"""

from collections.abc import Mapping

from flask import g, request

from web.acting import actor
from web.forms.fields import Late
from web.house import desk, today
from workflow import authority
from workflow.queries import whom
from workflow.queries.whom import Whom

MOST_WORDS = 8


def people_around() -> Mapping[str, str]:
    """Everybody at the place that I look over, or at the committee for which I work."""
    return people_below(around())


def around() -> str:
    """The path of that place, "" is everywhere."""
    below = authority.overlooked(desk(), actor(), today())
    return authority.view(desk(), actor().organization) or "-" if below is None else below


def people_below(below: str) -> Mapping[str, str]:
    """Everybody below a path."""
    return Late(lambda: _offered(whom.whom(desk(), below, words())))


def candidates_below(below: str) -> Mapping[str, str]:
    """Who has a file there."""
    return _offered(whom.candidates(desk(), below, words()))


def officers_below(below: str) -> Mapping[str, str]:
    """Who has an account or a seat in a body there."""
    return _offered(whom.officers(desk(), below, words()))


def words() -> list[str]:
    """The names that are looked for."""
    return request.args.get("who", "").split()[:MOST_WORDS]


def _offered(found: Whom) -> Mapping[str, str]:
    """What was found; the page says so where there are more."""
    if found.cut:
        g.more_people = True
    return found.people
