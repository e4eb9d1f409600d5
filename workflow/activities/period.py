"""The kind `period` (期限): a span that must run; never confirms by itself."""

from collections.abc import Sequence
from datetime import date, timedelta

from workflow.activities.kind import Fault, Kind, Lack
from workflow.dossier import Dossier, Round, Values
from workflow.edition import Activity
from workflow.workdays import add_months


class Period(Kind):
    """Complete: the span is over; that a person decides afterwards is another activity."""

    name = "period"
    acts = ()

    def check(
        self, activity: Activity, act: str, values: Values, present: Round | None, dossier: Dossier
    ) -> Sequence[Fault]:
        """Nobody records a period: it follows from the activity that starts it."""
        return (Fault("", "期限自行计算，不需登记"),)

    def lacks(self, activity: Activity, present: Round | None, dossier: Dossier) -> Sequence[Lack]:
        """Until when it runs."""
        run = span(activity, dossier)
        if run is None:
            return (Lack(f"“{activity.title}”尚未起算", "先办理起算的事项"),)
        if dossier.today > run[1]:
            return ()
        return (Lack(f"“{activity.title}”至{run[1]}届满，尚未届满", f"{run[1]}以后办理"),)


def span(activity: Activity, dossier: Dossier) -> tuple[date, date] | None:
    """First and last day: the end is the day before the same date after the set years."""
    if activity.length is None:
        return None
    name, _, field = activity.length.starts.partition(".")
    start = dossier.values(name).get(field)
    if not start:
        return None
    first = date.fromisoformat(start)
    return first, add_months(first, 12 * activity.length.years) - timedelta(days=1)
