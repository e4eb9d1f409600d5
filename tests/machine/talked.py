"""A tiny process with a talk before the appointment, for tests of the machine, of separation and of what is next."""

from collections.abc import Mapping
from typing import Any

from dossiers import DAY, act, activity, by, edition, field, round_of
from dossiers import dossier as picture

from workflow.dossier import Dossier, Fact, PersonFile, Round
from workflow.edition import Edition, Move, Process, Rule

SEVERITIES = {
    "R-APT-11": "block", "R-APT-13": "warn", "R-SEP-01": "block", "R-POL-05": "block",
    "R-POL-06": "block", "R-POL-08": "block", "R-BRANCH-01": "block",
}  # fmt: skip
HEARD = {"held_on": "2026-03-10", "talker": "领导", "named_by": "组织", "merits": "成绩",
         "shortcomings": "不足", "demands": "要求"}  # fmt: skip
TALK = activity(
    "form", title="任职谈话", rules=("R-APT-11",),
    fields={name: field("date" if name == "held_on" else "text") for name in HEARD},
)  # fmt: skip
BRANCH = activity(
    "form", title="支部意见", applies="candidate_is_party_member", rules=("R-BRANCH-01",)
)
OUTSIDE = PersonFile("candidate", "人选", "unit", (
    Fact("f1", "politics", {"value": "群众"}, by("a"), DAY, by("b"), DAY),
))  # fmt: skip


def move(**more: Any) -> Move:
    """From the first to the second state by the head, unless told."""
    usual = {"name": "go", "title": "任职", "from": ("first",), "to": "second", "by": ("head",)}
    return Move.model_validate({**usual, **more})


def talked_edition(*moves: Move, activities: Mapping[str, Any] | None = None, **more: Any) -> Edition:
    """The tiny edition with rules, these moves and activities; `more` are other keys of the process."""
    told = {"appointment_talk": TALK, "branch_opinion": BRANCH, **(activities or {})}
    base = edition(told)
    process = Process.model_validate({
        **base.process.model_dump(by_alias=True), **more,
        "moves": tuple(one.model_dump(by_alias=True) for one in moves),
    })  # fmt: skip
    rules = {
        name: Rule(title=name, article=f"依据{name}", text="要求", severity=severity)
        for name, severity in SEVERITIES.items()
    }
    name = repr((moves, sorted(told), sorted(more.items())))
    return base.model_copy(update={"process": process, "rules": rules, "digest": name})


def seen(*moves: Move, rounds: Mapping[str, Round] | None = None,
         activities: Mapping[str, Any] | None = None, process: Mapping[str, Any] | None = None,
         **more: Any) -> Dossier:  # fmt: skip
    """A dossier on that edition; `rounds` are the present round of each activity."""
    table = talked_edition(*moves, activities=activities, **(process or {}))
    told = {name: (one,) for name, one in (rounds or {}).items()}
    return picture(edition=table, rounds=told, **more)


def talk(**changes: Any) -> Round:
    """The talk as recorded, but for the changes."""
    return round_of(act("record", 5, {**HEARD, **changes}), activity=TALK)
