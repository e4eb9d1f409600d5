"""Vetoes, holds and moves at once on the cases of one person: one winner each, and L2 afterwards."""

from pathlib import Path

from by_hand import order
from linear import OFFICE
from races import ROUNDS, assert_clean, moves_of, race
from standing_house import (
    CONFIRMED,
    DISCIPLINE,
    HEAD,
    HOLD,
    SECRETARY,
    SECRETARY_2,
    SUPERVISION,
    acts,
    proposed,
    standing,
    standing_house,
)

from workflow.commands.cases import move
from workflow.commands.standing import confirm_veto, hold
from workflow.errors import CaseMoved, ConditionsUnmet, NotAvailable
from workflow.journal.read import history


@ROUNDS
def test_of_two_who_confirm_one_wins_and_no_move_comes_after_the_veto(
    url: str, tmp_path: Path, rounds: int
) -> None:
    house = standing_house(url, tmp_path, rounds)
    for n in range(rounds):
        person, case, also = f"p{n}", f"case{n}", f"also{n}"
        for one in (case, also):
            with house.desk() as desk:
                move(desk, order(OFFICE), one, "m0")
        veto = proposed(house, person, HEAD)
        outcomes = race(house, [
            lambda desk, p=person, v=veto: confirm_veto(desk, order(SECRETARY), p, v, CONFIRMED),
            lambda desk, p=person, v=veto: confirm_veto(desk, order(SECRETARY_2), p, v, CONFIRMED),
            lambda desk, c=case: move(desk, order(OFFICE, seen={f"case:{c}": 2}), c, "back"),
            lambda desk, c=case: move(desk, order(HEAD, seen={f"case:{c}": 2}), c, "back"),
            lambda desk, c=also: move(desk, order(OFFICE), c, "back"),
            lambda desk, p=person: hold(desk, order(SUPERVISION), p, HOLD),
        ])  # fmt: skip
        assert outcomes[:2].count(None) == 1, outcomes
        assert all(isinstance(one, NotAvailable) for one in outcomes[:2] if one), outcomes
        assert outcomes[2:4].count(None) <= 1, outcomes
        refused = [one for one in outcomes[2:5] if one]
        assert all(isinstance(one, CaseMoved | ConditionsUnmet) for one in refused), outcomes
        assert outcomes[5] is None, outcomes
        (confirmed,) = acts(house, person, "confirm_veto")
        for one in (case, also):
            for made in moves_of(house, one):
                assert made.body["read"][f"person:{person}"] < confirmed.seq
        assert standing(house, person) == "vetoed"
    assert_clean(house)


@ROUNDS
def test_whatever_moves_forward_was_judged_before_the_first_hold(
    url: str, tmp_path: Path, rounds: int
) -> None:
    house = standing_house(url, tmp_path, rounds)
    for n in range(rounds):
        person, case, also = f"p{n}", f"case{n}", f"also{n}"
        outcomes = race(house, [
            lambda desk, p=person: hold(desk, order(SUPERVISION), p, HOLD),
            lambda desk, p=person: hold(desk, order(DISCIPLINE), p, HOLD),
            lambda desk, c=case: move(desk, order(OFFICE, seen={f"case:{c}": 1}), c, "m0"),
            lambda desk, c=case: move(desk, order(HEAD, seen={f"case:{c}": 1}), c, "m0"),
            lambda desk, c=also: move(desk, order(OFFICE, seen={f"case:{c}": 1}), c, "m0"),
            lambda desk, c=also: move(desk, order(HEAD, seen={f"case:{c}": 1}), c, "m0"),
        ])  # fmt: skip
        assert outcomes[:2] == [None, None], outcomes
        for pair in (outcomes[2:4], outcomes[4:]):
            assert pair.count(None) <= 1, outcomes
            assert all(isinstance(one, CaseMoved | ConditionsUnmet) for one in pair if one)
        first = min(one.seq for one in acts(house, person, "hold"))
        for one in (case, also):
            for made in moves_of(house, one):
                assert made.body["read"][f"person:{person}"] < first
        assert standing(house, person) == "held"
    assert_clean(house)


@ROUNDS
def test_of_six_who_saw_the_same_file_one_holds(url: str, tmp_path: Path, rounds: int) -> None:
    house = standing_house(url, tmp_path, rounds)
    for n in range(rounds):
        person = f"p{n}"
        with house.reading() as desk:
            seen = {f"person:{person}": len(history(desk, f"person:{person}"))}
        outcomes = race(house, [
            lambda desk, p=person, s=seen: hold(desk, order(SUPERVISION, seen=s), p, HOLD)
        ] * 6)  # fmt: skip
        assert outcomes.count(None) == 1
        assert all(isinstance(one, CaseMoved) for one in outcomes if one), outcomes
        assert len(acts(house, person, "hold")) == 1
    assert_clean(house)
