"""What is done and what is still lacking (办理内容一览) of a case or a selection, for one actor."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from workflow.activities import KINDS
from workflow.activities.approval import approval_lacks
from workflow.activities.kind import ACTS, Lack
from workflow.dossier import Dossier, Round
from workflow.edition import Activity
from workflow.guards.applies import APPLIES
from workflow.journal import Actor
from workflow.todo import is_due_anew, needed, next_act

AFTER_POST = ("complain", "resolve", "conclude")
AFTER_ASK = ("remind", "escalate", "answer")


@dataclass(frozen=True, slots=True)
class Act:
    """One thing the actor may do here."""

    name: str
    title: str
    next: bool


@dataclass(frozen=True, slots=True)
class Doing:
    """One activity: how far it is, what lacks, what this actor may do."""

    name: str
    activity: Activity
    subject: str
    here: bool  # it may be recorded in the present state
    needed: bool  # a move onwards from the present state needs it
    applies: str  # the condition, where it does not hold; "" where the activity applies
    rounds: tuple[Round, ...]
    present: Round | None
    lacks: tuple[Lack, ...]
    acts: tuple[Act, ...]
    again: bool  # what was recorded before counts no longer: it must be done once more here

    @property
    def complete(self) -> bool:
        """Whether nothing lacks."""
        return not self.applies and not self.lacks and self.present is not None

    @property
    def told(self) -> bool:
        """Whether anything was recorded."""
        return bool(self.rounds)


def doings(
    dossier: Dossier, subject: str, scope: str, actor: Actor, states: Collection[str]
) -> Iterator[Doing]:
    """Every activity of a scope that may be recorded now or was recorded before."""
    for name, activity in dossier.edition.process.activities.items():
        shared = activity.of == "selection"
        if shared != (scope == "selection"):
            continue
        here = bool(set(states) & set(activity.within))
        rounds = dossier.rounds.get(name, ())
        if not here and not rounds:
            continue
        wanted = any(name in needed(dossier.edition, state) for state in states)
        yield replace(_doing(dossier, subject, name, activity, actor, here), needed=wanted)


def _doing(
    dossier: Dossier, subject: str, name: str, activity: Activity, actor: Actor, here: bool
) -> Doing:
    kind, present = KINDS[activity.kind], dossier.round(name)
    condition = ""
    if activity.applies and subject.startswith("case:"):
        known = APPLIES[activity.applies]
        condition = "" if known.holds(dossier) else known.title
    # What was done in an earlier step and must be done again in this one is not there yet.
    anew = here and present is not None and is_due_anew(dossier, name, activity, present)
    said = None if anew else present
    lacks = () if condition or not here else tuple(kind.lacks(activity, said, dossier))
    acts = () if condition or not here else tuple(_acts(dossier, activity, actor, present))
    rounds = dossier.rounds.get(name, ())
    again = here and bool(rounds) and (anew or present is None)
    return Doing(name, activity, subject, here, True, condition, rounds, present, lacks, acts, again)


def _acts(
    dossier: Dossier, activity: Activity, actor: Actor, present: Round | None
) -> Iterator[Act]:
    kind, following = KINDS[activity.kind], next_act(activity, present)
    for act in kind.acts:
        if actor.duty in kind.duties(activity, act) and _possible(activity, act, present):
            title, first = ACTS[act], act == following
            if present is not None and kind.starts_round(activity, act, present, dossier):
                title, first = f"重新{title}", True
            elif act == "record" and present is not None and present.last("record"):
                title = "更正"
            yield Act(act, title, first)


def _possible(activity: Activity, act: str, present: Round | None) -> bool:
    """Whether an act makes sense now; the command decides."""
    if act == "item":
        return False
    if act == "approve":
        first = "sign" if activity.mode == "full" else "record"
        return bool(approval_lacks(activity, present, first))
    if act in AFTER_POST:
        posted = present is not None and present.last("post") is not None
        told = bool(present and present.values.get("complaints"))
        return posted and (act != "resolve" or told)
    if act in AFTER_ASK:
        return present is not None and bool(present.values.get("asked"))
    if act == "respond":
        answers = present.values.get("answers", ()) if present else ()
        return bool(activity.on_objection) and any(
            one.get("stance") not in (None, "support") for one in answers
        )
    if act == "sign" and activity.kind == "assessment":
        return activity.mode == "full" and present is not None
    return True
