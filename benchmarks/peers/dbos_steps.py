"""`DBOS`: a durable workflow for each case, each move a transaction of its data source.

All moves of a case run in one call of the workflow, which is kind to it: waiting for people in between
would cost messages. Its own tables lie in the same database; its threads for queues and recovery run.
"""

from collections.abc import Callable, Sequence
from typing import Any

from dbos import DBOS, SQLAlchemyDatasource
from sqlalchemy import Engine

from benchmarks.peers import rows


def job(engine: Engine, ids: Sequence[str], moves: int) -> Callable[[Sequence[str]], None]:
    """The moves of a batch; the rows are there."""
    url = engine.url.render_as_string(hide_password=False)
    DBOS(config={
        "name": "line", "system_database_url": url, "run_admin_server": False,
        "log_level": "ERROR",
    })  # fmt: skip
    source = SQLAlchemyDatasource.create(url, engine=engine.execution_options(immediate=True))

    @source.transaction()
    def move(case: str, event: str) -> None:
        rows.moved(source.sql_session(), case, _step, event)

    @DBOS.workflow()
    def line(case: str) -> None:
        for number in range(moves):
            move(case, f"m{number}")

    rows.prepare(engine, "dbos", ids)
    DBOS.launch()

    def run(batch: Sequence[str]) -> None:
        for one in batch:
            line(f"dbos/{one}")
        rows.require_arrived(engine, "dbos", batch, moves)

    return run


def _step(line: Any, event: str) -> None:
    if line.state != f"s{event[1:]}" or not all(getattr(line, name)() for name in rows.GUARDS):
        raise RuntimeError(event)
    line.state = f"s{int(event[1:]) + 1}"
