"""Row security (行级安全): the second net, where a question of a page forgets whose it is (PostgreSQL).

What people may see is decided by `authority` and asked by the queries. Here the database keeps the
rows of other places from a transaction that named the places it is for: `cadre.sight`, the ids of
organizations, set for one transaction. One that named none is refused and not answered with nothing,
or a guard could take what it may not see for something that is not there. A command is judged by all
there is: for its transaction it takes the role of the engine, for which no row is hidden; as a role
and not as a condition, so that the planner knows. SQLite has no such thing, and answers the same.

A policy compares a column with these ids, so an index answers it, and whatever else a question asks it
costs at most what is in sight. For PostgreSQL asks a policy before all else, but for plain equality.

A page also draws whole dossiers, names candidates from elsewhere, looks for what excludes its reader,
and reads what is asked in cases that it has found in sight: such statements say so by asking `WHOLE`,
views that the owner reads.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import (
    ARRAY,
    FromClause,
    Select,
    Table,
    TableClause,
    Text,
    TextClause,
    bindparam,
    cast,
    column,
    func,
    select,
    text,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.selectable import NamedFromClause

from workflow.models.asked import inquiries, notices
from workflow.models.beside import requests
from workflow.models.subjects import TABLES, beneath

SETTING, SUFFIX = "cadre.sight", "_engine"
EVERYWHERE = ("",)  # a path at which every other begins

# Whether an organization is in sight; `sight` is asked once a statement.
_PLACE = "{0} = ANY ((SELECT sight())::text[])"
# What a request is asked in: of the case and the selection that are in sight themselves.
_ABOUT = (
    "EXISTS (SELECT 1 FROM {0} AS about WHERE split_part(requests.subject, ':', 1) = '{1}' "
    "AND about.id = substr(requests.subject, {2}))"
)
COVERED: Mapping[Table, tuple[str, ...]] = {
    TABLES["case"]: (_PLACE.format("cases.department"),),
    TABLES["selection"]: (_PLACE.format("selections.department"),),
    TABLES["person"]: (_PLACE.format("people.organization"),),
    # Both who asks and who is asked.
    inquiries: (_PLACE.format("inquiries.department"), _PLACE.format("inquiries.organization")),
    notices: (_PLACE.format("notices.department"),),
    requests: (
        _PLACE.format("requests.organization"),
        *(_ABOUT.format(TABLES[one].name, one, len(one) + 2) for one in ("case", "selection")),
    ),
}


class _Whole(TableClause):
    """A table with all its rows: on PostgreSQL a view that the owner reads, on SQLite the table."""

    inherit_cache = True


@compiles(_Whole, "sqlite")
def _whole_sqlite(element: _Whole, compiler: SQLCompiler, **kw: Any) -> str:
    return compiler.preparer.quote(element.name.removeprefix(PREFIX))


PREFIX = "whole_"
_SEEN_WHOLE: Mapping[str, Table] = {
    **{kind: TABLES[kind] for kind in ("case", "selection", "person")}, "request": requests,
}  # fmt: skip
VIEWS: Mapping[str, Table] = {PREFIX + table.name: table for table in _SEEN_WHOLE.values()}
WHOLE: Mapping[str, NamedFromClause] = {
    kind: _Whole(view, *(column(one.name, one.type) for one in table.c)).alias(view)
    for (kind, table), view in zip(_SEEN_WHOLE.items(), VIEWS, strict=True)
}


def whole(kind: str) -> FromClause:
    """The rows of a kind of subjects, all of them wherever they belong."""
    return WHOLE.get(kind, TABLES[kind])


_SIGHT = f"""CREATE OR REPLACE FUNCTION sight() RETURNS text[] LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE told text = current_setting('{SETTING}', true);
BEGIN
  IF COALESCE(told, '') = '' THEN
    RAISE EXCEPTION '没有设定本次查看的单位范围（{SETTING}）' USING ERRCODE = '42501';
  END IF;
  RETURN told::text[];
END $$"""
FUNCTION = "sight()"  # that whoever reads the tables needs to be allowed


def engine_of(program: str) -> str:
    """The role of the engine beside the one that the program logs in as."""
    return program + SUFFIX


def seen() -> Select[tuple[str, str]]:
    """The statement that names the places of a transaction: what lies at or below their `paths`."""
    root = func.unnest(bindparam("paths", type_=ARRAY(Text))).column_valued("root")
    places = TABLES["organization"].c
    ids = select(cast(func.array_agg(places.id), Text)).where(beneath(places.path, root))
    told = func.coalesce(ids.scalar_subquery(), "{}")
    return select(func.set_config("role", "none", True), func.set_config(SETTING, told, True))


def seen_whole() -> TextClause:
    """The statement by which a transaction sees everything; where no roles are, it does anyway."""
    return text(
        "SELECT set_config('role', rolname, true) FROM pg_roles "
        f"WHERE rolname = CAST(session_user || '{SUFFIX}' AS name)"
    )


def policies() -> Iterator[str]:
    """Row security for PostgreSQL, one statement each, and the views of everything."""
    yield _SIGHT
    for table, conditions in COVERED.items():
        yield f"ALTER TABLE {table.name} ENABLE ROW LEVEL SECURITY"
        yield (
            f"CREATE POLICY {table.name}_in_sight ON {table.name} USING ({' OR '.join(conditions)})"
        )
    for view, table in VIEWS.items():
        yield f"CREATE VIEW {view} AS SELECT * FROM {table.name}"


def open_to(engine: str) -> Iterator[str]:
    """What lets the role of the engine see every row, one statement each; `engine` is quoted."""
    for table in COVERED:
        name = f"{table.name}_whole"
        yield f"DROP POLICY IF EXISTS {name} ON {table.name}"
        yield f"CREATE POLICY {name} ON {table.name} TO {engine} USING (true)"
