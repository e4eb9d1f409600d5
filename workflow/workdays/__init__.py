"""Working days (工作日) of mainland China, calendar months, and the day in Shanghai."""

from workflow.workdays.calendar import (
    Calendar,
    CalendarInvalid,
    CalendarMissing,
    PostingDay,
    Status,
    Year,
)
from workflow.workdays.months import (
    SHANGHAI,
    add_months,
    closed_months,
    full_months,
    local_day,
    same_day_next_year,
)
from workflow.workdays.texts import calendar_from, load

__all__ = [
    "SHANGHAI",
    "Calendar",
    "CalendarInvalid",
    "CalendarMissing",
    "PostingDay",
    "Status",
    "Year",
    "add_months",
    "calendar_from",
    "closed_months",
    "full_months",
    "load",
    "local_day",
    "same_day_next_year",
]
