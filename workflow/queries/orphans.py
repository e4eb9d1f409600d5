"""Files of nobody else (只属于某人的附件): what only the entries on some people name."""

from collections.abc import Collection

from sqlalchemy import select

from workflow.canonical import reread
from workflow.journal import Desk
from workflow.models import TABLES, entries

PART = 1000  # entries that are in memory at once


def orphans(desk: Desk, people: Collection[str]) -> list[str]:
    """The digests of files that entries on these people and their cases name, and no other entry."""
    if not people:
        return []
    case = TABLES["case"].c
    own = {f"person:{one}" for one in people}
    own |= {f"case:{one}" for one in desk.db.scalars(select(case.id).where(case.person.in_(people)))}
    theirs: set[str] = set()
    others: set[str] = set()
    told = select(entries.c.subject, entries.c.body).execution_options(yield_per=PART)
    for subject, body in desk.db.execute(told).tuples():
        if b'"attachments":[]' not in body:
            named = {str(one["digest"]) for one in reread(body)["attachments"]}
            (theirs if subject in own else others).update(named)
    return sorted(theirs - others)


def forgotten(desk: Desk) -> set[str]:
    """The people whose values were erased."""
    person = TABLES["person"].c
    rows = desk.db.execute(select(person.id, person.content)).tuples()
    return {id for id, content in rows if reread(content).get("erased_on")}
