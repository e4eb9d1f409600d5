"""What each verb of a story does (情景动作): one step, one command of the engine."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from workflow.commands.accounts import end_duty, grant_duty, retire_account
from workflow.commands.activities import record
from workflow.commands.cases import annul, move
from workflow.commands.changing import content_of
from workflow.commands.editions import latest
from workflow.commands.meetings import convene, record_item
from workflow.commands.organizations import enter_body, enter_post
from workflow.commands.people import state_fact, verify_fact
from workflow.commands.selections import open_case, open_selection
from workflow.commands.standing import (
    confirm_veto,
    end_hold,
    hold,
    propose_veto,
    request_review,
    review,
    tell_veto,
)
from workflow.commands.veto_items import record_veto_item
from workflow.dossier import PersonFile
from workflow.errors import NotFound
from workflow.journal import Desk, Order
from workflow.journal.fold import person_file
from workflow.journal.read import history
from workflow.stories.attendance import views
from workflow.stories.format import ACTS, Attendance, Step
from workflow.stories.merge import resolved, taken_kind
from workflow.stories.names import Names
from workflow.stories.reading import Story
from workflow.stories.screen import on_screen


@dataclass(slots=True)
class Scene:
    """What a story has opened so far, by its own keys, in order; and what its labels stand for."""

    story: Story
    names: Names
    cases: list[str] = field(default_factory=list)
    selections: list[str] = field(default_factory=list)
    meetings: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)  # label → id of the command

    def case_of(self, step: Step) -> str:
        """The id of the case a step is about: named, else the last opened; "" before any."""
        key = step.case or (self.cases[-1] if self.cases else "")
        return self.names.mine(key) if key else ""

    def selection_of(self, step: Step) -> str:
        """The id of the selection a step is about, in the same way."""
        key = step.selection or (self.selections[-1] if self.selections else "")
        return self.names.mine(key) if key else ""


@dataclass(frozen=True, slots=True)
class Doing:
    """One step about to be done at a desk."""

    desk: Desk
    order: Order
    step: Step
    scene: Scene

    @property
    def values(self) -> dict[str, Any]:
        """The data of the step, keys turned into ids and «names» into documents."""
        told: dict[str, Any] = resolved(self.step.with_, self.scene.names.value(self.desk))
        return told

    @property
    def case(self) -> str:
        """The case the step is about."""
        return self.scene.case_of(self.step)

    @property
    def own(self) -> str:
        """The id behind the verb, for what the story opens itself."""
        return self.scene.names.mine(self.step.target)

    @property
    def person(self) -> str:
        """The person behind the verb."""
        return self.scene.names.person(self.step.target)

    @property
    def meeting(self) -> str:
        """The meeting the step is about: named, else the last opened."""
        meetings = self.scene.meetings
        return self.scene.names.mine(self.step.meeting or (meetings[-1] if meetings else ""))

    def file(self) -> PersonFile:
        """The person as the journal has them now."""
        return person_file(self.person, history(self.desk, f"person:{self.person}"))


def subject_of(doing: Doing) -> str:
    """In whose journal the step writes; also where its refusal is kept."""
    step, scene = doing.step, doing.scene
    if step.verb in ACTS:
        selection = scene.selection_of(step)
        edition = content_of(doing.desk, f"selection:{selection}").get("edition")
        known = doing.desk.edition(edition).process.activities if edition else {}
        activity = known.get(step.target)
        if activity is not None and activity.of == "selection":
            return f"selection:{selection}"
        return f"case:{doing.case}"
    if step.verb in ("move", "item"):
        return f"case:{doing.case}"
    if step.verb == "veto_item":
        return f"meeting:{doing.meeting}"
    kinds = {"open_selection": "selection", "open_case": "case", "convene": "meeting",
             "annul": "case"}  # fmt: skip
    if step.verb in kinds:
        return f"{kinds[step.verb]}:{doing.own}"
    rows = {"grant_duty": "account", "end_duty": "account", "retire_account": "account",
            "enter_post": "post", "enter_body": "body"}  # fmt: skip
    return f"{rows.get(step.verb, 'person')}:{doing.person}"


def do(doing: Doing) -> None:
    """Do the step; raises whatever the command refuses with. Opened things are remembered after."""
    verb = doing.step.verb
    (_act if verb in ACTS else DO[verb])(doing)


def remember(step: Step, order: Order, scene: Scene, followed: Mapping[str, str]) -> None:
    """After a step was committed: what it opened, and its label.

    `followed`: post → case that the engine opened of itself, known from now on by the step's key.
    """
    for key, post in (step.expect.opens or {}).items():
        if post in followed:  # the selection that was opened for it has the same id
            scene.names.opened[key] = followed[post]
            scene.cases.append(key)
            scene.selections.append(key)
            scene.names.own.add(key)
    opened = {"open_case": scene.cases, "open_selection": scene.selections,
              "convene": scene.meetings}.get(step.verb)  # fmt: skip
    if opened is not None:
        opened.append(step.target)
        scene.names.own.add(step.target)
    if step.label:
        scene.labels[step.label] = order.id


def _act(doing: Doing) -> None:
    step, subject = doing.step, subject_of(doing)
    act = (step.target, step.verb)
    values = on_screen(doing.desk, doing.order, subject, act, doing.values)
    record(doing.desk, doing.order, subject, step.target, step.verb, values)


def _move(doing: Doing) -> None:
    step = doing.step
    move(doing.desk, doing.order, doing.case, step.target, doing.values, step.reasons)


def _open_selection(doing: Doing) -> None:
    values = doing.values
    process = values.pop("process", doing.scene.story.process)
    edition = latest(doing.desk, process)
    open_selection(doing.desk, doing.order, doing.own, values, edition)


def _open_case(doing: Doing) -> None:
    values = {"selection": doing.scene.selection_of(doing.step), **doing.values}
    open_case(doing.desk, doing.order, doing.own, values)


def _convene(doing: Doing) -> None:
    """The kind of the body and the day of the step, where the story names no other."""
    values = doing.values
    body = content_of(doing.desk, f"body:{values.get('body', '')}")
    usual = {"kind": body.get("kind", ""), "held_on": doing.order.on.isoformat()}
    convene(doing.desk, doing.order, doing.own, {**usual, **values})


def _item(doing: Doing) -> None:
    record_item(
        doing.desk, doing.order, doing.meeting, doing.case, doing.step.target, _counted(doing)
    )


def _veto_item(doing: Doing) -> None:
    record_veto_item(
        doing.desk, doing.order, doing.meeting, doing.person, _veto(doing), _counted(doing)
    )


def _counted(doing: Doing) -> dict[str, Any]:
    """The values of an item, with a view for each member where the story does not write them out."""
    told = doing.step.attendance or Attendance()
    return {"views": views(doing.desk, doing.scene.names, doing.meeting, told), **doing.values}


def _hold(doing: Doing) -> None:
    hold(doing.desk, doing.order, doing.person, doing.values)


def _end_hold(doing: Doing) -> None:
    holds = doing.file().holds
    id = _named(doing) or (holds[-1].id if holds else "")
    end_hold(doing.desk, doing.order, doing.person, id, doing.values)


def _propose_veto(doing: Doing) -> None:
    propose_veto(doing.desk, doing.order, doing.person, doing.values)


def _on_veto(command: Callable[[Desk, Order, str, str, Mapping[str, Any]], Any]) -> "Do":
    """A command on a veto: the one that is labelled, else the person's last."""

    def done(doing: Doing) -> None:
        command(doing.desk, doing.order, doing.person, _veto(doing), doing.values)

    return done


def _veto(doing: Doing) -> str:
    records = history(doing.desk, f"person:{doing.person}")
    last = [str(one.data["veto"]) for one in records if one.data.get("veto")]
    return _named(doing) or (last[-1] if last else "")


def _state_fact(doing: Doing) -> None:
    values = doing.values
    kind = taken_kind(values)
    state_fact(doing.desk, doing.order, doing.person, kind, values, _named(doing))


def _verify_fact(doing: Doing) -> None:
    waiting = [one.id for one in doing.file().facts if not one.verified]
    id = _named(doing) or (waiting[-1] if waiting else "")
    verify_fact(doing.desk, doing.order, doing.person, id, doing.values.get("document", {}))


def _named(doing: Doing) -> str:
    """The id of the command that `of` names; raises NotFound for a label no step had."""
    of = doing.step.of
    if of is None:
        return ""
    if of not in doing.scene.labels:
        raise NotFound(f"情景中没有已办成的步骤“{of}”")
    return doing.scene.labels[of]


def _annul(doing: Doing) -> None:
    annul(doing.desk, doing.order, doing.own, doing.values)


def _grant_duty(doing: Doing) -> None:
    grant_duty(doing.desk, doing.order, doing.step.target, doing.values)


def _end_duty(doing: Doing) -> None:
    end_duty(doing.desk, doing.order, doing.step.target, **doing.values)


def _retire_account(doing: Doing) -> None:
    retire_account(doing.desk, doing.order, doing.step.target)


def _enter_post(doing: Doing) -> None:
    enter_post(doing.desk, doing.order, doing.step.target, doing.values)


def _enter_body(doing: Doing) -> None:
    enter_body(doing.desk, doing.order, doing.step.target, doing.values)


Do = Callable[[Doing], None]
DO: Mapping[str, Do] = {
    "move": _move, "item": _item, "convene": _convene, "open_selection": _open_selection,
    "open_case": _open_case, "annul": _annul, "state_fact": _state_fact,
    "verify_fact": _verify_fact, "grant_duty": _grant_duty, "end_duty": _end_duty,
    "retire_account": _retire_account, "enter_post": _enter_post, "enter_body": _enter_body,
    "hold": _hold, "end_hold": _end_hold,
    "propose_veto": _propose_veto, "veto_item": _veto_item, "confirm_veto": _on_veto(confirm_veto),
    "tell_veto": _on_veto(tell_veto), "request_review": _on_veto(request_review),
    "review": _on_veto(review),
}  # fmt: skip
