"""What two editions say differently (版本差异), readable by those who decide on the change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from workflow.edition import Edition, Move

ABSENT = "（无）"


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that differs: its path, what the older says, what the newer says."""

    path: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.path}：{self.old} → {self.new}"


def differences(a: Edition, b: Edition) -> list[Difference]:
    """Every place in which `b` differs from `a`; empty exactly when their digests are equal."""
    parts = (
        ("", a.process, b.process),
        ("rules", a.rules, b.rules),
        ("duties", a.duties, b.duties),
    )
    return [found for path, old, new in parts for found in _compare(path, old, new)]


def _compare(path: str, old: Any, new: Any) -> Iterator[Difference]:
    old, new = _opened(old), _opened(new)
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _mappings(path, old, new)
    elif old != new or type(old) is not type(new):
        yield Difference(path, _shown(old), _shown(new))


def _mappings(path: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Difference]:
    for key in dict.fromkeys((*old, *new)):
        below = f"{path}.{key}" if path else key
        if key not in new:
            yield Difference(below, _shown(old[key]), ABSENT)
        elif key not in old:
            yield Difference(below, ABSENT, _shown(new[key]))
        else:
            yield from _compare(below, old[key], new[key])
    kept, now = [k for k in old if k in new], [k for k in new if k in old]
    if kept != now:
        yield Difference(f"{path}（次序）", "、".join(kept), "、".join(now))


def _opened(value: Any) -> Any:
    """A part as a mapping where it has parts with names: models by key, moves by name."""
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        return {field.alias or name: getattr(value, name) for name, field in fields.items()}
    if isinstance(value, tuple) and value and all(isinstance(one, Move) for one in value):
        return {one.name: one for one in value}
    return dict(value) if isinstance(value, Mapping) else value


def _shown(value: Any) -> str:
    value = _opened(value)
    if isinstance(value, dict):
        title = value.get("title")
        return str(title) if title else "；".join(f"{k} {_shown(v)}" for k, v in value.items())
    if isinstance(value, tuple):
        return "、".join(_shown(one) for one in value) or ABSENT
    if isinstance(value, bool):
        return "是" if value else "否"
    return ABSENT if value is None or value == "" else str(value)
