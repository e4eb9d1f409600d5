"""Effect of a process (流程效力): what is exempt from hold and veto must not lead up (L2)."""

from collections.abc import Iterator

from workflow.proof.flaw import Flaw
from workflow.proof.graph import Subject

EFFECT = "下行流程不通向任用"


def downward_goals(it: Subject) -> Iterator[Flaw]:
    """No goal of a downward process is a goal of an upward or lateral one, nor the other way."""
    downward = it.process.effect == "downward"
    for other in it.others:
        if (other.process.effect == "downward") == downward:
            continue
        for goal in it.process.goals:
            if goal in other.process.goals:
                yield Flaw(EFFECT, f"目标{it.title(goal)}也是“{other.process.title}”的目标")


def effect_note(it: Subject) -> Iterator[str]:
    """What was not compared, said openly."""
    if it.process.effect == "downward":
        yield "下行流程不受暂缓和一票否决限制"
        if not any(other.process.effect != "downward" for other in it.others):
            yield "没有一并提交上行、平行流程，未能比较目标步骤"
