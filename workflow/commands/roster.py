"""The roster (名册): what people are found, filtered and counted by, beside the record.

It is written in the same transaction as the entry it copies, and can be made anew from the
journals at any time; no guard reads it.
"""

from sqlalchemy import delete, insert, select, update

from workflow.journal import Desk
from workflow.journal.fold import person_file
from workflow.journal.read import histories, history
from workflow.models import TABLES, names, profiles
from workflow.queries.copied import BLANK, NAMELESS, name_row, profile_row

AT_ONCE = 200  # journals held at a time while the roster is made anew


def keep_name(desk: Desk, person: str, name: str, organization: str) -> None:
    """Enter a person, or write the name and unit that a correction gives."""
    row = name_row(name, organization)
    known = desk.db.execute(update(names).where(names.c.person == person).values(**row))
    if not known.rowcount:
        desk.db.execute(insert(names).values(person=person, **row))
    keep_profile(desk, person)


def forget(desk: Desk, person: str) -> None:
    """Take a person whose values were erased off the roll: neither name nor spelling is left."""
    desk.db.execute(update(names).where(names.c.person == person).values(**NAMELESS))
    desk.db.execute(update(profiles).where(profiles.c.person == person).values(**BLANK))


def keep_profile(desk: Desk, person: str) -> None:
    """Copy what is verified of a person by now."""
    row = profile_row(person_file(person, history(desk, f"person:{person}")))
    known = desk.db.execute(update(profiles).where(profiles.c.person == person).values(**row))
    if not known.rowcount:
        desk.db.execute(insert(profiles).values(person=person, **row))


def make_anew(desk: Desk) -> int:
    """Write the whole roster from the journals; gives how many people it holds.

    For rows of an earlier version of the program, which had fewer columns.
    """
    people = desk.db.scalars(select(TABLES["person"].c.id).order_by(TABLES["person"].c.id)).all()
    for table in (names, profiles):
        desk.db.execute(delete(table))
    for start in range(0, len(people), AT_ONCE):
        subjects = [f"person:{one}" for one in people[start : start + AT_ONCE]]
        files = [
            person_file(subject.partition(":")[2], records)
            for subject, records in histories(desk, subjects).items()
        ]
        desk.db.execute(insert(names), [
            {"person": one.id, **name_row(one.name, one.organization)} for one in files
        ])  # fmt: skip
        desk.db.execute(insert(profiles), [{"person": one.id, **profile_row(one)} for one in files])
        for subject in subjects:
            desk.kept.pop(subject, None)
    return len(people)
