"""What an entry is found by (检索列): copied from its data into columns, and compared by verification."""

from collections.abc import Mapping
from typing import Any


def marks(data: Mapping[str, Any]) -> dict[str, str]:
    """What was done, in which activity, and which other subject it is on.

    An item of a meeting lies in the meeting's journal and is on a case, or on a person's veto.
    """
    about = next((f"{kind}:{data[kind]}" for kind in ("case", "person") if data.get(kind)), "")
    return {
        "act": str(data.get("act") or data.get("move") or ""),
        "activity": str(data.get("activity") or ""), "about": about,
    }  # fmt: skip
