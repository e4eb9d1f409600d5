"""Restore (恢复): an archive back in a folder, verified there; what was lost is never passed over.

A restore that lies behind what signer or witness remember opens a new epoch, with two signatories
and a reason in its first leaf; otherwise nobody would sign or witness the log any more.
"""

import hashlib
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import update

from workflow.canonical import NotCanonical, parse
from workflow.commands.epochs import open_epoch, signatory
from workflow.commands.erasing_again import Erasing, erase_again
from workflow.durable import OWNER_ONLY
from workflow.errors import BadInput, JournalBroken, NotAvailable, Reason
from workflow.house import KEY_FILE, open_house
from workflow.journal import Actor, Desk, House, Order
from workflow.ledger.checkpoint import Checkpoint
from workflow.ledger.log import Log, Stored, end
from workflow.ledger.tree import root
from workflow.models import sessions
from workflow.queries.verify import verify
from workflow.upkeep.backup import CHUNK, DATABASE, FILES, KIND, MANIFEST
from workflow.upkeep.scrubbing import scrub
from workflow.upkeep.whole import whole_folder
from workflow.workdays import Calendar, local_day

ODD = (KeyError, TypeError, ValueError, AttributeError, NotCanonical, zipfile.BadZipFile)

RESTORER = Actor("restore", "恢复", "restore", "")  # acts only until it is asked who signs


@dataclass(frozen=True, slots=True)
class Turning:
    """Who answers for a new epoch (logins), and why; empty where none may be opened."""

    signatories: Sequence[str] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: entries and files; with a new epoch how many signed leaves are lost."""

    entries: int
    files: int
    lost: int = 0
    turn: str = ""  # the file to carry to signer and witnesses; "" where the log goes on
    erased: int = 0  # people whose erasure the backup did not know of


def restore(
    archive: Path, folder: Path, key: Path, calendar: Calendar, seen: Sequence[Checkpoint],
    turning: Turning, at: datetime, erased: Sequence[Erasing] = (),
) -> Restored:  # fmt: skip
    """Unpack into an empty folder, verify, and go on or open a new epoch.

    `seen`: the last heads that signer and witnesses remember; `erased`: the register of erasures,
    so that what the backup brings back is erased again. Raises BadInput, JournalBroken or
    NotAvailable, and then the folder is as it was.
    """
    if folder.exists() and any(folder.iterdir()):
        raise BadInput(f"“{folder.name}”不是空目录，恢复不覆盖已有内容")
    with whole_folder(folder) as part:
        files = _unpacked(archive, part)
        shutil.copyfile(key, part / KEY_FILE)
        (part / KEY_FILE).chmod(OWNER_ONLY)
        house = open_house(
            f"sqlite:///{part / DATABASE}", attachments=part / "attachments", calendar=calendar
        )
        try:
            told = _gone_on(house, part, files, seen, turning, at)
            return replace(told, erased=_erased_again(house, erased, turning, at))
        finally:
            house.engine.dispose()


def _gone_on(
    house: House, folder: Path, files: int, seen: Sequence[Checkpoint], turning: Turning,
    at: datetime,
) -> Restored:  # fmt: skip
    with house.reading() as desk:
        found = verify(desk)
        lost = _behind(desk, seen)
    if found.broken:
        raise JournalBroken(
            "\n".join(["备份校验不符，没有恢复", *(one.line() for one in found.broken)])
        )
    with house.desk() as desk:
        open_ones = sessions.c.closed_at == ""
        desk.db.execute(update(sessions).where(open_ones).values(closed_at=at.isoformat()))
        if lost is None:
            return Restored(found.entries, files)
        size = end(desk.db)[1]
        name = _turned(desk, folder, lost, turning, at)
    return Restored(found.entries, files, lost.size - size, name)


def _erased_again(
    house: House, told: Sequence[Erasing], turning: Turning, at: datetime
) -> int:
    """Erase whom the backup brought back, and what is left of them; how many."""
    count = 0
    for one in told:
        with house.desk() as desk:
            actors = [signatory(desk, name, local_day(at)) for name in turning.signatories]
            order = Order(f"erase-again-{one.id}", actors[0] if actors else RESTORER, at)
            count += erase_again(desk, order, one, actors) is not None
    if count:
        scrub(house)
    return count


def _behind(desk: Desk, seen: Sequence[Checkpoint]) -> Checkpoint | None:
    """The largest head known outside that the restored log does not reach; None where it does.

    Raises JournalBroken where the log is another one, BadInput where the epochs do not fit.
    """
    log, (epoch, size) = Log(desk.house.origin), end(desk.db)
    lost: Checkpoint | None = None
    for head in seen:
        if head.origin != log.name(epoch):
            raise BadInput(f"所见存证点属于“{head.origin}”，备份属于“{log.name(epoch)}”：请用同一代的备份")
        if head.size > size:
            lost = max(lost or head, head, key=lambda one: one.size)
        elif root(log.hash(desk.db, epoch), Stored(desk.db, epoch), head.size) != head.root:
            raise JournalBroken(f"备份的前{head.size}条与所见的存证点不符：日志被改写，没有恢复")
    return lost


def _turned(
    desk: Desk, folder: Path, last: Checkpoint, turning: Turning, at: datetime
) -> str:
    """Open the next epoch, and leave the file that tells signer and witnesses so."""
    epoch, size = end(desk.db)
    if not turning.signatories:
        raise NotAvailable("备份落后于已签署的存证", [Reason(
            "R-TRACE-02", f"已签署到{last.size}条，备份只有{size}条",
            "由两人签署并写明理由，另起新的一代（--signatory 两次、--reason）",
            ("组织部门负责人", "安全审计员"), "全程纪实有关规定；本系统存证办法",
        )])  # fmt: skip
    actors = [signatory(desk, one, local_day(at)) for one in turning.signatories]
    order = Order(f"epoch-{epoch + 1}", actors[0], at)
    turn = open_epoch(desk, order, "restore", last, actors, turning.reason)
    name = f"epoch-{epoch + 1}.json"
    (folder / name).write_bytes(turn.bytes())
    return name


def _unpacked(archive: Path, folder: Path) -> int:
    """Unpack what the list of the archive names, each as its digest says; how many attachments."""
    try:
        with zipfile.ZipFile(archive) as told:
            said: Mapping[str, Any] = parse(told.read(MANIFEST))
            names: Mapping[str, str] = said["files"]
            if said["kind"] != KIND or {*names, MANIFEST} != set(told.namelist()):
                raise BadInput("备份文件的清单与内容不符")
            for name, mark in names.items():
                _take(told, name, mark, folder)
    except ODD as error:
        raise BadInput(f"{archive.name} 不是完整的备份文件") from error
    return len(names) - 1


def _take(archive: zipfile.ZipFile, name: str, mark: str, folder: Path) -> None:
    if name != DATABASE and name != FILES + mark:  # no other name is ever written to
        raise BadInput("备份文件的清单与内容不符")
    target = folder / DATABASE if name == DATABASE else folder / FILES / mark[:2] / mark
    target.parent.mkdir(parents=True, exist_ok=True)
    seen = hashlib.sha256()
    with archive.open(name) as source, target.open("wb") as file:
        while part := source.read(CHUNK):
            seen.update(part)
            file.write(part)
    if seen.hexdigest() != mark:
        raise BadInput("备份文件已损坏：内容与清单的摘要不符")
