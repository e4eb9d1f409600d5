"""Calendar months (足月) and the calendar day in Shanghai: arithmetic that needs no holidays."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def add_months(day: date, n: int) -> date:
    """The same day `n` calendar months on, or the last day of a shorter month (01-31 → 02-28)."""
    years, month = divmod(day.month - 1 + n, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def full_months(start: date, as_of: date) -> int:
    """Full calendar months from `start`, counted on the day of the month reached; 0 before it.

    A month shorter than the day of start is reached on its last day. Tenure, R-QUAL.
    """
    months = (as_of.year - start.year) * 12 + as_of.month - start.month
    if add_months(start, months) > as_of:
        months -= 1
    return max(months, 0)


def closed_months(start: date, end: date) -> int:
    """Full calendar months of a period that ended, its last day included (08-01 … 07-31 is 12)."""
    return full_months(start, end + timedelta(days=1))


def same_day_next_year(day: date) -> date:
    """The same date of the next year; 29 February becomes 28 February."""
    return add_months(day, 12)


def local_day(at: datetime) -> date:
    """The calendar day of an instant in Asia/Shanghai; raises ValueError for a naive time."""
    if at.utcoffset() is None:
        raise ValueError("时间没有时区，不能确定是哪一天")
    return at.astimezone(SHANGHAI).date()
