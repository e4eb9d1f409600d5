"""The box keeps no order and takes a code once; what is published tells nothing of who voted when."""

import random
import statistics
from concurrent.futures import ThreadPoolExecutor

import pytest

from workflow.ballots import Box, Counted, Nominee, Paper
from workflow.ballots.paper import RECOMMENDING
from workflow.commands import ballots

PAPER = Paper((Nominee("shen"), Nominee("wei"), Nominee("yan")), RECOMMENDING, 2)
GRADES = ("excellent", "competent", "basic")
GRADED = Paper((Nominee("shen"),), dict.fromkeys(GRADES, "等次"))


def test_a_code_is_taken_once() -> None:
    box = Box("b", PAPER)
    assert box.takes("code")
    assert box.cast("code", "g", ("recommend", "pass", "pass"))
    assert not box.takes("code")
    assert not box.cast("code", "g", ("pass", "recommend", "pass"))
    counted = box.seal()
    assert counted.votes[0, "g", "recommend"] == 1
    assert (2, "g", "recommend") not in counted.votes


def test_of_many_who_are_fast_with_one_code_one_is_taken() -> None:
    box = Box("b", PAPER)
    with ThreadPoolExecutor(8) as rush:
        told = list(rush.map(lambda _: box.cast("code", "", ("pass",) * 3), range(200)))
    assert told.count(True) == 1
    assert len(box.seal().used) == 1


def test_a_sealed_box_takes_nothing_until_it_is_open_again() -> None:
    box = Box("b", PAPER)
    box.seal()
    assert not box.takes("code")
    assert not box.cast("code", "", ("pass",) * 3)
    box.unseal()
    assert box.cast("code", "", ("pass",) * 3)


@pytest.mark.parametrize(("marks", "told"), [
    (("recommend",) * 3, ["最多推荐2名，现推荐3名"]),
    (("recommend",), ["每一栏都要选择一项"]),
    (("recommend", "pass", "x"), ["每一栏都要选择一项"]),
    (("recommend", "recommend", "pass"), []),
])  # fmt: skip
def test_a_paper_says_what_cannot_stand_on_it(marks: tuple[str, ...], told: list[str]) -> None:
    assert list(PAPER.faults(marks)) == told
    assert Box("b", PAPER).cast("code", "", marks) == (not told)


def test_the_box_looks_the_same_whoever_came_first() -> None:
    """Nothing in the memory of a box tells the order of the papers or joins a code to a paper."""
    codes = [f"code{n}" for n in range(20)]
    papers = [("recommend", "pass", "pass"), ("pass", "recommend", "pass")] * 10
    boxes = []
    for seed in range(3):
        pairs = list(zip(codes, random.Random(seed).sample(papers, 20), strict=True))
        random.Random(seed + 9).shuffle(pairs)
        box = Box("b", PAPER, "mark")
        for code, marks in pairs:
            box.cast(code, "g", marks)
        boxes.append(box.seal())
    assert boxes[0] == boxes[1] == boxes[2]


def _guessed(n: int, trials: int, chance: random.Random) -> list[float]:
    """How often the i-th published vote is the i-th voter's, of `n` voters with three choices."""
    rates = []
    for _ in range(trials):
        cast = [chance.choice(GRADES) for _ in range(n)]
        box = Box("b", GRADED)
        for place, choice in enumerate(cast):
            box.cast(f"c{place}", "", (choice,))
        told = ballots.published(box.seal(), 0, apart=False)
        assert sorted(one["choice"] for one in told) == sorted(cast)
        rates.append(sum(one["choice"] == mine for one, mine in zip(told, cast, strict=True)) / n)
    return rates


def _is_chance(monkeypatch: pytest.MonkeyPatch, n: int, trials: int) -> None:
    chance = random.Random(20260204)
    monkeypatch.setattr(ballots.secrets, "token_hex", lambda size: f"{chance.getrandbits(size * 8):032x}")
    rates = _guessed(n, trials, chance)
    sigma = statistics.stdev(rates) / trials**0.5
    assert abs(statistics.mean(rates) - (1 / 3 + 2 / (3 * n))) < 3 * sigma


def test_the_order_of_the_published_votes_is_independent_of_the_order_of_voting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _is_chance(monkeypatch, 15, 300)


@pytest.mark.nightly
@pytest.mark.parametrize("n", [7, 15, 40])
def test_the_order_of_many_published_votes_is_independent_of_the_order_of_voting(
    monkeypatch: pytest.MonkeyPatch, n: int
) -> None:
    _is_chance(monkeypatch, n, 20_000)


def test_published_votes_stand_in_the_order_of_their_random_ids() -> None:
    counted = Counted(frozenset(), {(0, "g", "recommend"): 30, (0, "h", "pass"): 30})
    told = ballots.published(counted, 0, apart=True)
    ids = [one["id"] for one in told]
    assert ids == sorted(ids)
    assert len(set(ids)) == 60
    assert all(len(one) == 32 for one in ids)
    assert {one["group"] for one in told} == {"g", "h"}
