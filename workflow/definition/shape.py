"""Does a file have the shape of an edition (形状核对)? Every fault of pydantic, in Chinese, with its line."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from types import MappingProxyType, UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from workflow.definition.fault import Fault, nearest
from workflow.definition.tree import Path, Tree

# By pydantic's error type. `{value}` what was written, `{expected}` what pydantic would take.
MESSAGES: Mapping[str, str] = MappingProxyType({
    "missing": "缺少“{key}”",
    "extra_forbidden": "不认识的键“{key}”{near}",
    "string_type": "应当是文字，现为{value}",
    "string_too_short": "文字不能为空",
    "string_pattern_mismatch": "{value}不合命名规格 {pattern}",
    "literal_error": "{value}不在可选值内（{expected}）{near}",
    "bool_type": "应当是 true 或 false，现为{value}",
    "int_type": "应当是整数，现为{value}",
    "tuple_type": "应当是列表 […]，现为{value}",
    "dict_type": "应当是键值表，现为{value}",
    "mapping_type": "应当是键值表，现为{value}",
    "model_type": "应当是键值表，现为{value}",
    "model_attributes_type": "应当是键值表，现为{value}",
})  # fmt: skip
LONGEST_SHOWN = 40


def shape_faults(shape: Any, tree: Tree) -> Iterator[Fault]:
    """Every place where `tree` is not a `shape` (a model, or a mapping of models)."""
    try:
        validated(shape, tree)
    except ValidationError as wrong:
        # The members of a union fail one by one at the same place: one fault for its author.
        # An empty value is what the tree left of a value that it has blamed already.
        errors = (one for one in wrong.errors() if one["input"] is not None)
        told = [(tree.written(_path(error)), error) for error in errors]
        for _, group in groupby(told, lambda one: one[0] if _of_union(one) else id(one)):
            yield _fault(shape, tree, [error for _, error in group])


def validated(shape: Any, tree: Tree) -> Any:
    """`tree` as a `shape`; by alias only, so that each key has one spelling."""
    return TypeAdapter(shape).validate_python(tree.data, by_alias=True, by_name=False)


def _path(error: ErrorDetails) -> Path:
    return tuple(step for step in error["loc"] if step != "[key]")


def _of_union(one: tuple[Path, ErrorDetails]) -> bool:
    path, error = one
    return error["type"] not in ("missing", "extra_forbidden") and len(path) < len(_path(error))


def _fault(shape: Any, tree: Tree, errors: list[ErrorDetails]) -> Fault:
    first = errors[0]
    place = tree.written(_path(first))
    at_key = first["type"] in ("missing", "extra_forbidden") or first["loc"][-1:] == ("[key]",)
    texts = dict.fromkeys(_message(shape, error) for error in errors)
    path = _path(first) if first["type"] == "missing" else place
    return tree.fault(path, "；或".join(texts), at_key=at_key)


def _message(shape: Any, error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    path, value = _path(error), error["input"]
    key = str(path[-1]) if path else ""
    near = ""
    if error["type"] == "extra_forbidden":
        near = nearest(key, keys_of(_shape_at(shape, path[:-1])))
    elif error["type"] == "literal_error":
        near = nearest(str(value), _choices(context["expected"]).split("、"))
    form = MESSAGES.get(error["type"], "写法有误（{type}）")
    return form.format(
        key=key, near=near, value=_shown(value), type=error["type"],
        expected=_choices(context.get("expected", "")), pattern=context.get("pattern", ""),
    )  # fmt: skip


def _choices(expected: object) -> str:
    return str(expected).replace("'", "").replace(" or ", "、").replace(", ", "、")


def _shown(value: object) -> str:
    if isinstance(value, str):
        text = value if len(value) <= LONGEST_SHOWN else value[:LONGEST_SHOWN] + "…"
        return f"“{text}”"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    return {"dict": "键值表", "tuple": "列表"}.get(type(value).__name__, "空值")


def keys_of(shape: Any) -> list[str]:
    """The keys that a model takes, as they are written."""
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        return [field.alias or name for name, field in shape.model_fields.items()]
    return []


def _shape_at(shape: Any, path: Path) -> Any:
    """The model that stands at `path` below `shape`; None where there is none."""
    for step in path:
        shape = _inside(shape, step)
    return _plain(shape)


def _inside(shape: Any, step: str | int) -> Any:
    shape = _plain(shape)
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        found = (f for name, f in shape.model_fields.items() if (f.alias or name) == step)
        return next((one.annotation for one in found), None)
    inner = get_args(shape)
    if not inner:
        return None
    return inner[0] if get_origin(shape) is tuple else inner[-1]


def _plain(shape: Any) -> Any:
    """An optional model without its None."""
    if get_origin(shape) in (Union, UnionType):
        return next((one for one in get_args(shape) if one is not type(None)), None)
    return shape
