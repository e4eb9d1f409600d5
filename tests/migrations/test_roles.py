"""On PostgreSQL the program's role works with all it needs, and can change nothing recorded."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from linear import AT, OFFICE, linear_edition, linear_house
from program_role import Roles, roles_on
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from workflow.commands.cases import move
from workflow.commands.checkpoints import place_waiting
from workflow.commands.logins import end_sessions, open_session, set_password
from workflow.errors import BadInput
from workflow.journal import House, Order
from workflow.migrations.roles import assign, assigned, is_too_mighty, renew
from workflow.models import TABLES
from workflow.models.triggers import FOREVER
from workflow.queries.verify import verify

pytestmark = pytest.mark.parametrize("shared_url", ["postgresql"], indirect=True)
DENIED = "42501"  # insufficient privilege
ROWS = sorted(table.name for table in TABLES.values())


@pytest.fixture(scope="module")
def founded(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> House:
    """Two cases on a line of three moves, made by the database administrator."""
    return linear_house(shared_url, tmp_path_factory.mktemp("roles"), linear_edition(3), 2)[0]


@pytest.fixture(scope="module")
def admin(founded: House) -> Engine:
    """The database administrator's way to the house."""
    return founded.engine


@pytest.fixture(scope="module")
def roles(admin: Engine) -> Iterator[Roles]:
    """The roles of the house."""
    with roles_on(admin) as found:
        yield found


@pytest.fixture(scope="module")
def house(founded: House, roles: Roles) -> House:
    """The same house as the program comes to it."""
    return replace(founded, engine=roles.engine)


def test_the_program_does_its_work_under_its_role(house: House) -> None:
    for case in ("case0", "case1"):
        with house.desk() as desk:
            move(desk, Order(f"{case}-m0", OFFICE, AT), case, "m0", {})
    with house.desk() as desk:
        set_password(desk, "head", "hashed", AT)
        open_session(desk, "s", "head", ("organization_head", "dept"), AT)
        end_sessions(desk, "head", AT)
    assert place_waiting(house) > 0
    with house.reading() as desk:
        assert verify(desk).broken == ()


ATTEMPTS = [
    *(f"UPDATE {table} SET {column} = {column}" for table, column in (
        ("entries", "content"), ("entries", "id"), ("personal_values", "commitment"),
        ("commands", "id"), ("editions", "text"), ("leaves", "hash"), ("nodes", "hash"),
        ("instance", "value"), ("alembic_version", "version_num"), ("cases", "content"),
        ("cases", "head"), ("people", "seq"), ("unplaced", "entry"),
    )),
    *(f"DELETE FROM {table}" for table in (*FOREVER, *ROWS, "instance", "alembic_version")),
    *(f"TRUNCATE {table}" for table in (*FOREVER, *ROWS, "instance", "unplaced", "requests")),
    "ALTER TABLE entries DISABLE TRIGGER ALL", "DROP TRIGGER entries_refuse_change ON entries",
    "ALTER TABLE entries DISABLE TRIGGER entries_refuse_change",
    "ALTER TABLE entries RENAME TO was", "ALTER TABLE cases ADD COLUMN x TEXT", "DROP TABLE cases",
    "CREATE RULE none AS ON INSERT TO entries DO INSTEAD NOTHING",
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RETURN NEW; END $$",
    "ALTER FUNCTION refuse_change() RENAME TO was", "DROP FUNCTION entries_brought CASCADE",
    "SET session_replication_role = replica", "SET ROLE OWNER", "GRANT OWNER TO PROGRAM",
    "ALTER ROLE PROGRAM SUPERUSER",
    "CREATE TABLE entries2 (id TEXT)", "CREATE TEMPORARY TABLE entries (id TEXT)",
    "CREATE SCHEMA mine", "ALTER DATABASE HERE SET search_path = mine",
    "INSERT INTO cases (id, seq, head, content) VALUES ('x', 1, 'd', '{}')",
    "INSERT INTO unplaced VALUES ('x')",
    "INSERT INTO entries SELECT * FROM entries ON CONFLICT (id) DO UPDATE SET content = '{}'",
    "MERGE INTO entries USING commands c ON entries.id = c.entry WHEN MATCHED THEN DELETE",
]  # fmt: skip


@pytest.mark.parametrize("statement", ATTEMPTS)
def test_the_program_may_not(house: House, roles: Roles, statement: str) -> None:
    meant = {
        "OWNER": roles.owner,
        "PROGRAM": roles.program,
        "HERE": house.engine.url.database or "",
    }
    for word, name in meant.items():
        statement = re.sub(rf"\b{word}\b", name, statement)
    with pytest.raises(DBAPIError) as refused, house.engine.begin() as db:
        db.exec_driver_sql(statement)
    assert getattr(refused.value.orig, "sqlstate", None) == DENIED


def test_renaming_a_row_is_left_to_the_law(house: House) -> None:
    """The right to update an id is there to lock rows with; nothing can be done with it."""
    for name in ("cases", "people", "organizations"):
        with pytest.raises(DBAPIError, match="与全程纪实不符"), house.desk() as desk:
            desk.db.execute(text(f"UPDATE {name} SET id = 'x'"))


def filled(engine: Engine) -> list[str]:
    """The tables that are to keep what they hold, and hold something."""
    with engine.connect() as db:
        return [
            name for name in (*FOREVER, *ROWS) if db.scalar(text(f"SELECT 1 FROM {name} LIMIT 1"))
        ]


def test_replica_mode_opens_nothing_to_a_superuser(admin: Engine, house: House) -> None:
    place_waiting(house)
    names = filled(admin)
    assert len(names) >= 12 and {"entries", "leaves", "nodes", "cases"} <= set(names)
    for name in names:
        changed = "content = '{}'" if name in ROWS else "{0} = {0}".format(_first(admin, name))
        for statement in (
            f"DELETE FROM {name}",
            f"TRUNCATE {name} CASCADE",
            f"UPDATE {name} SET {changed}",
        ):
            if (name, statement[:6]) == ("personal_keys", "UPDATE"):
                continue  # a key may be wrapped anew
            with pytest.raises(DBAPIError, match=r"不得|不符"), admin.begin() as db:
                db.execute(text("SET LOCAL session_replication_role = replica"))
                db.execute(text(statement))


def _first(engine: Engine, name: str) -> str:
    with engine.connect() as db:
        return f'"{next(iter(db.execute(text(f"SELECT * FROM {name} LIMIT 1")).keys()))}"'


COPIED = (
    "INSERT INTO entries SELECT 'new', subject, {seq}, digest, 'd9', at, occurred_on, kind, account, "
    "duty, 'k9', act, activity, about, province, case_year, "
    "CAST(CAST(content AS jsonb) || '{{\"state\": \"s9\"}}' AS text), body "
    "FROM entries WHERE subject = 'case:case0' ORDER BY seq DESC LIMIT 1"
)


def test_in_replica_mode_the_chain_is_kept_and_rows_follow(admin: Engine) -> None:
    with admin.connect() as db:
        db.execute(text("SET LOCAL session_replication_role = replica"))
        with pytest.raises(DBAPIError, match="不衔接"), db.begin_nested():
            db.execute(text(COPIED.format(seq="seq + 2")))
        db.execute(text(COPIED.format(seq="seq + 1")))
        assert db.scalar(text("SELECT state FROM cases WHERE id = 'case0'")) == "s9"
        assert db.scalar(text("SELECT 1 FROM unplaced WHERE entry = 'new'")) == 1
        db.rollback()


def test_a_temporary_table_of_the_same_name_takes_nothing_in(admin: Engine) -> None:
    with admin.connect() as db:
        for name in ("cases", "unplaced"):
            db.execute(text(f"CREATE TEMPORARY TABLE {name} AS SELECT * FROM public.{name}"))
        db.execute(text(COPIED.format(seq="seq + 1")))
        assert db.scalar(text("SELECT state FROM public.cases WHERE id = 'case0'")) == "s9"
        assert db.scalar(text("SELECT 1 FROM public.unplaced WHERE entry = 'new'")) == 1
        db.rollback()


def test_roles_are_assigned_once_and_renewed_with_the_schema(
    admin: Engine, house: House, roles: Roles
) -> None:
    with admin.begin() as db:
        assert assigned(db) == (roles.owner, roles.program)
        db.execute(text(f"GRANT ALL ON entries TO {roles.program}"))
        renew(db)
        for owner, program in ((roles.owner, roles.owner), ("postgres", roles.program)):
            with pytest.raises(BadInput, match="角色须是两个"):
                assign(db, owner, program)
    with pytest.raises(DBAPIError), house.engine.begin() as db:
        db.execute(text("DELETE FROM entries"))


def test_who_could_switch_the_laws_off_is_no_role_of_the_program(
    admin: Engine, house: House, roles: Roles
) -> None:
    mighty = f"mighty_{roles.program}"
    with admin.connect() as db:
        assert is_too_mighty(db)
        db.execute(text("ALTER TABLE instance DISABLE TRIGGER USER"))
        db.execute(text("DELETE FROM instance WHERE key LIKE 'role/%'"))
        for role in ("SUPERUSER", "CREATEROLE", f"IN ROLE {roles.owner}"):
            with db.begin_nested() as undone:
                db.execute(text(f"CREATE ROLE {mighty} {role}"))
                with pytest.raises(BadInput, match="不能作为程序的角色"):
                    assign(db, roles.owner, mighty)
                undone.rollback()
        db.rollback()
    with house.engine.connect() as db:
        assert not is_too_mighty(db)
