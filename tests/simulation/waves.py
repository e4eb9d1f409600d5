"""Waves of tests (推演样例): the example of the house, smaller, and the same with nothing to wait for."""

from pathlib import Path

from workflow.simulation import Parameters, Plan
from workflow.simulation.parameters import Effort, Sittings

DEFINITIONS = Path(__file__).parents[2] / "definitions"
EXAMPLE = DEFINITIONS / "simulations" / "leadership_change.yaml"


def with_(plan: Plan, **changed: object) -> Plan:
    """The plan with other parameters."""
    return Plan(plan.edition, plan.parameters.model_copy(update=changed))


def idle(plan: Plan) -> Plan:
    """Nobody is ever busy, nothing takes time, bodies sit every day: only periods are left."""
    return with_(
        plan, staff={}, activities={}, move=(0, 0), ways=straight(plan.parameters), cases=8, over=1,
        kinds={kind: Effort() for kind in plan.parameters.kinds},
        sittings={body: Sittings(every=1, cases=1000) for body in plan.parameters.sittings},
        conditions={"candidate_is_party_member": 100, "publicity_exempt": 0, "probation_post": 100},
    )  # fmt: skip


def straight(it: Parameters) -> dict[str, dict[str, int | str]]:
    """The ways on without any back or out."""
    return {"pre_appointment": {"send_nomination": 0, "begin_probation": "probation_post"},
            "nomination": {"begin_probation": "probation_post"}}  # fmt: skip
