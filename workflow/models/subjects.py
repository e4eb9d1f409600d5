"""The rows of the subjects (对象): what each says now. Written by the database from the last entry.

A row is its last entry's `content`; every other column is generated from it, or compared with it by the
laws where it never changes (`FIXED`), so a row and its journal cannot say different things.
"""

from collections.abc import Mapping

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    Computed,
    Index,
    Integer,
    Table,
    Text,
    and_,
    literal_column,
    true,
)

from workflow.models.base import LastPlace, fixed, metadata, said

LAST = "\U0010ffff"  # behind everything that an id may hold
STANDINGS = "('clear', 'held', 'vetoed')"
# What a subject of a kind is about from its first entry on.
FIXED: Mapping[str, tuple[str, ...]] = {"case": ("person", "post", "selection")}


def _table(
    name: str, *keys: str, always: tuple[str, ...] = (), checks: tuple[CheckConstraint, ...] = (),
    more: tuple[Column[str], ...] = (),
) -> Table:  # fmt: skip
    return Table(
        name,
        metadata,
        Column("id", Text, primary_key=True),
        Column("seq", Integer, nullable=False),
        Column("head", Text, nullable=False),
        Column("content", Text, nullable=False),
        *(fixed(key) if key in always else said(key) for key in keys),
        *more,
        *checks,
    )


TABLES: Mapping[str, Table] = {
    "account": _table(
        "accounts", "login", "name", "person", "state",
        more=(Column("organization", Text, Computed(LastPlace(), persisted=True)),),
    ),
    "appraisal": _table("appraisals", "organization", "year"),
    "body": _table("bodies", "name", "kind", "organization"),
    "case": _table(
        "cases", "number", "person", "post", "selection", "process", "edition", "state", "stage",
        "department", always=FIXED["case"],
        checks=(CheckConstraint("state IS NOT NULL", name="a_case_stands_somewhere"),),
    ),
    "interference": _table("interferences", "concerns", "organization", "recorder", "state"),
    "ledger": _table("ledgers", "day"),
    "meeting": _table("meetings", "body", "kind", "held_on", "state"),
    "organization": _table("organizations", "name", "kind", "parent", "path", "state"),
    "person": _table(
        "people", "standing", "organization",
        checks=(CheckConstraint(f"standing IN {STANDINGS}", name="a_standing_is_one_of_three"),),
    ),
    "post": _table("posts", "title", "organization", "level"),
    "prompt": _table("prompts", "number", "organization", "issuer", "due_on", "state"),
    "selection": _table("selections", "title", "department", "body", "process", "edition", "state"),
}  # fmt: skip

_cases = TABLES["case"].c
Index("cases_by_selection", _cases.selection)
Index("cases_by_person", _cases.person)
Index("cases_by_post", _cases.post)
Index("cases_by_state", _cases.department, _cases.state)
Index("accounts_by_login", TABLES["account"].c.login, unique=True)
Index("organizations_by_path", TABLES["organization"].c.path)
# What belongs to a place is found from the place, so that a list costs what lies there, not what there is.
Index("organizations_by_parent", TABLES["organization"].c.parent)
Index("people_by_organization", TABLES["person"].c.organization)
# The few who are held or vetoed are found among all without a look at the others.
IS_NOT_CLEAR = TABLES["person"].c.standing != literal_column("'clear'")
Index("people_not_clear", TABLES["person"].c.standing, sqlite_where=IS_NOT_CLEAR, postgresql_where=IS_NOT_CLEAR)
Index("posts_by_organization", TABLES["post"].c.organization)
Index("bodies_by_organization", TABLES["body"].c.organization)
Index("meetings_by_body", TABLES["meeting"].c.body)
Index("selections_by_department", TABLES["selection"].c.department)
Index("accounts_by_person", TABLES["account"].c.person)
Index("accounts_by_organization", TABLES["account"].c.organization)


def beneath(column: ColumnElement[str], path: str | ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a path of organizations lies at or below another, "" is the root of them all.

    Said as a range, which an index answers; what is alike is read in no language's order.
    """
    if isinstance(path, str):
        return and_(column >= path, column < path + LAST) if path else true()
    return and_(column >= path, column < path.concat(LAST))


def table_of(subject: str) -> Table:
    """The table of a subject written `kind:id`; raises KeyError for an unknown kind."""
    return TABLES[subject.partition(":")[0]]


def subject_id(subject: str) -> str:
    """The id of a subject written `kind:id`."""
    return subject.partition(":")[2]
