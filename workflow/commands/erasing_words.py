"""Words with an erased name (写有姓名的文字): which of them are of the person who is erased, and which not.

A name in words is nobody's proof of identity: another person may bear it, or a longer name that has
it within. What is about such another is left alone.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from workflow.canonical import canonical
from workflow.commands.erasing_refused import selections_of
from workflow.journal import Desk
from workflow.journal.read import history
from workflow.journal.seal import ERASED
from workflow.models import TABLES, exports, names, refused_attempts

IN_PLACE = f"（{ERASED}）"
Rows = Mapping[str, Mapping[str, str]]  # mark → columns without the name


@dataclass(frozen=True, slots=True)
class Borne:
    """The names of a person, the longer names of others that have one within, and who else bears one."""

    own: tuple[str, ...]
    longer: tuple[str, ...]
    namesakes: frozenset[str]

    def without(self, text: str) -> str:
        """The text with the names taken out, but not out of a longer name."""
        told = sorted({*self.own, *self.longer}, key=len, reverse=True)
        if not self.own:
            return text
        return re.sub(
            "|".join(map(re.escape, told)),
            lambda found: IN_PLACE if found[0] in self.own else found[0], text,
        )  # fmt: skip


def borne_by(desk: Desk, person: str, own: tuple[str, ...]) -> Borne:
    """What is needed to tell a person's names from those of others on the roll."""
    others: list[tuple[str, str]] = []
    for name in own:
        told = select(names.c.person, names.c.name).where(
            names.c.name.contains(name, autoescape=True), names.c.person != person
        )
        others += desk.db.execute(told).tuples()
    return Borne(
        own, tuple(sorted({name for _, name in others if name not in own})),
        frozenset(one for one, name in others if name in own),
    )


def shared_values(desk: Desk, person: str, borne: Borne) -> Iterator[str]:
    """Commitments of what the person's selections hold in common and what names the person."""
    for selection in selections_of(desk, person):
        for record in history(desk, f"selection:{selection}"):
            told = canonical(record.values).decode()
            if record.values and borne.without(told) != told:
                yield from record.body["values"]


def words_beside(desk: Desk, borne: Borne) -> Rows:
    """What was noted beside the record in words with a name of the person, but not of a namesake."""
    found: dict[str, Mapping[str, str]] = {}
    refused = refused_attempts.c
    others = _subjects(desk, borne.namesakes)
    told = select(refused.id, refused.subject, refused.message, refused.reasons)
    for row in desk.db.execute(told):
        said = {"message": borne.without(row.message), "reasons": borne.without(row.reasons)}
        if row.subject not in others and said != {"message": row.message, "reasons": row.reasons}:
            found[f"refused:{row.id}"] = {**said, "salt": ""}
    for id, filters in desk.db.execute(select(exports.c.id, exports.c.filters)).tuples():
        if borne.without(filters) != filters:
            found[f"export:{id}"] = {"filters": borne.without(filters)}
    return found


def _subjects(desk: Desk, people: frozenset[str]) -> frozenset[str]:
    """The subjects that are about these people alone: their files and their cases."""
    if not people:
        return frozenset()
    case = TABLES["case"].c
    cases = desk.db.scalars(select(case.id).where(case.person.in_(people)))
    return frozenset((*(f"person:{one}" for one in people), *(f"case:{one}" for one in cases)))
