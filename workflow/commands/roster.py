"""The roster (名册): what people are found, filtered and counted by, beside the record.

It is written in the same transaction as the entry it copies, and can be made anew from the
journals at any time; no guard reads it.
"""

from typing import Any

from sqlalchemy import delete, insert, select, update

from workflow.dossier import PersonFile
from workflow.facts import EDUCATION_RANK, SEXES
from workflow.journal import Desk
from workflow.journal.fold import person_file
from workflow.journal.read import histories, history
from workflow.journal.seal import ERASED
from workflow.models import TABLES, names, profiles
from workflow.pinyin import sort_key, spelled

NAMELESS = {"name": ERASED, "sort_key": "", "spelled": ""}
BLANK = {"sex": "", "nation": "", "born_on": "", "level": "", "education": "", "unverified": 0}
AT_ONCE = 200  # journals held at a time while the roster is made anew


def keep_name(desk: Desk, person: str, name: str, organization: str) -> None:
    """Enter a person, or write the name and unit that a correction gives."""
    row = _name_row(name, organization)
    known = desk.db.execute(update(names).where(names.c.person == person).values(**row))
    if not known.rowcount:
        desk.db.execute(insert(names).values(person=person, **row))
    keep_profile(desk, person)


def forget(desk: Desk, person: str) -> None:
    """Take a person whose values were erased off the roll: neither name nor spelling is left."""
    desk.db.execute(update(names).where(names.c.person == person).values(**NAMELESS))
    desk.db.execute(update(profiles).where(profiles.c.person == person).values(**BLANK))


def _name_row(name: str, organization: str) -> dict[str, str]:
    if name == ERASED:
        return {"organization": organization, **NAMELESS}
    return {"name": name, "organization": organization, "sort_key": sort_key(name),
            "spelled": spelled(name)}  # fmt: skip


def keep_profile(desk: Desk, person: str) -> None:
    """Copy what is verified of a person by now."""
    row = _profile_row(person_file(person, history(desk, f"person:{person}")))
    known = desk.db.execute(update(profiles).where(profiles.c.person == person).values(**row))
    if not known.rowcount:
        desk.db.execute(insert(profiles).values(person=person, **row))


def _profile_row(file: PersonFile) -> dict[str, Any]:
    sex = str(file.value("gender") or "")
    return {
        "sex": SEXES.get(sex, sex), "nation": str(file.value("nation") or ""),
        "born_on": str(file.value("birth", "on") or ""), "level": _level(file),
        "education": _education(file),
        "unverified": sum(not fact.verified for fact in file.facts),
    }  # fmt: skip


def _level(file: PersonFile) -> str:
    """The level of the tenure begun last, as far as it is said."""
    tenures = [one.values for one in file.known("tenure") if one.values.get("level")]
    last = max(tenures, key=lambda one: str(one.get("from", "")), default={})
    return str(last.get("level", ""))


def _education(file: PersonFile) -> str:
    levels = [str(one.values.get("level") or "") for one in file.known("education")]
    return max(levels, key=lambda one: EDUCATION_RANK.get(one, 0), default="")


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
            {"person": one.id, **_name_row(one.name, one.organization)} for one in files
        ])  # fmt: skip
        desk.db.execute(insert(profiles), [{"person": one.id, **_profile_row(one)} for one in files])
        for subject in subjects:
            desk.kept.pop(subject, None)
    return len(people)
