"""The words of a case (用语替换): this candidate, post and unit for those of the example."""

import re
from collections.abc import Mapping

from web.demo.cast import HOME, MODEL, OFFICERS, officer
from workflow.stories.format import World

NAME, UNIT, POST = "沈砚青", "市直机关工委", "gongwei_deputy"
SIGNERS = {"tan_liqun": "unit_secretary", "shi_lei": "branch_secretary"}


def words(world: World, person: str, post: str) -> Mapping[str, str]:
    """What is said instead: keys as a whole, Chinese names wherever they stand."""
    one, place = world.persons[person], world.posts[post]
    unit = world.organizations[one.organization].name
    told = {
        MODEL: person, NAME: one.name or NAME, POST: post,
        f"{UNIT}副书记": place.title,
    }  # fmt: skip
    if one.organization != HOME:
        told |= {f"{UNIT}组织部部长": f"{unit}办公室主任", UNIT: unit}
        told |= {key: officer(one.organization, duty) for key, duty in SIGNERS.items()}
        told |= {login: officer(one.organization, duty) for login, (duty, _) in OFFICERS.items()}
    return told


def said(text: str, told: Mapping[str, str]) -> str:
    """A text in these words; all at once and the longest first, so that none is said twice."""
    if text in told:
        return told[text]
    names = sorted((old for old in told if not old.isascii()), key=len, reverse=True)
    return re.sub("|".join(map(re.escape, names)), lambda found: told[found[0]], text)
