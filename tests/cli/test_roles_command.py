"""What `cadre roles` says; what it does stands in tests/migrations."""

import uuid
from pathlib import Path

import pytest
from cadre_runs import Cadre
from sqlalchemy import create_engine, text


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_on_sqlite_there_are_no_roles(cadre: Cadre, plain: Path, url: str) -> None:
    cadre("init", "--definitions", plain, "--db", url)
    ran = cadre("roles", "--db", url)
    assert (ran.code, ran.out) == (2, "") and "只有 PostgreSQL 有角色" in ran.err


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_roles_are_named_and_the_next_step_is_told(cadre: Cadre, plain: Path, url: str) -> None:
    db = ("--db", url.replace("+psycopg", ""))
    owner, program = (f"{one}_{uuid.uuid4().hex[:8]}" for one in ("o", "p"))
    cadre("init", "--definitions", plain, *db)
    for _ in range(2):
        ran = cadre("roles", *db, "--owner", owner, "--program", program)
        assert (ran.code, ran.err) == (0, "")
        assert f"\\password {program}" in ran.out
    assert cadre("upgrade", *db).code == 0
    with create_engine(url).begin() as admin:
        admin.execute(text(f"REASSIGN OWNED BY {owner} TO CURRENT_USER"))
        admin.execute(text(f"DROP OWNED BY {owner}, {program}, {program}_engine"))
        admin.execute(text(f"DROP ROLE {owner}, {program}, {program}_engine"))
