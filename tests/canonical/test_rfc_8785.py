"""Our bytes are those of another implementation of RFC 8785, object by object."""

import random
from typing import Any

import pytest
import rfc8785

from workflow.canonical import LARGEST, canonical, parse, rewritten

# Plain and odd: Chinese, compatibility ideographs, beyond the basic plane, controls, quotes.
LETTERS = "ab 沈砚青\uf9d1\U00020bb7\U0001f642\x00\x1f\x7f\t\n\"\\/\u2028é"


def drawn(chance: random.Random, depth: int = 0) -> Any:
    """A random value of our profile."""
    match chance.randrange(8 if depth < 4 else 5):
        case 0:
            return chance.choice([None, True, False])
        case 1:
            return chance.choice([0, -1, LARGEST, -LARGEST, chance.randrange(-LARGEST, LARGEST)])
        case 2 | 3 | 4:
            return "".join(chance.choices(LETTERS, k=chance.randrange(9)))
        case 5:
            return [drawn(chance, depth + 1) for _ in range(chance.randrange(5))]
        case _:
            names = ("".join(chance.choices("aAzZ_0~\x7f \"", k=chance.randrange(4))) for _ in range(6))
            return {name: drawn(chance, depth + 1) for name in names}


@pytest.mark.parametrize("rounds", [2_000, pytest.param(50_000, marks=pytest.mark.nightly)])
def test_the_bytes_are_those_of_rfc8785(rounds: int) -> None:
    chance = random.Random(8785)
    for _ in range(rounds):
        value = {"v": drawn(chance), "w": drawn(chance)}
        told = rfc8785.dumps(value)
        assert canonical(value) == told == rewritten(value)
        assert parse(told) == value


@pytest.mark.parametrize("value", [2**53, -(2**53), {"a": [2**60]}])
def test_both_refuse_a_number_that_others_would_round(value: Any) -> None:
    with pytest.raises(rfc8785.CanonicalizationError):
        rfc8785.dumps(value)
    with pytest.raises(ValueError, match="53"):
        canonical(value)
    with pytest.raises(ValueError, match="53"):
        parse(str(value).replace("'", '"').replace(": ", ":").encode())
