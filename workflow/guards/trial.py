"""The span of a trial (试用期): when it began, when it ends, whether it is over (R-APT-07, R-APT-09)."""

from datetime import date, timedelta

from workflow.dossier import Act, Dossier
from workflow.guards.reading import day
from workflow.workdays import add_months

ONE_DAY = timedelta(days=1)
PERIOD = "probation_period"


def span(d: Dossier) -> tuple[date, date] | None:
    """First and last day of the trial, from what the edition says starts it; None before that."""
    activity = d.edition.process.activities.get(PERIOD)
    if activity is None or activity.length is None:
        return None
    name, _, field = activity.length.starts.partition(".")
    start = day(d.values(name).get(field))
    return (start, add_months(start, 12 * activity.length.years) - ONE_DAY) if start else None


def is_over(d: Dossier) -> bool:
    """Whether the trial lies wholly in the past."""
    seen = span(d)
    return seen is not None and seen[1] < d.today


def after_trial(d: Dossier, act: Act) -> bool:
    """Whether an act can tell how a trial ended; True where the case is on none or it ends early.

    A check made on the first day of the year says nothing of the year (R-APT-08).
    """
    activity = d.edition.process.activities.get(PERIOD)
    on_trial = activity is not None and d.case.state in activity.within
    confirms = d.move is None or d.move.direction == "forward"
    seen = span(d)
    return not (on_trial and confirms) or seen is None or act.on > seen[1]
