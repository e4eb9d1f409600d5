"""What an adjustment leaves behind (调整影响期): stated on the person's file when it is carried out.

Until another verifies it, it is itself a finding of `sanctions_cleared`; so nobody is put forward
past it because a clerk forgot to enter it (R-OUT-04, R-OUT-06, R-DOWN-03).
"""

from collections.abc import Mapping
from typing import Any

from workflow.commands.roster import keep_profile
from workflow.dossier import Dossier
from workflow.guards.adjustment import ACCOUNTABLE, GROUND, NOTICE, PLAN
from workflow.journal import Desk, Draft, Order, append

# 调整方式 → the kind of 组织处理 under which the file keeps it; removal only under accountability.
KINDS: Mapping[str, str] = {
    "lateral": "reassignment", "to_rank": "reassignment", "removal": "reassignment",
    "demotion": "demoted_use",
}  # fmt: skip


def state_impact(desk: Desk, order: Order, seen: Dossier) -> None:
    """State the impact period of the notice as a fact of the person; the fact's id: the command's.

    An edition that asks for no notice has no impact period; then nothing is stated.
    """
    if seen.round(NOTICE) is None:
        return
    append(desk, order, Draft(
        f"person:{seen.person.id}", "record",
        {"act": "state", "fact": order.id, "fact_kind": "sanction", "corrects": "",
         "case": seen.case.id},
        values=_sanction(seen), person=seen.person.id,
    ))  # fmt: skip
    keep_profile(desk, seen.person.id)


def _sanction(seen: Dossier) -> dict[str, Any]:
    notice, outcome = seen.values(NOTICE), seen.values(PLAN).get("outcome", "")
    accountable = outcome == "removal" and ACCOUNTABLE in seen.values(GROUND).get("codes", ())
    return {
        "kind": "removal" if accountable else KINDS[outcome],
        "effective_on": notice["notice_on"], "until": notice["impact_until"],
        "document_no": notice["document_no"],
    }  # fmt: skip
