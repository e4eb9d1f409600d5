"""The box 入党时间, which holds a date, one party or several (政治面貌).

Known forms: `200108`, `2001.08`; `民建`, `无党派`; `民建；民盟`; `200108；民建`; `民建200108`;
`(民建、民盟)` of older editors. A date that stands alone means the Communist Party.
"""

import re
from dataclasses import dataclass

from workflow.forms_in.dates import StatedDate, read_date

COMMUNIST = "中共党员"
_PROBATIONARY = "中共预备党员"
_COMMUNIST = (COMMUNIST, _PROBATIONARY)
_NOBODY = ("无党派", "群众")

# GB/T 4762 by name; the longer spellings are those of the parties themselves.
_POLITICS = {
    COMMUNIST: COMMUNIST,
    "中国共产党党员": COMMUNIST,
    _PROBATIONARY: _PROBATIONARY,
    "预备党员": _PROBATIONARY,
    "共青团员": "共青团员",
    "民革": "民革",
    "民盟": "民盟",
    "民建": "民建",
    "民进": "民进",
    "农工党": "农工党",
    "致公党": "致公党",
    "九三": "九三",
    "九三学社": "九三",
    "台盟": "台盟",
    "无党派": "无党派",
    "无党派人士": "无党派",
    "群众": "群众",
}
_BRACKETED = re.compile(r"[(（]([^()（）]+)[)）]")
_NAMED_AND_DATED = re.compile(r"([^0-9]+)([0-9].*)")


@dataclass(frozen=True, slots=True)
class Membership:
    """One party or standing, and since when where the form says so."""

    politics: str
    joined: StatedDate | None = None

    @property
    def communist(self) -> bool:
        """Whether of the Communist Party, on probation (预备) included."""
        return self.politics in _COMMUNIST


def read_parties(text: str) -> tuple[Membership, ...] | None:
    """Every membership in the order written; () for an empty box, None where not understood."""
    text = text.strip()
    if not text:
        return ()
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed:
        found = [_named(part) for part in bracketed[1].split("、")]
    else:
        found = [_membership(part.strip()) for part in re.split("[；;]", text)]
    memberships = tuple(membership for membership in found if membership)
    return memberships if len(memberships) == len(found) and _consistent(memberships) else None


def _named(part: str) -> Membership | None:
    politics = _POLITICS.get(part.strip())
    return Membership(politics) if politics else None


def _membership(part: str) -> Membership | None:
    alone = read_date(part)
    if alone:
        return Membership(COMMUNIST, alone)
    split = _NAMED_AND_DATED.fullmatch(part)
    if split is None:
        return _named(part)
    named, joined = _named(split[1]), read_date(split[2])
    return Membership(named.politics, joined) if named and joined else None


def _consistent(memberships: tuple[Membership, ...]) -> bool:
    """Nobody is twice in one party, in two standings of one, or both in none and in one."""
    names = [membership.politics for membership in memberships]
    communist = [membership for membership in memberships if membership.communist]
    alone = any(name in _NOBODY for name in names)
    return len(set(names)) == len(names) and len(communist) <= 1 and not (alone and len(names) > 1)
