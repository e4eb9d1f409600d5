"""How far a case is (进度): the stages in its head, its flow chart, and the same in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flask import url_for
from markupsafe import Markup

from workflow.definition.draw import MARKS, Mark, svg
from workflow.dossier import Dossier, Step
from workflow.queries.cases import MoveView


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage in the head of a case: done, current or still to come."""

    title: str
    mark: str
    state: str
    on: str


@dataclass(frozen=True, slots=True)
class Stand:
    """One state in words: how it stands, when and by whom it was entered, where its rules are."""

    title: str
    stage: str
    mark: str
    words: str
    on: str
    by: str
    url: str


def stages(seen: Dossier) -> Iterator[Stage]:
    """The stages of the edition, with how far this case is."""
    process = seen.edition.process
    here = seen.stage_of(seen.case.state) or _last_stage(seen)
    order = list(process.stages)
    for place, (stage, title) in enumerate(process.stages.items()):
        entered = [one for one in seen.case.steps if seen.stage_of(one.target) == stage]
        ended = process.states[seen.case.state].final and place <= order.index(here)
        mark = "done" if ended or place < order.index(here) else "todo"
        if stage == here and not ended:
            mark = "current"
        state = process.states[seen.case.state].title if mark == "current" else ""
        yield Stage(title, mark, state, entered[0].on.isoformat() if entered else "")


def _last_stage(seen: Dossier) -> str:
    found = [stage for one in seen.case.steps if (stage := seen.stage_of(one.target))]
    return found[-1] if found else next(iter(seen.edition.process.stages))


def marks(seen: Dossier, forward: Sequence[MoveView]) -> dict[str, Mark]:
    """State → how it stands: done, current, what is next, and what is blocked."""
    found: dict[str, Mark] = {one.target: "done" for one in seen.case.steps}
    for one in forward:
        found[one.move.target] = "blocked" if one.blocked else "next"
    return {**found, seen.case.state: "current"}


def drawn(seen: Dossier, marked: Mapping[str, Mark], columns: int) -> Markup:
    """The flow chart with where the case stands; drawn by us, escaped by us, without script."""
    steps = seen.case.steps
    return Markup(svg(
        seen.edition, marks=marked, dates={one.target: f"{one.on:%m-%d}" for one in steps},
        links={name: rules_of(seen, f"state-{name}") for name in seen.edition.process.states},
        taken={(one.target, other.target) for one, other in pairwise(steps)}, columns=columns,
    ))  # fmt: skip


def rules_of(seen: Dossier, anchor: str) -> str:
    """Where the edition of the case says what is asked there."""
    return f"{url_for('definitions.show', digest=seen.edition.digest)}#{anchor}"


def stands(seen: Dossier, marked: Mapping[str, Mark]) -> Iterator[Stand]:
    """The flow chart in words: every state that the case has entered or may enter next."""
    process = seen.edition.process
    entered: dict[str, Step] = {one.target: one for one in seen.case.steps}
    for name in (*entered, *(one for one in marked if one not in entered)):
        mark, step = marked[name], entered.get(name)
        state = process.states[name]
        yield Stand(
            state.title, process.stages.get(state.stage or "", ""), mark, MARKS[mark][0],
            step.on.isoformat() if step else "", step.by.name if step else "",
            rules_of(seen, f"state-{name}"),
        )  # fmt: skip
