"""Which units and posts may be chosen in a form (可选单位、职位): of one's own place, and what is looked for.

The search is an address of its own (`?where=`), above the form, as that for people is (`whom`).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import g, request

from web.forms.fields import Choices, Late
from web.house import desk
from web.whom import MOST_WORDS, around, people_around
from workflow.queries import where
from workflow.queries.where import Where


def all_around(given: object = ()) -> Choices:
    """Units, posts and people of the place that I look over, or of the committee for which I work.

    `given`: what the form says already; whatever that names is offered, too.
    """
    return Choices(units_around(given), posts_around(given), people_around())


def units_around(given: object = ()) -> Mapping[str, str]:
    """The units of that place, above it, and any that is looked for."""
    return Late(lambda: _offered(where.units_anywhere(desk(), around(), words(), _texts(given))))


def posts_around(given: object = ()) -> Mapping[str, str]:
    """The posts of that place, and of any unit that is looked for."""
    return Late(lambda: _offered(where.posts_anywhere(desk(), around(), words(), _texts(given))))


def units_below(below: str, given: object = ()) -> Mapping[str, str]:
    """The units below a path, and no others but those given."""
    return _offered(where.units(desk(), below, words(), _texts(given)))


def posts_below(below: str) -> Mapping[str, str]:
    """The posts below a path, and no others."""
    return _offered(where.posts(desk(), below, words()))


def words() -> list[str]:
    """The names that are looked for."""
    return request.args.get("where", "").split()[:MOST_WORDS]


def _texts(given: object) -> set[str]:
    """Every text within what a form says: an id among them may be that of a unit or a post."""
    return set(_within(given))


def _within(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _within(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _within(one)


def _offered(found: Where) -> Mapping[str, str]:
    """What was found; the page says so where there are more."""
    if found.cut:
        g.more_places = True
    return found.named
