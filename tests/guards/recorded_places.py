"""Every place of recorded values, to be spoilt one by one (逐项)."""

from collections.abc import Mapping
from typing import Any


def places(recorded: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Activity and place, such as `a`, `a.0`, `a.0.b`, of all that was recorded."""
    return [(name, place) for name, values in recorded.items() for place in _paths(values)]


def _paths(values: Any, prefix: str = "") -> list[str]:
    pairs = values.items() if isinstance(values, Mapping) else enumerate(values)
    found: list[str] = []
    for key, value in pairs:
        found.append(f"{prefix}{key}")
        if isinstance(value, Mapping | list):
            found += _paths(value, f"{prefix}{key}.")
    return found
