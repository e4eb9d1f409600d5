"""Merging and resolving what a story says (取值合并): plain values, deep merge, keys into ids."""

from collections.abc import Callable, Mapping
from typing import Any


def plain(value: Any) -> Any:
    """Values as commands take them: mappings and lists all the way down."""
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


def merged(old: Any, new: Any) -> Any:
    """`old` with `new` laid over it: mappings key by key, everything else replaced."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return {**old, **{key: merged(old.get(key), one) for key, one in new.items()}}
    return new


def resolved(value: Any, text: Callable[[str], Any]) -> Any:
    """`value` with every text in it (never a key) put through `text`."""
    if isinstance(value, Mapping):
        return {key: resolved(one, text) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [resolved(one, text) for one in value]
    return text(value) if isinstance(value, str) else value
