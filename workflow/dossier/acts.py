"""What people did (办理): acts, their rounds, and the steps of a case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

Values = Mapping[str, Any]
NOTHING: Values = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class By:
    """Who acted (办理人): the account, the person behind it, under which duty, of which organization."""

    account: str
    name: str
    duty: str
    organization: str
    person: str | None = None

    def is_same(self, other: "By") -> bool:
        """Whether both are one hand: the same account, or two accounts of the same person."""
        return self.account == other.account or (
            bool(self.person) and self.person == other.person
        )


class Act(NamedTuple):
    """One act of an activity (一次办理), as one entry records it.

    `act`: record, approve, ask, answer, respond, remind, escalate, sign, post, complain, resolve,
    conclude, item, not_applicable. `seq` is the entry's place in the journal of `subject`.
    """

    subject: str
    seq: int
    act: str
    at: datetime
    on: date
    by: By
    values: Values
    digest: str = ""  # of the entry


@dataclass(frozen=True, slots=True)
class Round:
    """One round (轮次) of an activity: its acts in order, and their merged values (by the kind)."""

    number: int
    acts: tuple[Act, ...]
    values: Values = field(default_factory=lambda: NOTHING)

    def of(self, act: str) -> tuple[Act, ...]:
        """The acts of that name, in order."""
        return tuple(one for one in self.acts if one.act == act)

    def last(self, act: str) -> Act | None:
        """The last act of that name."""
        for one in reversed(self.acts):
            if one.act == act:
                return one
        return None


class Step(NamedTuple):
    """One move that was made (流转): also the opening, whose `move` is empty."""

    seq: int
    move: str
    source: str
    target: str
    on: date
    by: By
    values: Values = NOTHING
