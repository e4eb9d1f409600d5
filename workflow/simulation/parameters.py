"""The shape of a simulation's parameters (推演参数): what a department states about itself.

Times of work are minutes, waiting is working days; a pair is the least and the most, all between
equally likely. Every figure is an assumption of whoever writes the file.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from workflow.edition import Name, Strict, Title

DAY = 480  # minutes of a working day

Span: TypeAlias = tuple[int, int]
NONE: Span = (0, 0)


def _day(text: object) -> object:
    try:
        return date.fromisoformat(str(text))
    except ValueError as wrong:
        # The reader of shapes shows the type of an error it does not know, so the type speaks.
        raise PydanticCustomError("应当是日期，如 2026-03-02", "应当是日期") from wrong


class Staff(Strict):
    """How many hold a duty (人手), and the minutes a day that each has for these cases."""

    people: int
    minutes: int = DAY


class Sittings(Strict):
    """How often a body sits (会议): every so many working days, for at most so many cases."""

    every: int
    cases: int


class Effort(Strict):
    """What one activity takes (用时): minutes of each act, working days in which it lies elsewhere."""

    record: Span = NONE
    approve: Span = NONE
    answer: Span = NONE
    conclude: Span = NONE
    wait: Span = NONE


class Parameters(Strict):
    """A wave (一批推演) and whoever handles it. Shares are per cent."""

    edition: Title
    begin: Annotated[date, BeforeValidator(_day)]
    cases: int
    over: int  # working days within which the cases begin
    batch: int  # cases of one selection: what is `of: selection` is done once for them
    seed: int
    move: Span
    staff: Mapping[Name, Staff]  # a duty that is not named always has somebody free
    sittings: Mapping[Name, Sittings]
    kinds: Mapping[Name, Effort]
    activities: Mapping[Name, Effort] = {}
    conditions: Mapping[Name, int] = {}
    ways: Mapping[Name, Mapping[Name, int | Name]] = {}

    def effort(self, activity: str, kind: str) -> Effort:
        """What an activity takes: as said of it, else of its kind."""
        return self.activities.get(activity) or self.kinds[kind]
