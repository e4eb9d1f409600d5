"""The form (表单): one author's record of typed fields, approved by another where asked."""

from collections.abc import Iterator, Sequence

from workflow.activities.approval import approval_faults, approval_lacks
from workflow.activities.fields import check_values
from workflow.activities.kind import Fault, Kind, Lack
from workflow.dossier import Dossier, Round, Values
from workflow.edition import Activity


class Form(Kind):
    """A record is whole; recording again corrects it and asks for a new approval."""

    name = "form"
    acts = ("record", "approve")

    def faults(
        self, activity: Activity, act: str, values: Values, present: Round | None, dossier: Dossier
    ) -> Iterator[Fault]:
        """Fields by type; an approval after a record, by another."""
        if act == "approve":
            yield from approval_faults(activity, values, present, dossier)
        else:
            yield from check_values(activity.fields, values)

    def lacks(self, activity: Activity, present: Round | None, dossier: Dossier) -> Sequence[Lack]:
        """Complete: recorded, valid under the fields of the case's edition, approved where asked."""
        record = present.last("record") if present else None
        if record is None:
            return [Lack(f"“{activity.title}”尚未填报", "填报并提交", activity.record)]
        return [*self._invalid(activity, record.values), *approval_lacks(activity, present)]

    def _invalid(self, activity: Activity, values: Values) -> Iterator[Lack]:
        """A case may have changed its edition since, or the values may have been erased."""
        faults = check_values(activity.fields, values)
        if faults:
            places = "、".join(fault.path for fault in faults)
            found = f"“{activity.title}”有{len(faults)}处不符合现行栏目要求（{places}）"
            yield Lack(found, "按现行栏目重新填报", activity.record)
