"""What every kind of activity (办理内容) answers: which acts it has, how they merge, what is lacking.

A kind is pure. `check` refuses only what is malformed; whether a fact breaks a rule is for guards.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflow.dossier import Act, Dossier, Round, Values
from workflow.edition import Activity


@dataclass(frozen=True, slots=True)
class Fault:
    """One malformed place of what was handed in: path of the field and what is wrong, in Chinese."""

    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Lack:
    """What an activity still lacks: found, needed, and the duties that can supply it."""

    found: str
    needed: str
    who: tuple[str, ...] = ()
    rule: str = ""  # empty: the first rule of the activity


class Kind:
    """Base of the nine kinds; a kind overrides what differs."""

    name: str = ""
    acts: tuple[str, ...] = ()  # in the order in which people do them

    def duties(self, activity: Activity, act: str) -> tuple[str, ...]:
        """The duties that may do an act; empty: nobody by duty (the engine, or named people)."""
        table = {
            "record": activity.record,
            "approve": activity.approve,
            "ask": activity.ask_by,
            "remind": activity.ask_by,
            "escalate": activity.ask_by,
            "answer": activity.record,
            "respond": activity.respond_by,
        }
        return table.get(act, activity.record)

    def check(
        self, activity: Activity, act: str, values: Values, present: Round | None, dossier: Dossier
    ) -> Sequence[Fault]:
        """All malformed places of `values` for `act`; empty when it may be recorded."""
        raise NotImplementedError

    def merge(self, activity: Activity, acts: Sequence[Act]) -> Values:
        """The values of a round, from its acts in order. Later records replace earlier ones."""
        records = [act for act in acts if act.act == "record"]
        return records[-1].values if records else {}

    def lacks(self, activity: Activity, present: Round | None, dossier: Dossier) -> Sequence[Lack]:
        """What the present round still lacks to be complete."""
        raise NotImplementedError

    def starts_round(self, activity: Activity, act: str, present: Round) -> bool:
        """Whether this act opens a new round though nothing reopened the activity."""
        return False


def approval_lacks(activity: Activity, present: Round, last: str = "record") -> Sequence[Lack]:
    """The lack of an approval by another, after the last record (a correction asks for a new one)."""
    if not activity.approve:
        return ()
    record, approved = present.last(last), present.last("approve")
    if record and approved and approved.seq > record.seq:
        return ()
    return (Lack(f"“{activity.title}”尚未审核", "由另一人审核", activity.approve),)


KindTable = Mapping[str, Kind]
