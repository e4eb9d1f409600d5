"""An instance with its signer and witness, backed up and restored (备份与恢复)."""

import uuid
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from linear import AT, CALENDARS, OFFICE

from workflow.commands.cases import move
from workflow.commands.checkpoints import keep_receipt, parcel_for, place_waiting, sign_head
from workflow.commands.heads import commit_heads
from workflow.house import open_house
from workflow.journal import Actor, House, Order
from workflow.ledger.checkpoint import Checkpoint
from workflow.ledger.epochs import Turn, read_turn
from workflow.ledger.hashing import hash_named
from workflow.ledger.holder import Holder, last_in
from workflow.ledger.keys import load_key
from workflow.ledger.note import COSIGNATURE
from workflow.upkeep.backup import MANIFEST, backup
from workflow.upkeep.restore import Restored, Turning, restore
from workflow.workdays import load

WATCH = Actor("watch", "安全审计", "audit_admin", "dept")
CHIEF = Actor("chief", "科长", "cadre_chief", "dept")
CALENDAR = load(CALENDARS)
DAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SIGNED = Turning(("head", "watch"), "机房失火，恢复到昨日备份")


@dataclass(slots=True)
class Site:
    """An instance, who signs and who witnesses its log."""

    folder: Path
    hash_name: str = "sha256"

    @property
    def house(self) -> House:
        return opened(self.folder / "here")

    def holder(self, name: str, kind: int) -> Holder:
        key = load_key(self.folder / f"{name}.key", kind)
        return Holder(key, self.folder / f"{name}.state", hash_named(self.hash_name))

    @property
    def log(self) -> Holder:
        return self.holder("log", 1)

    @property
    def witness(self) -> Holder:
        return self.holder("witness", COSIGNATURE)

    def sign(self, house: House, at: datetime = DAY) -> None:
        """Heads of the day, all placed, signed, witnessed and the receipt kept."""
        with house.desk() as desk:
            commit_heads(desk, at)
        place_waiting(house)
        with house.desk() as desk:
            sign_head(desk, self.log, at)
        with house.desk() as desk:
            told = parcel_for(desk, "w/1")
            note = self.witness.witness(told.note, self.log.signer.key, told.proof, at)
            keep_receipt(desk, note, self.witness.signer.key)

    def states(self) -> list[Checkpoint]:
        return [last_in(self.folder / f"{name}.state") for name in ("log", "witness")]


def opened(folder: Path) -> House:
    return open_house(
        f"sqlite:///{folder / 'cadre.db'}", attachments=folder / "attachments", calendar=CALENDAR
    )


def order(actor: Actor, at: datetime = AT) -> Order:
    return Order(uuid.uuid4().hex, actor, at)


def moved(house: House, day: int, *steps: tuple[str, str]) -> None:
    for case, name in steps:
        with house.desk() as desk:
            move(desk, order(OFFICE, DAY.replace(day=day)), case, name)


def backed(site: Site) -> Path:
    backup(site.house, site.folder / "b.zip", DAY)
    return site.folder / "b.zip"


def restored(
    site: Site, seen: list[Checkpoint] | None = None, turning: Turning = SIGNED, name: str = "new"
) -> Restored:
    return restore(
        site.folder / "b.zip", site.folder / name, site.folder / "here" / "values.key", CALENDAR,
        site.states() if seen is None else seen, turning, DAY,
    )  # fmt: skip


def behind(site: Site) -> Turn:
    """Backed up, then worked on and signed; the restore lies behind. Gives what turned the log."""
    backed(site)
    house = site.house
    moved(house, 2, ("case0", "m0"), ("case0", "m1"))
    site.sign(house, DAY.replace(day=3))
    told = restored(site)
    assert (told.turn, told.lost) == ("epoch-2.json", 3)
    return read_turn((site.folder / "new" / told.turn).read_bytes())


def is_whole(path: Path) -> bool:
    """Whether an archive has its list, and every file as it was written."""
    with zipfile.ZipFile(path) as archive:
        return archive.testzip() is None and MANIFEST in archive.namelist()
