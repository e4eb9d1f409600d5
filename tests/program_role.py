"""A house on PostgreSQL with its two roles (数据库角色), and the program's way in."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine, make_url, text

from workflow.migrations import require_present
from workflow.migrations.roles import assign
from workflow.models import open_engine
from workflow.models.sight import engine_of


@dataclass(frozen=True, slots=True)
class Roles:
    """The names of the roles, which are of the whole server, and the database as the program sees it."""

    owner: str
    program: str
    engine: Engine


@contextmanager
def roles_on(admin: Engine) -> Iterator[Roles]:
    """Assign roles of their own to a database; they are taken away afterwards."""
    mark = uuid.uuid4().hex[:8]
    owner, program = f"owner_{mark}", f"program_{mark}"
    with admin.begin() as db:
        assign(db, owner, program)
        db.execute(text(f"ALTER ROLE {program} PASSWORD 'x'"))
    url = make_url(admin.url.render_as_string(False)).set(username=program, password="x")
    engine = open_engine(url.render_as_string(False))
    with engine.connect() as db:
        require_present(db)
    yield Roles(owner, program, engine)
    engine.dispose()
    with admin.begin() as db:
        db.execute(text(f"REASSIGN OWNED BY {owner} TO CURRENT_USER"))
        db.execute(text(f"DROP OWNED BY {owner}, {program}, {engine_of(program)}"))
        db.execute(text(f"DROP ROLE {owner}, {program}, {engine_of(program)}"))
