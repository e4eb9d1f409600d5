"""What every kind of activity (办理内容) answers: which acts it has, how they merge, what is lacking.

A kind is pure. `check` refuses only what is malformed or out of turn; who may do an act is for
`authority`, whether a fact breaks a rule is for guards.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflow.dossier import Act, By, Dossier, Round, Values
from workflow.edition import Activity, Field

# What people call an act (办理动作); also the path of a fault that no single field is to blame for.
ACTS: Mapping[str, str] = {
    "record": "填报",
    "approve": "审核",
    "ask": "征求意见",
    "remind": "催办",
    "escalate": "提请协调",
    "answer": "书面答复",
    "respond": "对不同意见的答复",
    "sign": "签字",
    "item": "会议议题",
    "post": "发布",
    "complain": "登记反映",
    "resolve": "反映核查结论",
    "conclude": "签署结论",
    "not_applicable": "不适用",
}
NOT_APPLICABLE = "not_applicable"  # written by the engine, holds no values of the activity
APPROVAL: Mapping[str, Field] = {
    "opinion": Field(type="text", title="审核意见", required=False, long=True)
}


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
    judged_by: str = ""  # the guard that says the same of a move with a rule of its own


class Kind(ABC):
    """Base of the nine kinds; a kind gives `faults`, `merged` and `lacks`, and what else differs."""

    name: str = ""
    acts: tuple[str, ...] = ()  # in the order in which people do them; the first opens a round

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

    def asked(
        self, activity: Activity, act: str, present: Round | None, dossier: Dossier
    ) -> tuple[str, ...]:
        """Of those duties, which an act is still asked of now."""
        return self.duties(activity, act)

    def fields(self, activity: Activity, act: str) -> Mapping[str, Field]:
        """What is filled in for an act, as far as fields can say it; a form is drawn from these."""
        return APPROVAL if act == "approve" else activity.fields

    def check(
        self, activity: Activity, act: str, values: Values, present: Round | None, dossier: Dossier
    ) -> Sequence[Fault]:
        """All malformed places of `values` for `act`; empty when it may be recorded.

        Where the act opens a new round, it is judged without the one that was present.
        """
        if act not in self.acts:
            return [Fault(ACTS.get(act, act), f"“{activity.title}”没有这一办理动作")]
        if present is not None and self.starts_round(activity, act, present, dossier):
            present = None
        return list(dict.fromkeys(self.faults(activity, act, values, present, dossier)))

    @abstractmethod
    def faults(
        self, activity: Activity, act: str, values: Values, present: Round | None, dossier: Dossier
    ) -> Iterator[Fault]:
        """What is malformed; `act` is one of `acts`, `present` the round that it would join."""

    def merge(self, activity: Activity, acts: Sequence[Act]) -> Values:
        """The values of a round, from its acts in order; empty while people have done nothing."""
        done = [act for act in acts if act.act != NOT_APPLICABLE]
        return self.merged(activity, done) if done else {}

    def merged(self, activity: Activity, acts: Sequence[Act]) -> Values:
        """The values of at least one act. Later records replace earlier ones."""
        records = [act for act in acts if act.act == "record"]
        return records[-1].values if records else {}

    @abstractmethod
    def lacks(self, activity: Activity, present: Round | None, dossier: Dossier) -> Sequence[Lack]:
        """What the present round still lacks to be complete."""

    def starts_round(self, activity: Activity, act: str, present: Round, dossier: Dossier) -> bool:
        """Whether this act opens a new round though nothing reopened the activity.

        What may be recorded in several states is recorded anew in each of them: so the first act of
        the kind opens a round when all that is there was done before the state was last entered.
        """
        return self.acts[:1] == (act,) and is_stale(activity, present, dossier)


def is_stale(activity: Activity, present: Round, dossier: Dossier) -> bool:
    """Whether a round of an activity of several states dates from before the present state.

    Only for what is recorded for the case: its steps say nothing about the work of a selection.
    """
    step = dossier.case.entered(dossier.case.state)
    if len(activity.within) < 2 or activity.of != "case" or step is None or not present.acts:
        return False
    subject = f"case:{dossier.case.id}"
    return all(act.subject == subject and act.seq < step.seq for act in present.acts)


def done_by(actor: By | None, acts: Iterable[Act]) -> bool:
    """Whether the actor did one of these acts; nobody did while somebody only looks."""
    return actor is not None and any(actor.is_same(act.by) for act in acts)


def is_concerned(dossier: Dossier, person: str) -> bool:
    """Whether a person is the candidate (人选本人) or a relative on file (近亲属)."""
    return person == dossier.person.id or person in dossier.relatives


def organization_name(dossier: Dossier, organization: str) -> str:
    """The name of an organization, or its id while it is not in the dossier."""
    known = dossier.organizations.get(organization)
    return known.name if known else organization


def duty_title(dossier: Dossier, duty: str) -> str:
    """The title of a duty, or its identifier where the edition has none."""
    return dossier.edition.duty_title(duty)
