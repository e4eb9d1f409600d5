"""The case (事项页): how far, why it cannot go on, its moves, its record, its papers, reminders."""

from web.cases import materials, moving, record, reminding, show
from web.cases.room import bp, seen_case

__all__ = ["bp", "materials", "moving", "record", "reminding", "seen_case", "show"]
