"""Which units and posts may be named (可选单位、职位): those of one's own place, and whatever is looked for.

A form offers what lies below its own place, in the order of the tree; the units it stands under, and
those beside these; the topmost, where they are few. Of too many the first. Whatever else there is, the
other side of a joint management or an office far away, is found by name. Nobody reads the units of a
country to choose one of them.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select, union_all

from workflow.journal import Desk
from workflow.models import TABLES, beneath
from workflow.models.subjects import LAST

OFFERED = 1000  # of one's own place: more nobody reads through
FOUND = 60  # of what is looked for by name, or stands at the top
_places, _posts = TABLES["organization"].c, TABLES["post"].c
_TOGETHER = TABLES["organization"], TABLES["post"], _posts.organization == _places.id


@dataclass(frozen=True, slots=True)
class Where:
    """Id → words; `cut`: there are more, here or elsewhere."""

    named: Mapping[str, str]
    cut: bool = False


def units(
    desk: Desk, below: str, words: Sequence[str] = (), also: Set[str] = frozenset()
) -> Where:
    """The units below a path, "" everywhere, and of too many the first; and those there called by one of the words.

    `also`: ids of units that are offered wherever they are, as the form names them already.
    """
    mine = beneath(_places.path, below)
    own = _units(desk, _told().where(mine).order_by(_places.path).limit(OFFERED + 1))
    found = _first(own) | _called(desk, words, mine)
    if missing := also - found.keys():
        found |= _units(desk, _told().where(_places.id.in_(sorted(missing))))
    return Where(found, len(own) > OFFERED)


def units_anywhere(
    desk: Desk, below: str, words: Sequence[str] = (), also: Set[str] = frozenset()
) -> Where:
    """The same, those above, beside these and at the top, too; and those anywhere called by one of the words."""
    own = units(desk, below, (), also)
    if not below:
        return units(desk, below, words, also)
    found = {**own.named, **_above(desk, below), **_top(desk), **_called(desk, words)}
    others = _told().where(_elsewhere(below)).limit(len(found) + 1)
    return Where(found, own.cut or bool(_units(desk, others).keys() - found.keys()))


def posts(
    desk: Desk, below: str, words: Sequence[str] = (), also: Set[str] = frozenset()
) -> Where:
    """The posts below a path, "" everywhere, and of too many the first; and those there that all the words tell."""
    mine = beneath(_places.path, below)
    own = _titled(desk, _of_posts(mine).limit(OFFERED + 1))
    found = _first(own)
    if words and len(own) > OFFERED:
        found |= _titled(desk, _of_posts(mine, *map(_says, words)).limit(FOUND))
    if missing := also - found.keys():
        found |= _titled(desk, _of_posts(_posts.id.in_(sorted(missing))))
    return Where(found, len(own) > OFFERED)


def posts_anywhere(
    desk: Desk, below: str, words: Sequence[str] = (), also: Set[str] = frozenset()
) -> Where:
    """The same; and those of units anywhere that one of the words calls: no title is looked for in a country."""
    own = posts(desk, below, words, also)
    if not below:
        return own
    found = dict(own.named)
    if words:
        of = _posts.organization.in_(sorted(_called(desk, words)))
        found |= _titled(desk, _of_posts(of, *map(_says, words)).limit(FOUND))
    others = select(_posts.id).join_from(*_TOGETHER).where(_elsewhere(below)).limit(len(found) + 1)
    return Where(found, own.cut or bool(set(desk.db.scalars(others)) - found.keys()))


def _told() -> Select[Any]:
    return select(_places.id, _places.name)


def _above(desk: Desk, below: str) -> dict[str, str]:
    """The units above a path with those right below these."""
    steps = below.strip("/").split("/")[:-1]
    beside = _told().where(_places.parent.in_(steps))
    both = union_all(_told().where(_places.id.in_(steps)), beside).limit(OFFERED)
    return _units(desk, both) if steps else {}


def _top(desk: Desk) -> dict[str, str]:
    """The units that stand under none, where these are not many."""
    found = _units(desk, _told().where(_places.parent == "").limit(FOUND + 1))
    return found if len(found) <= FOUND else {}


def _elsewhere(below: str) -> ColumnElement[bool]:
    return or_(_places.path < below, _places.path >= below + LAST)


def _called(desk: Desk, words: Sequence[str], *within: ColumnElement[bool]) -> dict[str, str]:
    """The first units whose name has one of the words in it."""
    if not words:
        return {}
    named = or_(*(_places.name.contains(one, autoescape=True) for one in words))
    return _units(desk, _told().where(named, *within).order_by(_places.path).limit(FOUND))


def _first(found: Mapping[str, str]) -> dict[str, str]:
    return dict(list(found.items())[:OFFERED])


def _units(desk: Desk, query: Any) -> dict[str, str]:
    return dict(desk.db.execute(query).tuples().all())


def _of_posts(*wanted: ColumnElement[bool]) -> Select[Any]:
    """Posts unit by unit: by title over all units they would have to be read before the first is known."""
    return (
        select(_posts.id, _posts.title, _places.name)
        .join_from(*_TOGETHER)
        .where(*wanted)
        .order_by(_places.path, _posts.title, _posts.id)
    )


def _titled(desk: Desk, query: Select[Any]) -> dict[str, str]:
    return {id: f"{title}（{unit}）" for id, title, unit in desk.db.execute(query)}


def _says(word: str) -> ColumnElement[bool]:
    """Whether a word is in the title of a post or in the name of its unit."""
    return or_(
        _posts.title.contains(word, autoescape=True), _places.name.contains(word, autoescape=True)
    )
