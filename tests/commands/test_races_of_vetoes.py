"""A vote on a veto corrected while the veto is confirmed on it."""

from pathlib import Path

from by_hand import order
from races import ROUNDS, assert_clean, race
from standing_house import (
    CONFIRMED,
    HEAD,
    MINUTES,
    SECRETARY,
    proposed,
    standing,
    standing_house,
    vote,
)
from veto_votes import NO_MAJORITY, items

from workflow.commands.standing import confirm_veto
from workflow.commands.veto_items import record_veto_item
from workflow.errors import ConditionsUnmet, NotAvailable


@ROUNDS
def test_a_vote_corrected_at_the_same_moment_is_either_read_or_comes_after(
    url: str, tmp_path: Path, rounds: int
) -> None:
    house = standing_house(url, tmp_path, rounds)
    for n in range(rounds):
        person = f"p{n}"
        veto = proposed(house, person, HEAD)
        outcomes = race(house, [
            lambda desk, p=person, v=veto: confirm_veto(desk, order(SECRETARY), p, v, CONFIRMED),
            lambda desk, p=person, v=veto: record_veto_item(
                desk, order(MINUTES), "sitting", p, v, vote(*NO_MAJORITY)
            ),
        ])  # fmt: skip
        corrected = [one for one in items(house) if one.data["person"] == person][1:]
        if outcomes[0] is None:
            assert not corrected and isinstance(outcomes[1], NotAvailable), outcomes
            assert standing(house, person) == "vetoed"
        else:
            assert corrected and isinstance(outcomes[0], ConditionsUnmet), outcomes
            assert standing(house, person) == "held"
    assert_clean(house)
