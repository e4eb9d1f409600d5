"""Proposals of a veto (一票否决提议): those still open, and what meetings did with one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from workflow.dossier import PersonFile, VetoItem
from workflow.journal import Desk
from workflow.journal.fold import item_words, person_file
from workflow.journal.read import Record, histories, history
from workflow.models import TABLES
from workflow.queries.meetings import sittings


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal that waits for a meeting and for its confirmation."""

    person: PersonFile
    veto: str
    item: str
    on: date


def open_proposals(desk: Desk) -> Iterator[Proposal]:
    """Every open proposal on file; on whom, is for those to see who may know of the person."""
    table = TABLES["person"].c
    held = desk.db.scalars(select(table.id).where(table.standing == "held").order_by(table.id))
    for subject, records in histories(desk, [f"person:{one}" for one in held]).items():
        file = person_file(subject.partition(":")[2], records)
        for one in proposals(file, records):
            yield Proposal(file, one.data["veto"], item_words(one.values), one.on)


def proposals(file: PersonFile, records: Sequence[Record]) -> list[Record]:
    """A person's proposals whose hold still stands: neither confirmed nor found without ground."""
    standing = {hold.id for hold in file.holds}
    return [
        one for one in records
        if one.kind == "standing" and one.data["act"] == "propose_veto"
        and one.data["veto"] in standing
    ]  # fmt: skip


def items_on(desk: Desk, person: str, veto: str) -> list[VetoItem]:
    """All that meetings have on record of a proposal, corrections too, in the order of the meetings."""
    told = {one.data["veto"]: one.on.isoformat() for one in history(desk, f"person:{person}")
            if one.kind == "standing" and one.data["act"] == "propose_veto"}  # fmt: skip
    if veto not in told:
        return []
    table = TABLES["meeting"].c
    ids = desk.db.scalars(select(table.id).where(
        table.state == "held", table.held_on >= told[veto]
    ))  # fmt: skip
    found = [item for one in sittings(desk, ids) for item in one.vetoes
             if (item.person, item.veto) == (person, veto)]  # fmt: skip
    return sorted(found, key=lambda one: (one.meeting.held_on, one.act.at, one.act.seq))


def voted_on(desk: Desk, person: str, veto: str) -> dict[str, str]:
    """The meetings that have an item on this veto, the latest first: id → body and day."""
    found = reversed(items_on(desk, person, veto))
    return {one.meeting.id: f"{one.meeting.body.name} {one.meeting.held_on}" for one in found}
