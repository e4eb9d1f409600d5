"""Prompts of supervision (监督工作提示单): what was asked of which organization, by when, what came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, false, or_, select

from workflow import authority
from workflow.authority.table import DO, READERS
from workflow.errors import NotAuthorised, NotFound
from workflow.journal import Actor, Desk
from workflow.journal.read import Record, histories
from workflow.models import TABLES, beneath, entries

# Who is asked to reply at an organization, by its kind; each a duty of DO["reply_prompt"].
USUAL = ("unit_secretary", "discipline_secretary")
REPLY_AT = {
    "committee": ("committee_secretary",), "department": ("organization_head", "unit_secretary"),
}  # fmt: skip
OPEN, REPLIED, CLOSED = "open", "replied", "closed"
_own = TABLES["prompt"].c
_places = TABLES["organization"].c


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt with all its entries; `due_on`: the day by which the open reply is due."""

    id: str
    number: str
    organization: str
    issuer: str  # the organization that issued it
    due_on: str
    state: str
    seq: int
    records: tuple[Record, ...]

    @property
    def issued(self) -> Record:
        """The entry by which it was issued."""
        return self.records[0]

    def is_late(self, today: date) -> bool:
        """Whether it still waits for its reply after the due day."""
        return self.state == OPEN and self.due_on < today.isoformat()

    @property
    def replies(self) -> tuple[Record, ...]:
        """The replies, the first one first."""
        return tuple(one for one in self.records if one.data["act"] == "reply_prompt")


def prompts(desk: Desk, actor: Actor, day: date, state: str = "") -> list[Prompt]:
    """The prompts that the actor issued, is asked by, or watches; the nearest due day first."""
    wanted = [sight(desk, actor, day)]
    if state == "late":
        wanted += [_own.state == OPEN, _own.due_on < day.isoformat()]
    elif state:
        wanted.append(_own.state == state)
    return _read(desk, wanted)


def prompt(desk: Desk, actor: Actor, day: date, id: str) -> Prompt:
    """One prompt; raises NotFound unless it is one of `prompts`."""
    found = _read(desk, [_own.id == id, sight(desk, actor, day)])
    if not found:
        raise NotFound()
    return found[0]


def sight(desk: Desk, actor: Actor, day: date) -> ColumnElement[bool]:
    """Issued by the actor's office or one below it, or asked of the actor; auditors see all."""
    try:
        authority.require_duty(desk, actor, day)
    except NotAuthorised:
        return false()
    mine = authority.path(desk, actor.organization) or "-"  # below an unknown one lies nothing
    below = select(_places.id).where(beneath(_places.path, mine))
    seen: list[ColumnElement[bool]] = [false()]
    if actor.duty in READERS:
        return _own.id != ""
    if actor.duty in DO["issue_prompt"]:
        seen.append(_own.issuer.in_(below))
    if actor.duty in DO["reply_prompt"]:
        seen.append(_own.organization.in_(below.where(_of_kind(actor.duty))))
    return or_(*seen)


def _of_kind(duty: str) -> ColumnElement[bool]:
    """The condition that a duty is asked at an organization, by the kind of that one."""
    kinds = [kind for kind, duties in REPLY_AT.items() if duty in duties]
    named = _places.kind.in_(kinds)
    return or_(named, _places.kind.not_in(list(REPLY_AT))) if duty in USUAL else named


def asked_at(kind: str) -> tuple[str, ...]:
    """The duties that are asked to reply at an organization of that kind."""
    return REPLY_AT.get(kind, USUAL)


def _read(desk: Desk, wanted: Sequence[ColumnElement[bool]]) -> list[Prompt]:
    subject: ColumnElement[Any] = "prompt:" + _own.id
    rows = desk.db.execute(
        select(
            _own.id, _own.number, _own.organization, _own.issuer, _own.due_on, _own.state, _own.seq
        )
        .join_from(TABLES["prompt"], entries, entries.c.subject == subject)
        .where(entries.c.seq == 1, *wanted)
        .order_by(_own.state == CLOSED, _own.due_on, entries.c.at)
    ).all()
    told = histories(desk, [f"prompt:{row.id}" for row in rows])
    return [Prompt(**row._mapping, records=told[f"prompt:{row.id}"]) for row in rows]
