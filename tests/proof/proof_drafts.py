"""Editions in a few words, for proofs: states by stage, moves as rows, activities by their states."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workflow.definition import Names, freeze
from workflow.edition import Duty, Edition, Process
from workflow.proof import Proof, prove

NAMES = Names(
    guards={"stages_checked": ()},
    conditions={"is_member": "not_member", "not_member": None, "is_other": None},
)
DUTIES = {
    "clerk": Duty(title="经办人", at="department"),
    "head": Duty(title="负责人", at="department"),
    "leader": Duty(title="组长", at="team"),
}


@dataclass
class Draft:
    """a → b → c (goal, final), all of stage `one` but c, and an end for a and b."""

    states: dict[str, dict[str, Any]] = field(default_factory=lambda: {
        "a": {"stage": "one", "initial": True}, "b": {"stage": "one"},
        "c": {"stage": "two", "final": True}, "closed": {"final": True},
    })  # fmt: skip
    moves: list[dict[str, Any]] = field(default_factory=lambda: [
        move("ab", "a", "b", needs=("paper",)), move("bc", "b", "c"),
        move("end", ("a", "b"), "closed", "end"),
    ])  # fmt: skip
    activities: dict[str, dict[str, Any]] = field(default_factory=lambda: {"paper": form("a")})
    gates: dict[str, dict[str, Any]] = field(default_factory=lambda: {"papers": gate("paper")})
    goals: tuple[str, ...] = ("c",)
    guards: tuple[str, ...] = ()
    effect: str = "upward"
    duties: Mapping[str, Duty] = field(default_factory=lambda: DUTIES)
    process: str = "draft"

    def edition(self) -> Edition:
        """The edition as drafted; its shape is checked, its names are not."""
        process = Process.model_validate({
            "process": self.process, "title": "草稿", "edition": 1, "effect": self.effect,
            "basis": {"document": "试用办法", "year": 2019}, "settings": {},
            "stages": {"one": "环节一", "two": "环节二"},
            "states": {name: {"title": name.upper(), **one} for name, one in self.states.items()},
            "activities": {n: {"title": n.upper(), **one} for n, one in self.activities.items()},
            "moves": tuple(self.moves), "forward_guards": self.guards, "goals": self.goals,
            "gates": {name: {"title": name.upper(), **one} for name, one in self.gates.items()},
        })  # fmt: skip
        return freeze(process, {}, self.duties)

    def prove(self, *others: Edition) -> Proof:
        """The proof of the draft."""
        return prove(self.edition(), NAMES, others=others)

    def told(self, *others: Edition) -> list[str]:
        """The flaws of the draft."""
        return [str(flaw) for flaw in self.prove(*others).faults]


def move(
    name: str, source: str | Sequence[str], target: str, direction: str = "forward", **more: Any
) -> dict[str, Any]:
    """A move by the head, titled by its name."""
    sources = (source,) if isinstance(source, str) else tuple(source)
    return {"name": name, "title": name.upper(), "from": sources, "to": target,
            "direction": direction, "by": ("head",), **more}  # fmt: skip


def form(*within: str, **more: Any) -> dict[str, Any]:
    """A form that the clerk records in these states."""
    return {"kind": "form", "of": "case", "in": within, "record": ("clerk",), **more}


def gate(*activities: str, **more: Any) -> dict[str, Any]:
    """A gate over these activities."""
    return {"activities": activities, **more}
