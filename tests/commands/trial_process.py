"""A small lawful process made of activities of the promotion, and one downward, for random people.

Few states, so that a random walk comes to an appointment; all gates that matter, each judged by the
guards of the house. Whatever a law of section 2 speaks of can happen here.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from workflow.definition import freeze, read_package
from workflow.edition import Edition, Process

DEFINITIONS = Path(__file__).parents[2] / "definitions"
STAGES = {
    "analysis": "motion", "investigation": "inspection", "discussion": "decision",
    "publicity": "appointment", "probation": "appointment", "appointed": "appointment",
}  # fmt: skip
OPEN = tuple(one for one in STAGES if one != "appointed")
GOALS = ("probation", "appointed")
WITHIN: Mapping[str, tuple[str, ...]] = {
    "quota_snapshot": ("analysis",), "political_check": OPEN, "branch_opinion": ("investigation",),
    "branch_route": ("investigation",), "committee_decision": ("discussion",),
    "publicity_notice": ("publicity",),
}  # fmt: skip
FORWARD = ("begin", "submit", "adopt", "try_out", "confirm")
COUNTED = ("quorum", "views_complete", "chair_last", "figures_add_up", "majority_reached")
SHOWN = ("publicity_days", "publicity_after_decision", "complaints_closed", "publicity_concluded")


def _move(name: str, source: str, target: str, *needs: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "title": name, "from": (source,), "to": target,
            "by": ("organization_head",), "needs": needs, **more}  # fmt: skip


MOVES = (
    _move("begin", "analysis", "investigation", "quota_snapshot", "political_check"),
    _move("submit", "investigation", "discussion", "branch_opinion", "branch_route",
          "political_check", guards=("branch_heard", "branch_answered", "branch_signer")),
    _move("adopt", "discussion", "publicity", "committee_decision", "political_check",
          by=("meeting_secretary",), not_by=("voters",), guards=COUNTED),
    _move("try_out", "publicity", "probation", "publicity_notice", "political_check",
          guards=SHOWN),
    _move("confirm", "probation", "appointed", "political_check"),
    _move("give_back", "investigation", "analysis", direction="back",
          reopens=("quota_snapshot", "political_check"),
          keeps=("branch_opinion", "branch_route")),
    _move("take_off", "discussion", "investigation", direction="back",
          reopens=("branch_opinion", "branch_route", "committee_decision", "political_check")),
    {**_move("close", "analysis", "closed", direction="end"), "from": OPEN},
)  # fmt: skip


@cache
def promotion() -> Edition:
    """The promotion of the house, of which the small process borrows activities, rules and duties."""
    return read_package(DEFINITIONS, "promotion/1")


def trial_edition() -> Edition:
    """Upward: 分析研判 → 考察 → 讨论决定 → 公示 → 试用 → 正式任职."""
    whole = promotion()
    activities = {
        name: whole.process.activities[name].model_copy(update={"within": states, **(
            {"applies": None} if name == "publicity_notice" else {}
        )})
        for name, states in WITHIN.items()
    }  # fmt: skip
    states: dict[str, Any] = {
        name: {"stage": stage, "title": name, "initial": name == "analysis",
               "final": name == "appointed"}
        for name, stage in STAGES.items()
    }  # fmt: skip
    gates = {
        "standard": {"title": "逐环节把关", "activities": ("political_check",), "each": "stage"},
        "quota": {"title": "职数", "activities": ("quota_snapshot",)},
        "branch": {"title": "支部意见", "activities": ("branch_opinion", "branch_route")},
        "decision": {"title": "集体决定", "activities": ("committee_decision",)},
        "publicity": {"title": "任前公示", "activities": ("publicity_notice",)},
    }
    return freeze(
        _process("trial", "upward", whole, {
            "states": {**states, "closed": {"title": "终止", "final": True}},
            "activities": {name: one.model_dump(by_alias=True) for name, one in activities.items()},
            "moves": MOVES, "gates": gates, "goals": GOALS, "forward_guards": ("stages_checked",),
        }),
        whole.rules, whole.duties,
    )  # fmt: skip


def downward_edition() -> Edition:
    """Downward: what a hold and a veto do not stop (L2), since a vetoed incumbent must come down."""
    states = {
        "study": {"title": "研究", "stage": "motion", "initial": True},
        "prepared": {"title": "拟调整", "stage": "decision"},
        "adjusted": {"title": "已调整", "stage": "decision", "final": True},
        "closed": {"title": "终止", "final": True},
    }
    moves = (
        _move("prepare", "study", "prepared"), _move("adjust", "prepared", "adjusted"),
        {**_move("drop", "study", "closed", direction="end"), "from": ("study", "prepared")},
    )  # fmt: skip
    whole = promotion()
    return freeze(
        _process("adjustment", "downward", whole, {
            "states": states, "activities": {}, "moves": moves, "gates": {}, "goals": ("adjusted",),
        }),
        whole.rules, whole.duties,
    )  # fmt: skip


def _process(name: str, effect: str, whole: Edition, more: Mapping[str, Any]) -> Process:
    return Process.model_validate({
        "process": name, "title": name, "edition": 1, "effect": effect,
        "basis": {"document": "试用办法", "year": 2019},
        "settings": dict(whole.process.settings), "stages": dict(whole.process.stages), **more,
    }, strict=False)  # fmt: skip
