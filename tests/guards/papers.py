"""A case with its papers, and how it differs for each guard of a paper to be concerned at all."""

from collections.abc import Mapping
from typing import Any

from recorded import RECORDED
from scene import OUTSIDE, dossier, patched, person

from workflow.dossier import Dossier
from workflow.guards import (
    adjustment,
    appointment,
    branch,
    checks,
    deliberation,
    investigation,
    political,
)
from workflow.guards.verdict import Guard

GUARDS: Mapping[str, Guard] = {
    **adjustment.TABLE, **appointment.TABLE, **branch.TABLE, **checks.TABLE,
    **deliberation.TABLE, **investigation.TABLE, **political.TABLE,
}  # fmt: skip

# What differs from the common scene for a guard to be concerned at all.
SCENES: Mapping[str, Mapping[str, Any]] = {
    "joint_manager_joined": {"profile": {"joint_manager": "jm"}},
    "joint_manager_heard": {"profile": {"joint_manager": "jm"}},
    "internal_signers": {"profile": {"body_kind": "internal_organ"}},
    "simplification_allowed": {"profile": {"body_kind": "internal_organ"}},
    "parties_asked": {"person": person(OUTSIDE)},
    "branch_route_stated": {"person": person(OUTSIDE)},
    "probation_not_due": {"profile": {"probation_basis": "none"}},
    "legal_result_given": {"profile": {"track": "elected"}},
}
RECORDS: Mapping[str, Mapping[str, Any]] = {
    "veto_lifted": {"adjustment_ground": {"codes": ["after_veto"]}},
    "probation_not_due": {"appointment_notice": {"kind": "formal"}},
    "probation_over": {"appointment_notice": {"notice_on": "2025-04-09"}},
    "trial_end_grounds": {"probation_assessment": {"result": "incompetent"},
                          "appointment_notice": {"notice_on": "2025-04-09"}},
    "facts_not_confirmed": {"fact_verification": {"items.one.result": "not_confirmed"}},
    "legally_refused": {"legal_result": {"result": "refused"}},
}


def scene(guard: str, **changes: Mapping[str, Any]) -> Dossier:
    values = dict(RECORDED)
    for activity, change in (*RECORDS.get(guard, {}).items(), *changes.items()):
        values[activity] = patched(values[activity], change)
    return dossier(values, **SCENES.get(guard, {}))
