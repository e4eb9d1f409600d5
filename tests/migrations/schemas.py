"""What a database really holds (库里的结构), read from its own catalogue."""

from collections.abc import Iterable

from sqlalchemy import Connection, text

SQLITE = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'alembic%'"
POSTGRESQL = (
    """SELECT 'column', table_name || '.' || column_name, row(ordinal_position, data_type, is_nullable,
       column_default, is_generated, generation_expression)::text
       FROM information_schema.columns WHERE table_schema = 'public'""",
    """SELECT 'constraint', conrelid::regclass::text || '.' || conname, pg_get_constraintdef(oid)
       FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    """SELECT 'index', indexname::text, indexdef FROM pg_indexes WHERE schemaname = 'public'""",
    """SELECT 'trigger', tgrelid::regclass::text || '.' || tgname, tgenabled::text || pg_get_triggerdef(oid)
       FROM pg_trigger WHERE NOT tgisinternal""",
    """SELECT 'policy', tablename || '.' || policyname, row(permissive, roles, cmd, qual, with_check)::text
       FROM pg_policies WHERE schemaname = 'public'""",
    """SELECT 'view', viewname::text, definition FROM pg_views WHERE schemaname = 'public'""",
    """SELECT 'function', oid::regprocedure::text, pg_get_functiondef(oid)
       FROM pg_proc WHERE pronamespace = 'public'::regnamespace""",
)

Schema = dict[tuple[str, str], str]


def schema_of(db: Connection) -> Schema:
    """(kind, name) → definition of everything in the database, but Alembic's own table."""
    questions = (SQLITE,) if db.dialect.name == "sqlite" else POSTGRESQL
    told = [tuple(row) for one in questions for row in db.exec_driver_sql(one)]
    return {(kind, name): str(said) for kind, name, said in told if "alembic_version" not in name}


def made(db: Connection, statements: Iterable[str]) -> None:
    """Run statements, colons and all."""
    for statement in statements:
        db.execute(text(statement.replace(":", r"\:")))


def laws_in(schema: Schema) -> set[str]:
    """The names of all triggers."""
    return {name for kind, name in schema if kind == "trigger"}
