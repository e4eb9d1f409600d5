"""The machine (流转): may this move be made on this dossier? The only file that knows `transitions`.

It moves a throw-away attempt, never a row: one cached machine an edition, nothing bound to it.
All findings are gathered before anything is fired, so a refusal carries every reason at once.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from transitions import EventData, Machine

from workflow.activities import KINDS
from workflow.activities.kind import Lack
from workflow.canonical import canonical, digest
from workflow.dossier import NOTHING, By, Dossier, Values
from workflow.edition import Edition, Move
from workflow.errors import ConditionsUnmet, JournalBroken, NotAvailable, Reason
from workflow.guards import GUARDS
from workflow.guards.applies import APPLIES
from workflow.guards.verdict import Gap, Verdict
from workflow.separation import forbidden

logging.getLogger("transitions").setLevel(logging.WARNING)

REASON_LENGTH = 10  # characters that a written reason has at least
STANDING = "standing_clear"
WEIGHTS = ("record", "warn", "block")  # severities, the heaviest last


@dataclass(frozen=True, slots=True)
class Finding:
    """What one condition found (审核结果): severity block, warn or record; met when no gaps."""

    guard: str
    title: str
    rules: tuple[str, ...]
    inputs: Mapping[str, Any]
    gaps: tuple[Gap, ...]
    severity: str  # the heaviest of its gaps; "met" without any

    @property
    def digest(self) -> str:
        """Of the inputs and of what was found on them: a written reason holds only for the same."""
        found = [[gap.rule, gap.part, gap.found] for gap in self.gaps]
        return digest(canonical(plain({"inputs": self.inputs, "found": found})))


@dataclass(slots=True)
class Attempt:
    """The throw-away carrier that `transitions` moves."""

    state: str
    passed: bool


class Conditions(NamedTuple):
    """What the conditions of a move found (审核条件), whoever would make it and whatever its reasons."""

    needs: tuple[Finding, ...]
    guards: tuple[Finding, ...]


def judged(dossier: Dossier, move: Move, actor: By | None = None) -> Dossier:
    """The dossier as the guards of `move` see it."""
    return dossier.altered(move=move, actor=actor)


def conditions(dossier: Dossier, move: Move) -> Conditions:
    """Every condition of a move on this dossier; its actor and written reasons are not looked at."""
    seen = dossier.altered(move=move, actor=None, reasons=NOTHING)
    absent = {name for name in move.needs if _wanted(seen, name) and not _recorded(seen, name)}
    return Conditions(tuple(_needs(seen, move)), tuple(_guards(seen, move, absent)))


def conditions_ahead(dossier: Dossier) -> dict[str, Conditions]:
    """The same of every move that leads on or away from where the case stands, by its name."""
    moves = dossier.edition.moves_from(dossier.case.state)
    return {move.name: conditions(dossier, move) for move in moves}


def findings(
    dossier: Dossier, move: Move, known: Conditions | None = None
) -> tuple[Finding, ...]:
    """Every condition of a move on this dossier, and who may not make it. Never raises a refusal.

    `known`: what the conditions found on a dossier that differs in actor and reasons at most.
    """
    needs, guards = known or conditions(dossier, move)
    return (*needs, *_separation(dossier, move), *guards)


def _needs(dossier: Dossier, move: Move) -> Iterator[Finding]:
    for name in move.needs:
        activity = dossier.edition.process.activities[name]
        if not _wanted(dossier, name):
            condition = APPLIES[activity.applies or ""]
            yield _finding(
                dossier, name, activity.title, activity.rules, {"not_applicable": condition.title}, ()
            )
            continue
        gaps = tuple(
            Gap(lack.rule or activity.rules[0], lack.found, lack.needed, lack.who)
            for lack in lacking(dossier, name)
            if lack.judged_by not in move.guards  # else the same is told twice (L5)
        )
        present = dossier.round(name)
        inputs = {"round": present.number if present else 0}
        yield _finding(dossier, name, activity.title, activity.rules, inputs, gaps, "block")


def lacking(dossier: Dossier, name: str) -> Sequence[Lack]:
    """What the present round of an activity still lacks, whichever move needs it."""
    return dossier.once(_lacking, name)


def _lacking(dossier: Dossier, name: str) -> Sequence[Lack]:
    activity = dossier.edition.process.activities[name]
    return tuple(KINDS[activity.kind].lacks(activity, dossier.round(name), dossier))


def _separation(dossier: Dossier, move: Move) -> Iterator[Finding]:
    if dossier.actor is not None:
        gaps = tuple(forbidden(dossier, move.not_by, dossier.actor))
        yield _finding(dossier, "separation", "职责分离", ("R-SEP-01",), {}, gaps)


def _guards(dossier: Dossier, move: Move, absent: set[str]) -> Iterator[Finding]:
    """The standing first, then what every forward move asks, then the move's own."""
    process = dossier.edition.process
    names: Sequence[str] = () if process.effect == "downward" else (STANDING,)
    if move.direction == "forward":
        names = (*names, *process.forward_guards)
    for name in dict.fromkeys((*names, *move.guards)):
        guard = GUARDS[name]
        if absent.intersection(guard.reads):
            continue  # its lack is already reported; nothing to judge yet
        if guard.reads and all(_inapplicable(dossier, one) for one in guard.reads):
            continue  # an entry says why nothing of what it judges is asked here
        verdict = guard.judge(dossier)
        yield _of_verdict(dossier, name, guard.title, guard.rules, verdict)


def _of_verdict(
    dossier: Dossier, name: str, title: str, rules: tuple[str, ...], verdict: Verdict
) -> Finding:
    return _finding(dossier, name, title, rules, verdict.inputs, verdict.gaps)


def _finding(
    dossier: Dossier,
    name: str,
    title: str,
    rules: tuple[str, ...],
    inputs: Mapping[str, Any],
    gaps: tuple[Gap, ...],
    floor: str = "",
) -> Finding:
    weights = [floor or dossier.edition.severity(gap.rule, gap.part) for gap in gaps]
    return Finding(name, title, rules, inputs, gaps, max(weights, key=WEIGHTS.index, default="met"))


def _wanted(dossier: Dossier, name: str) -> bool:
    condition = dossier.edition.process.activities[name].applies
    return condition is None or APPLIES[condition].holds(dossier)


def _inapplicable(dossier: Dossier, name: str) -> bool:
    return name in dossier.edition.process.activities and not _wanted(dossier, name)


def _recorded(dossier: Dossier, name: str) -> bool:
    activity = dossier.edition.process.activities[name]
    return activity.kind == "period" or dossier.round(name) is not None


def inapplicable(dossier: Dossier, move: Move) -> tuple[str, ...]:
    """The needs whose condition is false and for which no entry says so yet."""
    return tuple(
        name
        for name in move.needs
        if not _wanted(dossier, name)
        and not any(act.act == "not_applicable" for act in _present_acts(dossier, name))
    )


def _present_acts(dossier: Dossier, name: str) -> tuple[Any, ...]:
    present = dossier.round(name)
    return present.acts if present else ()


def reasons(dossier: Dossier, found: Sequence[Finding], written: Mapping[str, str]) -> list[Reason]:
    """Why the move may not be made: blocking gaps, and warnings without a written reason."""
    told: list[Reason] = []
    for finding in found:
        if finding.severity == "block":
            told += [reason(dossier, finding, gap) for gap in finding.gaps]
        elif finding.severity == "warn" and not _written(written.get(finding.guard, "")):
            told += [reason(dossier, finding, gap, "并须填写书面理由") for gap in finding.gaps]
    return list(dict.fromkeys(told))


def _written(text: str) -> bool:
    return len(text.strip()) >= REASON_LENGTH


def reason(dossier: Dossier, finding: Finding, gap: Gap, also: str = "") -> Reason:
    """A gap as people read it: with article and the titles of who can supply it."""
    needed = f"{gap.needed}（一般应当；确需例外的，{also}）" if also else gap.needed
    told = dossier.edition.reason(gap.rule, gap.found, needed, gap.who)
    return replace(told, guard=finding.guard)


def fire(
    dossier: Dossier, move: Move, written: Mapping[str, str], beside: Sequence[Reason] = (),
    known: Conditions | None = None,
) -> tuple[Finding, ...]:  # fmt: skip
    """All findings when the move may be made; else NotAvailable or ConditionsUnmet with reasons.

    `beside`: what speaks against it that no dossier says, told together with the rest (L5). `known`:
    see `findings`.
    """
    if dossier.case.state not in move.source:
        state = dossier.edition.process.states[dossier.case.state].title
        raise NotAvailable(
            f"当前步骤是“{state}”，不能办理“{move.title}”",
            [dossier.edition.reason(
                "R-GEN-06", f"当前步骤是“{state}”", f"在可以“{move.title}”的步骤办理"
            )],
        )  # fmt: skip
    found = findings(dossier, move, known)
    told = [*reasons(dossier, found, written), *beside]
    if told:
        raise ConditionsUnmet(f"不能“{move.title}”，共{len(told)}条", told)
    attempt = Attempt(dossier.case.state, passed=True)
    # What people decided above is what fires here; the table itself is the library's.
    if not machine(dossier.edition).events[move.name].trigger(attempt) or (
        attempt.state != move.target
    ):
        raise JournalBroken(f"流转表与定义不符：{move.name}")
    return found


@lru_cache(maxsize=64)
def machine(edition: Edition) -> Machine:
    """The one machine of an edition; holds no model, has no automatic moves."""
    return Machine(
        model=None,
        states=list(edition.process.states),
        initial=edition.initial,
        transitions=[
            {"trigger": m.name, "source": list(m.source), "dest": m.target, "conditions": _passed}
            for m in edition.process.moves
        ],
        auto_transitions=False,
        send_event=True,
    )


def _passed(event: EventData) -> bool:
    return isinstance(event.model, Attempt) and event.model.passed


def plain(value: Any) -> Any:
    """Inputs as canonical JSON can hold them: tuples, sets and dates become lists and texts.

    Its keys are ASCII, so a mapping by titles or numbers (公示1) becomes a list of pairs.
    """
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, (tuple, list)):
        return [plain(v) for v in value]
    if isinstance(value, Mapping):
        if "".join(map(str, value)).isascii():
            return {str(k): plain(v) for k, v in value.items()}
        return [[str(k), plain(v)] for k, v in value.items()]
    if isinstance(value, (set, frozenset)):
        return sorted(plain(v) for v in value)
    return str(value)


def taken(found: Sequence[Finding], written: Values) -> list[dict[str, str]]:
    """The warnings that were answered: {rule, digest of inputs, reason} of each (design section 5)."""
    return [
        {"rule": finding.rules[0], "guard": finding.guard, "inputs": finding.digest,
         "reason": written[finding.guard]}
        for finding in found
        if finding.severity == "warn"
    ]  # fmt: skip
