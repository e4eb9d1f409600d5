"""A house that its own keeper will forge (被伪造的库): witnessed twice, gone on, with two old backups.

The database has no triggers any more, as for somebody who holds its file.
"""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from lawless import disarm
from linear import OFFICE, linear_edition, linear_house
from sqlalchemy import select

from workflow import attachments
from workflow.commands.checkpoints import keep_receipt, sign_head
from workflow.commands.heads import commit_heads
from workflow.house import open_house
from workflow.journal import House, Order
from workflow.journal.write import Draft, append
from workflow.ledger.checkpoint import read_checkpoint
from workflow.ledger.hashing import hash_named
from workflow.ledger.holder import Holder
from workflow.ledger.keys import make_key
from workflow.ledger.log import Log
from workflow.ledger.note import COSIGNATURE
from workflow.ledger.tree import Kept, consistency
from workflow.models import (
    leaves,
)

HASH = hash_named("sha256")
BEGINS = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
WITNESS = "shenji.example/w1"
NOTE = "note"  # the act of the entries that are forged


@dataclass(frozen=True, slots=True)
class Base:
    """The honest house in its folder: how many leaves each of the two witnesses' rounds saw."""

    folder: Path
    first: int
    witnessed: int
    calendar: Any


def built(folder: Path) -> Base:
    """Six days: after the second and the fourth a witness signs, after the sixth nobody."""
    house = linear_house(f"sqlite:///{folder / 'cadre.db'}", folder, linear_edition(4), 3)[0]
    log = Holder(make_key(folder / "log.key", Log(house.origin).name(1)), folder / "log.state", HASH)
    other = Holder(make_key(folder / "w.key", WITNESS, COSIGNATURE), folder / "w.state", HASH)
    sizes = []
    for day in range(6):
        at = BEGINS + timedelta(days=day)
        write_day(house, day, at)
        if day == 4:
            kept(house, folder / "late.db")
        if day % 2:
            sizes.append(closed(house, log, other, at + timedelta(hours=9), day < 5))
        if day == 1:
            kept(house, folder / "early.db")
            shutil.copy(folder / "log.state", folder / "early.state")
    kept(house, folder / "armed.db")
    told = Base(folder, sizes[0], sizes[1], house.calendar)
    house.engine.dispose()
    for name in ("cadre.db", "early.db", "late.db"):
        without_laws(told, folder / name)
    return told


def write_day(house: House, day: int, at: datetime) -> None:
    """What happens on a day: notes with a paper, personal values, a move, on the last days a new case."""
    paper = attachments.put(house.attachments, f"第{day}日的材料\n".encode(), "材料.txt")
    with house.desk() as desk:
        for number in range(3):
            for hour in range(2):
                order = Order(f"{day}-{number}-{hour}", OFFICE, at + timedelta(minutes=10 * hour + number))
                append(desk, order, Draft(
                    f"case:case{number}", "record", {"act": NOTE, "text": f"第{day}日{hour}"},
                    values={"says": f"谈话{day}{hour}"}, person=f"p{number}", attachments=(paper,),
                    read={f"person:p{number}": 1, f"case:case{(number + 1) % 3}": 1},
                ))  # fmt: skip
        order = Order(f"{day}-move", OFFICE, at + timedelta(hours=1))
        append(desk, order, Draft("case:case0", "move", {"move": "m"}, {"state": f"s{day % 4}"}))
        if day > 3:
            append(desk, order, Draft(f"case:late{day}", "record", {"act": NOTE, "text": "新"}, {
                "number": f"9{day}", "state": "s0", "person": "p0",
            }))  # fmt: skip
    with house.desk() as desk:  # over all of the day, which has its places now
        commit_heads(desk, at + timedelta(hours=8))


def closed(house: House, log: Holder, witness: Holder, at: datetime, seen: bool) -> int:
    """Sign the head, and have a witness see it; gives its size."""
    with house.desk() as desk:
        note = sign_head(desk, log, at)
        size = read_checkpoint(note).size
        if seen:
            proof = Kept(HASH)  # the witness gets the leaves here, a parcel has its own tests
            for row in desk.db.execute(select(leaves.c.hash).order_by(leaves.c.position)):
                proof.append(row.hash)
            back = witness.witness(note, log.signer.key, _since(witness, proof, size), at)
            keep_receipt(desk, back, witness.signer.key)
            witness.state.with_name("receipt").write_text(str(back), encoding="utf-8")
    return size


def _since(witness: Holder, tree: Kept, size: int) -> list[bytes]:
    last = witness.last().size
    return consistency(HASH, tree, last, size) if last else []


def kept(house: House, path: Path) -> None:
    """A backup of the database."""
    with house.engine.connect() as db:
        db.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(str(house.engine.url.database), path)


def without_laws(base: Base, path: Path) -> None:
    """Take the laws of the database away."""
    house = opened(base, path)
    with house.engine.begin() as db:
        disarm(db)
    kept(house, path.with_suffix(".plain"))
    house.engine.dispose()
    path.with_suffix(".plain").replace(path)


def opened(base: Base, path: Path) -> House:
    """The house on a database file of a folder."""
    return open_house(
        f"sqlite:///{path}", attachments=path.parent / "attachments", calendar=base.calendar
    )
