"""Whatever ends a COMMIT or a connection: one entry, and no answer before a standby has it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from linear import AT, OFFICE, linear_edition, linear_house
from pooled import pooled
from sqlalchemy import create_engine, func, select, text

from workflow.commands.cases import move
from workflow.errors import DatabaseAway, NotReplicated
from workflow.journal import Desk, House, Order, Patience
from workflow.journal.write import Entry
from workflow.models import entries

WAIT = 30
PATIENCE = Patience(WAIT, time.monotonic, time.sleep)
pytestmark = pytest.mark.parametrize("url", ["postgresql"], indirect=True)


@pytest.fixture(params=["straight", pytest.param("pgbouncer", marks=pytest.mark.nightly)])
def house(request: pytest.FixtureRequest, url: str, tmp_path: Path) -> Iterator[House]:
    """The house, reached straight or through a PgBouncer that lends a connection for a transaction."""
    with nullcontext(url) if request.param == "straight" else pooled(url) as through:
        made = linear_house(through, tmp_path, linear_edition(1), 1)[0]
        yield made
        made.engine.dispose()


def step(desk: Desk) -> Entry:
    return move(desk, Order("once", OFFICE, AT), "case0", "m0")


def moves_of(house: House) -> int:
    with house.reading() as desk:
        told = select(func.count()).where(
            entries.c.subject == "case:case0", entries.c.kind == "move"
        )
        return desk.db.scalar(told) or 0


class Server:
    """The server as its administrator sees it."""

    def __init__(self, url: str) -> None:
        self._engine = create_engine(url, isolation_level="AUTOCOMMIT")

    def say(self, words: str) -> object:
        with self._engine.connect() as db:
            return db.scalar(text(words)) if words.startswith("SELECT") else db.execute(text(words))

    def waiting(self) -> int:
        """The backend that waits for a standby, as soon as there is one."""
        for _ in range(WAIT * 50):
            found = self.say(
                "SELECT pid FROM pg_stat_activity"
                " WHERE wait_event = 'SyncRep' AND datname = current_database()"
            )
            if isinstance(found, int):
                return found
            time.sleep(0.02)
        raise AssertionError("nobody waits for a standby")

    @contextmanager
    def without_its_standby(self) -> Iterator[None]:
        self.say("ALTER SYSTEM SET synchronous_standby_names = 'gone'")
        self.say("SELECT pg_reload_conf()")
        try:
            yield
        finally:
            self.say("ALTER SYSTEM RESET synchronous_standby_names")
            self.say("SELECT pg_reload_conf()")


def beside(job: Callable[[], object]) -> tuple[threading.Thread, list[object]]:
    told: list[object] = []

    def run() -> None:
        try:
            told.append(job())
        except DatabaseAway as error:
            told.append(type(error))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread, told


@pytest.mark.parametrize(
    ("how", "said"), [("pg_cancel_backend", NotReplicated), ("pg_terminate_backend", DatabaseAway)]
)
def test_a_commit_whose_wait_was_ended_is_answered_once_a_standby_has_it(
    url: str, house: House, how: str, said: type[DatabaseAway]
) -> None:
    server = Server(url)
    at_once = Patience(0, time.monotonic, time.sleep)
    with server.without_its_standby():
        first, told = beside(lambda: house.carry_out(step, at_once))
        server.say(f"SELECT {how}({server.waiting()})")
        first.join(WAIT)
        assert told == [said]
        again, answer = beside(lambda: house.carry_out(step, PATIENCE).seq)
        server.waiting()  # what is answered from the record waits for a standby as well
        assert answer == []
    again.join(WAIT)
    assert answer == [2]
    assert moves_of(house) == 1


def test_a_backend_that_dies_before_the_commit_leaves_one_entry(house: House, url: str) -> None:
    server, died = Server(url), list[int]()

    def command(desk: Desk) -> Entry:
        entry = step(desk)
        if not died:
            died.append(desk.db.scalar(select(func.pg_backend_pid())) or 0)
            server.say(f"SELECT pg_terminate_backend({died[0]})")
        return entry

    assert house.carry_out(command, PATIENCE).seq == 2
    assert moves_of(house) == 1


def test_connections_that_died_in_the_pool_are_replaced(house: House, url: str) -> None:
    moves_of(house)  # leaves a connection in the pool
    Server(url).say(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    time.sleep(0.5)  # a pool between hears of it as well, and only then looks for others
    assert moves_of(house) == 0


def test_a_server_that_only_reads_is_left(house: House) -> None:
    seen: list[object] = []

    def command(desk: Desk) -> Entry:
        seen.append(desk.db.connection.dbapi_connection)
        if len(seen) == 1:
            desk.db.execute(text("SET TRANSACTION READ ONLY"))
        return step(desk)

    assert house.carry_out(command, PATIENCE).seq == 2
    assert seen[0] is not seen[1]
