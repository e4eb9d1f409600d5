"""Due days (期限) as people read them: how many working days are left, or over."""

from dataclasses import dataclass
from datetime import date

from workflow.queries.cards import SOON
from workflow.workdays import Calendar, CalendarMissing


@dataclass(frozen=True, slots=True)
class Due:
    """A due day seen from today; `days` are working days, None where no calendar tells them."""

    on: date
    late: bool
    days: int | None
    estimated: bool

    @property
    def is_soon(self) -> bool:
        """Whether it is near, but not over."""
        return not self.late and self.days is not None and self.days <= SOON

    @property
    def text(self) -> str:
        """How it stands, in words."""
        guess = "（暂按推算）" if self.estimated else ""
        if self.days is None:
            return "逾期" if self.late else "该年放假安排未公布"
        if self.late:
            return f"逾期{self.days}个工作日{guess}" if self.days else "逾期，今天不是工作日"
        return f"剩{self.days}个工作日{guess}" if self.days else "今天到期"


def due_of(calendar: Calendar, text: str, today: date) -> Due | None:
    """A due day as a row keeps it, seen from today; None for ""."""
    if not text:
        return None
    on = date.fromisoformat(text)
    try:
        days: int | None = abs(calendar.workdays_until(today, on))
        estimated = calendar.estimated(*sorted((today, on)))
    except CalendarMissing:
        days, estimated = None, False
    return Due(on, on < today, days, estimated)
