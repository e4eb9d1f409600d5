"""The period (期限): a span in calendar years that must run; it has no acts and ends nothing itself.

What is to follow when it is over is decided by people; a span that is over only stops being a lack.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from workflow.activities.fields import iso_day
from workflow.activities.kind import Fault, Kind, Lack
from workflow.dossier import Act, Dossier, Round, Values
from workflow.edition import Activity
from workflow.workdays import add_months


class Period(Kind):
    """Runs from the day that `length.starts` names; see `span`."""

    name = "period"

    def faults(
        self, activity: Activity, act: str, values: Values, present: Round | None, dossier: Dossier
    ) -> Iterator[Fault]:
        """Nothing can be recorded, so nothing can be wrong with it."""
        return iter(())  # pragma: no cover - no act is known, so none gets so far

    def merged(self, activity: Activity, acts: Sequence[Act]) -> Values:
        """No act holds the span; `span` derives it from another activity."""
        return {}

    def lacks(self, activity: Activity, present: Round | None, dossier: Dossier) -> Sequence[Lack]:
        """Complete: the last day lies before today."""
        days = span_days(activity, dossier)
        if days is None:
            return [Lack(f"“{activity.title}”没有起算日期", "登记起算日期", activity.record)]
        start, end = days
        if end < dossier.today:
            return []
        return [Lack(f"“{activity.title}”自{start}起，至{end}，尚未届满", f"{end}之后办理")]


def span_days(activity: Activity, dossier: Dossier) -> tuple[date, date] | None:
    """First and last day of a period: a year ends on the day before the same date next year.

    None while the field that `length.starts` names is empty, or the activity has no length.
    """
    if activity.length is None:
        return None
    source, _, field = activity.length.starts.partition(".")
    start = iso_day(str(dossier.values(source).get(field) or ""))
    if start is None:
        return None
    return start, add_months(start, 12 * activity.length.years) - timedelta(days=1)


def span(activity: Activity, dossier: Dossier) -> Values:
    """The values of a period as guards read them: start and end; empty while it has not begun."""
    days = span_days(activity, dossier)
    return {"start": days[0].isoformat(), "end": days[1].isoformat()} if days else {}
