"""The bare floor: what a move cannot do without, through SQLAlchemy Core, with no read and no guard."""

import uuid
from collections.abc import Sequence

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    Table,
    Text,
    create_engine,
    event,
    insert,
    update,
)

from workflow.models import open_engine
from workflow.models.store import begin_sqlite

PAYLOAD = "x" * 190  # bytes of an audit row
tables = MetaData()
rows = Table(
    "floor_rows", tables, Column("id", Text, primary_key=True), Column("state", Text),
    Column("seq", Integer),
)  # fmt: skip
log = Table(
    "floor_log", tables, Column("id", Text, primary_key=True), Column("row", Text),
    Column("seq", Integer), Column("body", Text),
)  # fmt: skip


def opened(url: str) -> Engine:
    """An engine as SQLAlchemy makes it: BEGIN goes through Core, the pool does not ask its server.

    So the floor stays what it is, whatever the engine saves there.
    """
    engine = open_engine(url)
    if engine.dialect.name == "postgresql":
        return create_engine(engine.url)
    event.remove(engine, "begin", begin_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(db: Connection) -> None:
    db.exec_driver_sql("BEGIN IMMEDIATE")


def prepare(engine: Engine, ids: Sequence[str]) -> None:
    """A row for each case."""
    tables.create_all(engine)
    with engine.begin() as db:
        db.execute(insert(rows), [{"id": one, "state": "s", "seq": 0} for one in ids])


def run(engine: Engine, ids: Sequence[str], moves: int) -> None:
    """One UPDATE and one INSERT, committed, for every move of every row."""
    for one in ids:
        for step in range(moves):
            with engine.connect().execution_options(immediate=True) as db, db.begin():
                db.execute(update(rows).where(rows.c.id == one).values(state=f"s{step}", seq=step))
                db.execute(insert(log).values(id=uuid.uuid4().hex, row=one, seq=step, body=PAYLOAD))
