"""A drill of pgBackRest (备份与按时刻恢复演练): three nodes, a full and an incremental backup under writers, a
primary killed between them, and a moment restored.

    python -m deploy.cluster.moment [--folder DIR] [--part 78]

Exit code 0: what had been answered before the moment is there, what was begun after it is not, and
`cadre journal verify` agrees with the restored record. It needs pgbackrest and a PostgreSQL of the same
distribution, beside what loopback.py needs.
"""

import argparse
import logging
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text

from deploy.cluster.checks import compare, verify
from deploy.cluster.drill import KILL, perform, writing
from deploy.cluster.house import PROGRAM, WRITERS, driven, founded, leads, opened
from deploy.cluster.keeper import Keeper, keeping, said
from deploy.cluster.loopback import Cluster, cluster, end_cleanly, give, wait_until
from deploy.cluster.network import PART
from deploy.cluster.report import row
from deploy.cluster.restored import PORT, started
from deploy.cluster.writers import Record
from workflow.commands.checkpoints import place_waiting
from workflow.house import open_house
from workflow.journal import House

LATER = 20 * WRITERS  # answers after the moment, at least


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment as PostgreSQL writes it, and between which two it lies on the clock of the writers."""

    written: str
    before: float
    after: float


def drill(folder: Path, part: int) -> bool:
    """Back up under writers, restore a moment, count; whether nothing is wrong."""
    folder.chmod(0o755)
    with (
        cluster(folder, part=part, packaged=True) as nodes,
        keeping(nodes, folder / "keeper") as keeper,
    ):
        own = folder / "house"
        own.mkdir()
        password = founded(nodes, own)
        house, edition = opened(nodes.url(PROGRAM, password, "cadre"), own)
        with writing(house, edition) as record:
            moment = _written(nodes, keeper, record)
        while place_waiting(house):
            pass
        _timed("日志送到备份机（check）", lambda: keeper.say("check"))
        print(keeper.say("info"), flush=True)
        good = _restored(nodes, folder / "moment", house, password, record, moment)
        house.engine.dispose()
    return good


def _written(nodes: Cluster, keeper: Keeper, record: Record) -> Moment:
    """Two backups with a failover between them, a moment, and what is written after it."""
    wait_until(lambda: len(record.answers) > LATER, "写入平稳")
    _timed("全量备份", lambda: keeper.say("backup", "--type=full"))
    print(row(1, perform(KILL, nodes, record), record), flush=True)
    _timed("增量备份", lambda: keeper.say("backup", "--type=incr"))
    moment = _now(nodes)
    wait_until(lambda: record.since(moment.after) > LATER, "此后继续写入")
    return moment


def _now(nodes: Cluster) -> Moment:
    engine = create_engine(
        driven(nodes.url("postgres", nodes.passwords["superuser_password"], "cadre"))
    )
    with engine.connect() as db:
        before = time.monotonic()
        written = db.scalar(text("SELECT clock_timestamp()::text"))
        after = time.monotonic()
    engine.dispose()
    return Moment(str(written), before, after)


def _timed(what: str, work: Callable[[], object]) -> None:
    begun = time.monotonic()
    try:
        work()
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"{what}：{error.stdout}{error.stderr}") from error
    print(f"{what}：{time.monotonic() - begun:.1f} 秒", flush=True)


def _restored(
    nodes: Cluster, where: Path, house: House, password: str, record: Record, moment: Moment
) -> bool:
    """Restore the moment on a standby's machine, beside its database, and compare; whether it is right."""
    standby = next(node for node in nodes.nodes if node is not nodes.primary())
    where.mkdir(mode=0o700)
    if standby.as_user:
        give(where)
    # Without --archive-mode=off what was restored would hand a history of its own in with the others.
    _timed("恢复文件", lambda: said(
        standby.prefix, standby.surroundings, standby.folder, f"--pg1-path={where}", "--type=time",
        f"--target={moment.written}", "--target-action=promote", "--archive-mode=off", "restore",
    ))  # fmt: skip
    own, admin = (
        f"postgresql://{user}:{secret}@/cadre?host={where}&port={PORT}"
        for user, secret in (
            (PROGRAM, password),
            ("postgres", nodes.passwords["superuser_password"]),
        )
    )
    begun = time.monotonic()
    with started(standby.prefix, nodes.bin, where, where.with_suffix(".log"), standby.surroundings):
        wait_until(lambda: leads(admin), "恢复到那一时刻")
        print(f"重放到那一时刻：{time.monotonic() - begun:.1f} 秒", flush=True)
        agrees, told = verify(own, house.attachments.parent)
        there = open_house(driven(own), attachments=house.attachments, calendar=house.calendar)
        good = counted(there, record, moment)
        there.engine.dispose()
    print(f"cadre journal verify：{'相符' if agrees else '不符'}　{told}", flush=True)
    return good and agrees and not (record.refused or record.away)


def counted(there: House, record: Record, moment: Moment) -> bool:
    """Compare what is there with what was answered before and after the moment; whether it is that moment."""
    earlier = [one for one in record.answers if one.at <= moment.before]
    after = [one for one in record.answers if one.at > moment.after]
    before = compare(there, earlier)
    absent = len(compare(there, after).lost)
    print(
        f"时刻 {moment.written}：此前答复 {len(earlier)} 条，缺 {len(before.lost)}，"
        f"重复 {before.twice}，断号 {before.gaps}；此后答复 {len(after)} 条，不在其中 {absent}",
        flush=True,
    )
    # Each writer had at most one command in hand at that moment: it may be on either side.
    return before.is_good and LATER <= len(after) <= absent + WRITERS


def main() -> None:
    """The command line."""
    told = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    told.add_argument("--folder", type=Path, help="an empty folder; a temporary one by default")
    told.add_argument("--part", type=int, default=PART)
    wanted = told.parse_args()
    end_cleanly()
    logging.getLogger("web.placing").setLevel(
        logging.ERROR
    )  # it warns whenever the primary is away
    with tempfile.TemporaryDirectory(prefix="cadre-moment") as temporary:
        folder = wanted.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        good = drill(folder.resolve(), wanted.part)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
