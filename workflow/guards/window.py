"""A public window (公示期) in working days: when it ends, and what may not be known about it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from workflow.dossier import Dossier, Round, Values
from workflow.edition import Activity
from workflow.guards.reading import choice, day, figure
from workflow.guards.verdict import Gap
from workflow.workdays import CalendarMissing, PostingDay


@dataclass(frozen=True, slots=True)
class Window:
    """A window of `days` working days from `posted_on`; `end` is its last counted day."""

    posted_on: date
    days: int
    posting_day: PostingDay
    end: date | None = None  # unknown while a year has no arrangement
    missing: int | None = None  # that year
    estimated: bool = False

    def over(self, day: date) -> bool:
        """Whether the window lies wholly before `day`."""
        return self.end is not None and self.end < day

    @property
    def next_day(self) -> date | None:
        """The first day on which one may go on."""
        return self.end + timedelta(days=1) if self.end else None


def window(d: Dossier, posted_on: date, setting: str, usual: int, least: int = 0) -> Window:
    """The window that a posting opens, under the edition's way to count the posting day.

    `least`: working days that the Regulation itself asks, whatever the setting says.
    """
    days = max(figure(d, setting, usual), least)
    counted = cast(PostingDay, choice(d, "publicity_posting_day", "exclusive"))
    try:
        end = d.calendar.window_end(posted_on, days, counted)
        estimated = d.calendar.estimated(posted_on, end)
    except CalendarMissing as unknown:
        return Window(posted_on, days, counted, missing=unknown.year)
    return Window(posted_on, days, counted, end, estimated=estimated)


def notice_window(
    d: Dossier, activity: str, setting: str, usual: int, least: int = 0
) -> Window | None:
    """The window of a notice as it was last posted; None while nothing is.

    It opens on the day written, but never before the business day of the posting itself: a day
    filled in afterwards cannot make a window that nobody could see (R-TRACE-01).
    """
    posted_on = _opens(d.values(activity), d.round(activity))
    return window(d, posted_on, setting, usual, least) if posted_on else None


def posted_window(d: Dossier, activity: Activity, one: Round) -> Window | None:
    """The window of any round of a notice, as its activity declares it; for those who look."""
    posted_on = _opens(one.values, one)
    if posted_on is None or activity.window is None:
        return None
    return window(d, posted_on, activity.window.workdays, 1)


def _opens(values: Values, one: Round | None) -> date | None:
    posted_on = day(values.get("posted_on"))
    posting = one.last("post") if one else None
    return max(posted_on, posting.on) if posted_on and posting else posted_on


def calendar_gaps(seen: Window, rule: str) -> list[Gap]:
    """What is not certain: a year without arrangement, or one that is only estimated (part)."""
    if seen.missing is not None:
        return [
            Gap(
                rule, f"没有{seen.missing}年的放假安排，不能推算工作日",
                "载入国务院办公厅公布的该年放假安排", ("system_admin",),
            )
        ]  # fmt: skip
    if seen.estimated:
        return [
            Gap(
                rule, f"{seen.posted_on}至{seen.end}之间的工作日暂按推算",
                "对照正式放假安排人工核对，并写明理由", ("organization_head",), "estimated",
            )
        ]  # fmt: skip
    return []


def done_days(d: Dossier, seen: Window) -> int | None:
    """How many working days of the window are fully over; None while a year is unknown."""
    try:
        return d.calendar.completed_workdays(seen.posted_on, d.today, seen.posting_day)
    except CalendarMissing:
        return None
