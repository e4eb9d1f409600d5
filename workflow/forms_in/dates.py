"""Dates as appointment forms write them (日期写法): a month or a day, or not understood.

Accepted: yyyyMM, yyyyMMdd, and year, month, perhaps day parted by `.`, `-`, `/` or 年 月 日.
A bare year is not understood: which month it stands for is for a person to say.
"""

import re
from dataclasses import dataclass
from datetime import date

# Only ASCII digits: `\d` would take the digits of every script.
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_SPELLINGS = tuple(
    re.compile(_YEAR + rest)
    for rest in (
        r"(?P<month>[0-9]{2})(?P<day>[0-9]{2})?",
        r"(?P<mark>[.\-/])(?P<month>[0-9]{1,2})(?:(?P=mark)(?P<day>[0-9]{1,2}))?",
        r"年(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})日)?",
    )
)


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A day, or the first of a month; `precision` ("day", "month") says which."""

    on: date
    precision: str

    def values(self, key: str = "on") -> dict[str, object]:
        """As values of a stated fact: the ISO date under `key`, and the precision."""
        return {key: self.on.isoformat(), "precision": self.precision}


def read_date(text: str) -> StatedDate | None:
    """The date that a text states; None where it is empty or not understood."""
    for spelling in _SPELLINGS:
        match = spelling.fullmatch(text.strip())
        if match:
            return _dated(match)
    return None


def _dated(match: re.Match[str]) -> StatedDate | None:
    day = match["day"]
    try:
        on = date(int(match["year"]), int(match["month"]), int(day or 1))
    except ValueError:  # no such month or day in the calendar
        return None
    return StatedDate(on, "day" if day else "month")
