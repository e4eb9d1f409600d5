"""The department meeting decides on the plan that goes up, not on another (部务会研究的方案, R-INV-08)."""

from dataclasses import replace

import pytest
from recorded import RECORDED
from scene import act, dossier

from workflow.dossier import Dossier, Round
from workflow.guards.investigation import TABLE

NAMED = {"suggestion": "任市直机关工委副书记", "dismissal": "组织部部长", "reason": "工作需要"}
OTHER = {**NAMED, "suggestion": "任市总工会副主席"}
KEPT_POST = {key: value for key, value in NAMED.items() if key != "dismissal"}
REWORDED = {**NAMED, "reason": "工作需要，人岗相适"}


def decided(*told: tuple[str, int, dict[str, str]]) -> Dossier:
    """With plans and department meetings, each at its place in the journal."""
    plans = tuple(act("record", seq, said) for name, seq, said in told if name == "plan")
    met = tuple(act("item", seq) for name, seq, _ in told if name == "met")
    seen = dossier(RECORDED)
    return replace(seen, rounds={
        **seen.rounds, "appointment_plan": (Round(1, plans, plans[-1].values),),
        "department_decision": (Round(1, met),),
    })  # fmt: skip


def changed(seen: Dossier) -> list[str]:
    """What is found about the plan."""
    found = TABLE["department_decided"].judge(seen).gaps
    return [gap.found for gap in found if "方案" in gap.found]


@pytest.mark.parametrize("later", [OTHER, KEPT_POST])
def test_a_plan_changed_after_the_department_meeting_is_decided_anew(later: dict[str, str]) -> None:
    told = [("plan", 5, NAMED), ("met", 6, {}), ("plan", 7, later)]
    assert changed(decided(*told)) == ["任用建议方案在部务会研究后改变"]
    assert changed(decided(*told, ("met", 8, {}))) == []


def test_a_reason_worded_anew_leaves_the_decision_as_it_is() -> None:
    assert changed(decided(("plan", 5, NAMED), ("met", 6, {}), ("plan", 7, REWORDED))) == []


def test_a_plan_written_after_the_department_meeting_was_not_before_it() -> None:
    assert changed(decided(("met", 6, {}), ("plan", 7, NAMED))) == ["部务会研究时没有任用建议方案"]
