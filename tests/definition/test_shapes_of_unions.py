"""A key that may hold one of several shapes: a misspelt key in it is told, if without a hint."""

import pytest

from workflow.definition.shape import keys_of, shape_faults
from workflow.definition.tree import read_tree
from workflow.edition import Strict


class Inner(Strict):
    """One key."""

    name: str


class Outer(Strict):
    """A text, or the thing itself."""

    world: str | Inner


def told(text: str) -> list[tuple[int, str]]:
    return [(one.line, one.message) for one in shape_faults(Outer, read_tree(text, "a.yaml"))]


@pytest.mark.parametrize("text", ["world: 临江\n", "world: {name: 临江}\n"])
def test_either_shape_is_taken(text: str) -> None:
    assert told(text) == []


def test_a_misspelt_key_of_one_of_the_shapes_is_told() -> None:
    assert "不认识的键“nme”" in [message for _, message in told("world:\n  nme: 临江\n")]


def test_only_a_model_has_keys() -> None:
    assert keys_of(Inner) == ["name"]
    assert keys_of(str) == []
