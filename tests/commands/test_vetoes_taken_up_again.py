"""A veto that a meeting put off or voted down is taken up again only under the rules for it."""

from datetime import timedelta
from pathlib import Path

import pytest
from by_hand import order
from linear import AT
from standing_house import (
    CONFIRMED,
    HEAD,
    MINUTES,
    PROPOSAL,
    SECRETARY,
    acts,
    convened,
    standing_house,
    vote,
)
from veto_votes import NO_MAJORITY, put_off

from workflow.commands.standing import confirm_veto, propose_veto
from workflow.commands.veto_items import record_veto_item
from workflow.errors import ConditionsUnmet
from workflow.journal import Actor, House, Order
from workflow.queries.vetoes import voted_on


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    return standing_house(url, tmp_path, 1)


def later(house: House, meeting: str, day: str) -> None:
    """Another sitting of the committee, on another day."""
    with house.desk() as desk:
        convened(desk, meeting, held_on=day)


@pytest.fixture
def untouched(house: House) -> str:
    """A veto that is proposed and that no meeting has taken up yet."""
    one = order(HEAD)
    with house.desk() as desk:
        propose_veto(desk, one, "p0", PROPOSAL)
    return one.id


def at(day: int, actor: Actor) -> Order:
    """A command of somebody on a day of March."""
    return order(actor, at=AT + timedelta(days=day - 1))


def minuted(house: House, veto: str, meeting: str, day: int, values: dict[str, object]) -> None:
    """What a meeting of that day did with the proposal."""
    with house.desk() as desk:
        record_veto_item(desk, at(day, MINUTES), meeting, "p0", veto, values)


def confirming(house: House, veto: str, meeting: str, day: int) -> list[str]:
    """The rules by which a confirmation of that day is refused; none where it is not."""
    try:
        with house.desk() as desk:
            confirm_veto(desk, at(day, SECRETARY), "p0", veto, {**CONFIRMED, "meeting": meeting})
    except ConditionsUnmet as refusal:
        return [one.rule for one in refusal.reasons]
    return []


def test_a_veto_put_off_is_not_voted_on_in_the_same_meeting(house: House, untouched: str) -> None:
    minuted(house, untouched, "sitting", 1, put_off())
    minuted(house, untouched, "sitting", 1, vote())
    assert confirming(house, untouched, "sitting", 1) == ["R-DEC-10"]


def test_a_veto_put_off_is_voted_on_once_the_question_is_answered(
    house: House, untouched: str
) -> None:
    later(house, "second", "2026-03-05")
    minuted(house, untouched, "sitting", 1, put_off())
    minuted(house, untouched, "second", 5, vote())
    assert confirming(house, untouched, "second", 5) == ["R-DEC-10"]
    minuted(house, untouched, "second", 5, {**vote(), "answer": "经查属实"})
    assert confirming(house, untouched, "second", 5) == []
    (last,) = acts(house, "p0", "confirm_veto")
    assert last.body["read"].keys() >= {"meeting:sitting", "meeting:second"}


def test_a_veto_voted_down_is_voted_on_again_only_when_more_than_half_consent(
    house: House, untouched: str
) -> None:
    later(house, "second", "2026-03-05")
    minuted(house, untouched, "sitting", 1, vote(*NO_MAJORITY))
    minuted(house, untouched, "second", 5, vote())
    assert confirming(house, untouched, "second", 5) == ["R-DEC-11"]
    few = [{"member": one, "on": "2026-03-04"} for one in ("m1", "m2", "m2")]
    minuted(house, untouched, "second", 5, {**vote(), "consents": few})
    assert confirming(house, untouched, "second", 5) == ["R-DEC-11"]
    enough = [*few, {"member": "m3", "on": "2026-03-04"}]
    minuted(house, untouched, "second", 5, {**vote(), "consents": enough})
    assert confirming(house, untouched, "second", 5) == []


def test_what_another_body_voted_binds_nobody(house: House, untouched: str) -> None:
    with house.reading() as desk:
        assert voted_on(desk, "p0", untouched) == voted_on(desk, "p0", "nix") == {}
    with house.desk() as desk:
        convened(desk, "office", kind="department")
    minuted(house, untouched, "office", 1, vote(*NO_MAJORITY))
    minuted(house, untouched, "sitting", 1, vote())
    assert confirming(house, untouched, "sitting", 1) == []
