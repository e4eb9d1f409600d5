"""The closed words of a definition are those that the engine understands."""

from workflow.definition.names import Names
from workflow.definition.vocabulary import NOT_BY
from workflow.separation import WORDS


def test_every_word_of_separation_is_one_that_the_engine_judges() -> None:
    assert set(NOT_BY) == set(WORDS) | {"not_team"}
    assert {word: NOT_BY[word] for word in WORDS} == {word: told[0] for word, told in WORDS.items()}


def test_conditions_are_complementary_when_either_says_so_and_never_by_themselves() -> None:
    names = Names(guards={}, conditions={"a": "b", "b": None, "c": None})
    assert names.complementary("a", "b")
    assert names.complementary("b", "a")
    assert not names.complementary("a", "c")
    assert not names.complementary("b", "c")
    assert not names.complementary(None, None)
    assert not names.complementary("a", None)
