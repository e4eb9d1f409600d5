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


def taken_kind(values: dict[str, Any]) -> str:
    """The kind of a stated fact, taken out of its values: under `fact`, or under `kind` where the
    fact has no kind of its own (as a sanction or a degree has)."""
    return str(values.pop("fact" if "fact" in values else "kind", ""))


def resolved(value: Any, text: Callable[[str], Any]) -> Any:
    """`value` with every text in it (never a key) put through `text`."""
    if isinstance(value, Mapping):
        return {key: resolved(one, text) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [resolved(one, text) for one in value]
    return text(value) if isinstance(value, str) else value
