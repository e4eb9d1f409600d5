"""The ballot (民主推荐、民主测评): groups and figures, recorded as counted, approved by another.

A tally that contradicts itself is no count: it is refused with every contradiction, and counted
again before anything is recorded (R-REC-02). Which groups are missing (R-REC-06) is for guards.
"""

from collections.abc import Iterator, Mapping

from workflow.activities.form import Form
from workflow.activities.kind import ACTS, Fault
from workflow.ballots.tally import contradictions, seats
from workflow.dossier import Dossier, Round, Values
from workflow.edition import Activity


class Ballot(Form):
    """A form whose rows `groups` name the groups (参加范围) of the activity, each at most once."""

    name = "ballot"

    def faults(
        self, activity: Activity, act: str, values: Values, present: Round | None, dossier: Dossier
    ) -> Iterator[Fault]:
        """As a form; a group is one of the activity's and stands once; the figures agree."""
        yield from super().faults(activity, act, values, present, dossier)
        if act == "record":
            told = contradictions(values, activity.groups, dossier.people, seats(dossier))
            yield from (Fault(ACTS[act], one) for one in told)
        rows = values.get("groups") if act == "record" else None
        if not activity.groups or not isinstance(rows, list | tuple):
            return
        seen: list[object] = []
        for number, row in enumerate(rows):
            group = row.get("group") if isinstance(row, Mapping) else None
            if not isinstance(group, str):
                continue  # said by the fields
            if group not in activity.groups:
                yield Fault(f"groups[{number}].group", "不属于规定的参加范围")
            elif group in seen:
                yield Fault(f"groups[{number}].group", f"“{activity.groups[group]}”重复")
            seen.append(group)
