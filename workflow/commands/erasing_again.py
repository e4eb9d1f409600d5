"""Erasing once more (再次依法删除): a restore from before an erasure brings back what was erased.

The entries of the erasure are lost with the rest, so it is carried out anew on the word of the
register that was kept beside the backups, by an entry that names the first one.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import select

from workflow.canonical import NotCanonical, leaf, parse
from workflow.commands.changing import content_of
from workflow.commands.epochs import require_signatories
from workflow.commands.erasing import NEEDED, carry_out
from workflow.errors import BadInput
from workflow.journal import Actor, Desk, Order, lock
from workflow.journal.write import Entry
from workflow.models import entries, erased

ACTS = ("propose_erasure", *["approve_erasure"] * NEEDED, "erase")
ODD = (LookupError, TypeError, ValueError, AttributeError, NotCanonical)


@dataclass(frozen=True, slots=True)
class Erasing:
    """An erasure as its entries tell it: the proposal, two approvals, the erasure itself."""

    bodies: tuple[bytes, ...]

    @property
    def id(self) -> str:
        """The digest of the entry that erased."""
        return leaf(self.bodies[-1])

    @property
    def person(self) -> str:
        """Of whom."""
        return str(parse(self.bodies[-1])["subject"]).partition(":")[2]


def erasures(desk: Desk) -> list[Erasing]:
    """Every erasure that was decided here, with the entries that it rests on.

    One that was carried out again rests on the register, which has it already.
    """
    ids = select(erased.c.entry).distinct()
    people = select(entries.c.subject).where(entries.c.id.in_(ids)).distinct()
    query = (
        select(entries.c.subject, entries.c.body)
        .where(entries.c.subject.in_(people), entries.c.kind == "erase")
        .order_by(entries.c.subject, entries.c.seq)
    )
    found: dict[str, list[bytes]] = {}
    for subject, body in desk.db.execute(query).tuples():
        found.setdefault(subject, []).append(body)
    told = [Erasing(tuple(bodies[-len(ACTS):])) for bodies in found.values()]
    return [one for one in told if "again" not in parse(one.bodies[-1])["data"]]


def require_told(one: Erasing) -> None:
    """Refuse what is no erasure of one person, proposed by one and approved by two others. BadInput."""
    try:
        told = [parse(body) for body in one.bodies]
        acts = tuple(body["data"]["act"] for body in told)
        same = {(body["subject"], body["data"]["erasure"]) for body in told}
        people = {body["actor"]["account"] for body in told[:-1]}
        duties = {body["actor"]["duty"] for body in told[1:-1]}
        approved = told[-1]["data"]["approved"]
    except ODD as error:
        raise BadInput("删除登记已损坏") from error
    whole = acts == ACTS and len(same) == 1
    if not whole or (len(people), len(duties)) != (NEEDED + 1, NEEDED) or (
        approved != [leaf(body) for body in one.bodies[1:-1]]
    ):  # fmt: skip
        raise BadInput("删除登记所载不是一人提请、两人审批的删除")


def erase_again(
    desk: Desk, order: Order, told: Erasing, signatories: Sequence[Actor]
) -> Entry | None:
    """Carry out an erasure that a restore undid; None where its person is not there or erased.

    Raises BadInput for what is no erasure, NotAvailable without the two signatories of a restore.
    """
    require_told(told)
    person = told.person
    said = content_of(desk, f"person:{person}")
    if not said or said.get("erased_on"):
        return None
    require_signatories(desk, order, signatories)
    lock(desk, [f"person:{person}"], order.seen)
    first = parse(told.bodies[-1])["data"]
    kept = {key: first[key] for key in ("erasure", "basis", "article", "approved")}
    signed = [asdict(one) for one in signatories]
    return carry_out(desk, order, person, {**kept, "again": told.id, "signatories": signed})
