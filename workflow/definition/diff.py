"""What two editions say differently (版本差异): every place, with what stood there and what stands now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel

from workflow.edition import Edition, Move

ABSENT = "（无）"


class Missing:
    """What stands where an edition says nothing at all."""


MISSING: Final = Missing()


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that differs: its keys from the top, what the older says, what the newer says.

    `reordered`: the same names in another order.
    """

    keys: tuple[str, ...]
    before: Any
    after: Any
    reordered: bool = False

    @property
    def path(self) -> str:
        """The place as names joined by dots."""
        return ".".join(self.keys) + ("（次序）" if self.reordered else "")

    @property
    def old(self) -> str:
        """What the older says, as a text."""
        return _shown(self.before)

    @property
    def new(self) -> str:
        """What the newer says, as a text."""
        return _shown(self.after)

    def __str__(self) -> str:
        return f"{self.path}：{self.old} → {self.new}"


def differences(a: Edition, b: Edition) -> list[Difference]:
    """Every place in which `b` differs from `a`; empty exactly when their digests are equal."""
    parts: tuple[tuple[tuple[str, ...], Any, Any], ...] = (
        ((), a.process, b.process),
        (("rules",), a.rules, b.rules),
        (("duties",), a.duties, b.duties),
    )
    return [found for keys, old, new in parts for found in _compare(keys, old, new)]


def _compare(keys: tuple[str, ...], old: Any, new: Any) -> Iterator[Difference]:
    old, new = opened(old), opened(new)
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _mappings(keys, old, new)
    elif old != new or type(old) is not type(new):
        yield Difference(keys, old, new)


def _mappings(
    keys: tuple[str, ...], old: dict[str, Any], new: dict[str, Any]
) -> Iterator[Difference]:
    for key in dict.fromkeys((*old, *new)):
        below = (*keys, key)
        if key not in new or key not in old:
            yield Difference(below, old.get(key, MISSING), new.get(key, MISSING))
        else:
            yield from _compare(below, old[key], new[key])
    kept, now = tuple(k for k in old if k in new), tuple(k for k in new if k in old)
    if kept != now:
        yield Difference(keys, kept, now, reordered=True)


def opened(value: Any) -> Any:
    """A part as a mapping where it has parts with names: models by key, moves by name."""
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        return {field.alias or name: getattr(value, name) for name, field in fields.items()}
    if isinstance(value, tuple) and value and all(isinstance(one, Move) for one in value):
        return {one.name: one for one in value}
    return dict(value) if isinstance(value, Mapping) else value


def _shown(value: Any) -> str:
    value = opened(value)
    if isinstance(value, dict):
        title = value.get("title")
        return str(title) if title else "；".join(f"{k} {_shown(v)}" for k, v in value.items())
    if isinstance(value, tuple):
        return "、".join(_shown(one) for one in value) or ABSENT
    if isinstance(value, bool):
        return "是" if value else "否"
    return ABSENT if value is None or value == "" or value is MISSING else str(value)
