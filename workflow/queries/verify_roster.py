"""Verifying the roster (名册的校验): what people are found and counted by is what their journals say.

That a name was registered at all is held by `verify_sealed`, with the record; here each file is folded.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Table, bindparam, exists, select

from workflow.journal import Desk
from workflow.journal.fold import person_file
from workflow.journal.read import history
from workflow.models import TABLES, names, profiles
from workflow.models.prepared import Prepared
from workflow.queries.broken import Broken
from workflow.queries.copied import BLANK, NAMELESS, name_row, profile_row


def verify_person(desk: Desk, subject: str, person: str, lawful: Collection[str]) -> Iterator[Broken]:
    """Name, spelling, unit and verified facts of one person; `lawful`: what was lawfully erased.

    Of whom something else was erased, what is left is not compared: it was copied before.
    """
    own = history(desk, subject)
    file = person_file(person, own)
    if subject in lawful:
        named, told = {"organization": file.organization, **NAMELESS}, dict(BLANK)
    elif any(one.erased for one in own):
        return
    else:
        named, told = name_row(file.name, file.organization), profile_row(file)
    for table, row in ((names, named), (profiles, told)):
        yield from _row(desk, table, subject, {"person": person, **row})


def _row(desk: Desk, table: Table, subject: str, told: Mapping[str, Any]) -> Iterator[Broken]:
    row = _own(table).row(desk.db, of=told["person"])
    if row is None:
        yield Broken(subject, 0, "名册上没有此人", "list")
        return
    kept = dict(zip(table.columns.keys(), row, strict=True))
    wrong = [key for key, value in told.items() if kept[key] != value]
    if wrong:
        yield Broken(subject, 0, f"名册与纪实不符：{'、'.join(wrong)}", "list")


def nobodies(desk: Desk) -> Iterator[Broken]:
    """Rows of the roster whose person is not there."""
    for table in (names, profiles):
        there = exists().where(TABLES["person"].c.id == table.c.person)
        for one in desk.db.scalars(select(table.c.person).where(~there)):
            yield Broken(f"person:{one}", 0, "名册上有而没有此人", "list")


@lru_cache(maxsize=2)
def _own(table: Table) -> Prepared:
    return Prepared(select(table).where(table.c.person == bindparam("of")))
