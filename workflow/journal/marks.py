"""What an entry is found by (检索列): copied from its data into columns, and compared by verification."""

from collections.abc import Mapping
from typing import Any

NAMES = ("act", "activity", "about")


def marks(data: Mapping[str, Any]) -> dict[str, str]:
    """What was done, in which activity, and which other subject it is on, by the names of the columns."""
    return dict(zip(NAMES, found_by(data), strict=True))


def found_by(data: Mapping[str, Any]) -> tuple[str, str, str]:
    """The same without the names.

    An item of a meeting lies in the meeting's journal and is on a case, or on a person's veto.
    """
    asked = data.get
    case, person = asked("case"), asked("person")
    about = f"case:{case}" if case else f"person:{person}" if person else ""
    return str(asked("act") or asked("move") or ""), str(asked("activity") or ""), about
