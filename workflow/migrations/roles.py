"""Roles on PostgreSQL (数据库角色): an owner who cannot log in, a role for the program, and its engine's.

Whoever owns a table can switch its laws off, so the program must not: its role can add to what is
recorded and read it, and nothing else. A superuser still can; that only the signed tree shows. The
role of the engine may do the same; it is taken for one transaction, to see every row (`models.sight`).
"""

from collections.abc import Iterator

from sqlalchemy import Connection, insert, select, text

from workflow.errors import BadInput
from workflow.models import instance
from workflow.models.rights import rights, tables
from workflow.models.sight import FUNCTION, engine_of, open_to

OWNER, PROGRAM = "role/owner", "role/program"  # in `instance`
MIGHTY = text(
    "SELECT rolname FROM pg_roles WHERE rolname = :role AND (rolsuper OR rolcreaterole OR "
    "rolbypassrls OR rolreplication OR pg_has_role(rolname, :owner, 'MEMBER'))"
)


def assign(db: Connection, owner: str, program: str) -> None:
    """Give all tables to `owner` and their rights to `program`; both are made where they are missing.

    Remembers them, so that `renew` can do the same after a change of the schema. Needs a connection
    that may make roles and give tables away. Raises BadInput off PostgreSQL, where the two are one,
    other than before, or where the program could do more than it should.
    """
    if db.dialect.name == "sqlite":
        raise BadInput("只有 PostgreSQL 有角色；SQLite 的库由文件权限保护")
    if owner == program or assigned(db) not in ((), (owner, program)):
        raise BadInput(f"角色须是两个，且与此前设定的一致：{'、'.join(assigned(db)) or owner}")
    engine = engine_of(program)
    for role, way in ((owner, "NOLOGIN"), (engine, "NOLOGIN"), (program, "LOGIN")):
        if not db.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}):
            db.execute(text(f"CREATE ROLE {_name(db, role)} {way}"))
    for role in (program, engine):
        if db.scalar(MIGHTY, {"role": role, "owner": owner}):
            raise BadInput(f"{role} 是超级用户、可建角色，或者属于 {owner}，不能作为程序的角色")
    for statement in _statements(db, *(_name(db, one) for one in (owner, program, engine))):
        db.execute(text(statement))
    if not assigned(db):
        db.execute(
            insert(instance), [{"key": OWNER, "value": owner}, {"key": PROGRAM, "value": program}]
        )


def renew(db: Connection) -> None:
    """Assign again what was assigned once; nothing where it never was."""
    roles = assigned(db)
    if roles:
        assign(db, *roles)


def assigned(db: Connection) -> tuple[str, ...]:
    """Owner and role of the program, as assigned; empty where they never were."""
    told = select(instance.c.value).where(instance.c.key.in_((OWNER, PROGRAM)))
    return tuple(db.scalars(told.order_by(instance.c.key)))


def is_too_mighty(db: Connection) -> bool:
    """Whether this connection could switch the laws off: as a superuser, or as an owner of the record."""
    if db.dialect.name == "sqlite":
        return False
    asked = "rolsuper OR pg_has_role(relowner, 'MEMBER')"
    return bool(db.scalar(text(
        f"SELECT {asked} FROM pg_roles, pg_class WHERE rolname = current_user "
        "AND pg_class.oid = 'public.entries'::regclass"
    )))  # fmt: skip


def _statements(db: Connection, owner: str, program: str, engine: str) -> Iterator[str]:
    here = _name(db, db.scalar(text("SELECT current_database()")) or "")
    yield f"REVOKE ALL ON DATABASE {here} FROM PUBLIC"  # nor temporary tables
    yield f"GRANT CONNECT ON DATABASE {here} TO {program}"
    # It must be taken, or its view of everything would come along with the program's own.
    yield f"ALTER ROLE {program} NOINHERIT"
    yield f"GRANT {engine} TO {program}"
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC"
    yield f"REVOKE ALL ON SCHEMA public FROM {program}, {engine}"
    yield f"GRANT CREATE, USAGE ON SCHEMA public TO {owner}"
    yield f"GRANT USAGE ON SCHEMA public TO {program}, {engine}"
    functions = (
        "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
    )
    for function in db.scalars(text(functions)).all():
        yield f"ALTER FUNCTION {function} OWNER TO {owner}"
        yield f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC, {program}, {engine}"
    yield f"GRANT EXECUTE ON FUNCTION {FUNCTION} TO {program}, {engine}"
    for table in tables():
        yield f"ALTER TABLE {table} OWNER TO {owner}"
        yield f"REVOKE ALL ON {table} FROM PUBLIC, {program}, {engine}"
        yield f"GRANT {', '.join(rights(table))} ON {table} TO {program}, {engine}"
    yield from open_to(engine)


def _name(db: Connection, name: str) -> str:
    return db.dialect.identifier_preparer.quote_identifier(name)
