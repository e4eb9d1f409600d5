"""The kind `assessment` (政治素质考察与政治标准把关): two assessors, or a checker and a confirmer.

Nothing is summed and no score field exists: findings are people's, with evidence (L3).
"""

from collections.abc import Sequence

from workflow.activities.fields import check_values
from workflow.activities.kind import Fault, Kind, Lack, absent, approval_faults, approval_lacks
from workflow.dossier import Dossier, Round, Values
from workflow.edition import Activity


class Assessment(Kind):
    """Mode check: recorded by one, confirmed by another. Mode full: two assessors sign, another
    approves; the order of steps and the five dimensions are conditions of the move.
    """

    name = "assessment"
    acts = ("record", "sign", "approve")

    def duties(self, activity: Activity, act: str) -> tuple[str, ...]:
        """Both assessors hold the recorder's duty."""
        return activity.record if act == "sign" else super().duties(activity, act)

    def check(
        self, activity: Activity, act: str, values: Values, present: Round | None, dossier: Dossier
    ) -> Sequence[Fault]:
        """Record: the fields. Sign and approve: by somebody else than before."""
        if act == "record":
            return check_values(activity.fields, values)
        if act == "sign":
            if activity.mode != "full":
                return (Fault("", "把关意见由另一人审核，不另签字"),)
            faults = approval_faults(activity, present, dossier)
            return tuple(Fault(one.path, one.message.replace("审核", "签字")) for one in faults)
        return (
            *approval_faults(activity, present, dossier, ("record", "sign")),
            *check_values({}, values),
        )

    def lacks(self, activity: Activity, present: Round | None, dossier: Dossier) -> Sequence[Lack]:
        """The record, the second assessor's signature on it, the approval."""
        if present is None or not present.of("record"):
            return absent(activity, activity.record)
        if activity.mode == "full":
            record, signed = present.last("record"), present.last("sign")
            if record and (signed is None or signed.seq < record.seq):
                return (
                    Lack(f"“{activity.title}”只有一名考察人员签字", "由第二名考察人员签字",
                         activity.record),
                )  # fmt: skip
            return approval_lacks(activity, present, "sign")
        return approval_lacks(activity, present)

    def starts_round(
        self, activity: Activity, act: str, present: Round, dossier: Dossier
    ) -> bool:
        """A check belongs to one stage: in the next stage it is a new round."""
        if activity.mode == "check" and act == "record":
            return present.values.get("stage") != dossier.stage_of(dossier.case.state) or (
                super().starts_round(activity, act, present, dossier)
            )
        return super().starts_round(activity, act, present, dossier)
