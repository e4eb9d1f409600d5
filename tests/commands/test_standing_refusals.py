"""Standing: each command once, on what is there, with an outcome that the rule knows."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from by_hand import order
from linear import OFFICE
from standing_house import (
    ASKED,
    CONFIRMED,
    DISCIPLINE,
    DOCUMENT,
    ENDED,
    HEAD,
    HOLD,
    LIFTED,
    MINUTES,
    PROPOSAL,
    SECRETARY,
    SECRETARY_2,
    SUPERVISION,
    UPPER,
    acts,
    proposed,
    standing,
    standing_house,
    vetoed,
    vote,
)

from workflow.commands.standing import (
    confirm_veto,
    end_hold,
    hold,
    propose_veto,
    request_review,
    review,
    tell_veto,
)
from workflow.commands.veto_items import record_veto_item
from workflow.errors import BadInput, NotAvailable, NotFound, WorkflowError
from workflow.journal import Desk, House

UPHELD = {**LIFTED, "outcome": "upheld"}


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    return standing_house(url, tmp_path, 1)


def refused(
    house: House, error: type[WorkflowError], command: Callable[[Desk], object]
) -> list[tuple[str, str]]:
    """Rules and findings of a refusal, after which the person stands where he stood."""
    before = standing(house, "p0")
    with pytest.raises(error) as refusal, house.desk() as desk:
        command(desk)
    assert standing(house, "p0") == before
    return [(one.rule, one.found) for one in refusal.value.reasons]


def twice(house: House, command: Callable[[Desk], object]) -> None:
    for _ in range(2):
        with house.desk() as desk:
            command(desk)


def test_every_command_on_a_standing_is_carried_out_once(house: House) -> None:
    held, ended, veto = order(SUPERVISION), order(OFFICE), order(OFFICE)
    confirmed, told, asked = order(SECRETARY), order(HEAD), order(SECRETARY)
    first, second, recorded = order(DISCIPLINE), order(UPPER), order(MINUTES)
    for command in (
        lambda desk: hold(desk, held, "p0", HOLD),
        lambda desk: end_hold(desk, ended, "p0", held.id, ENDED),
        lambda desk: propose_veto(desk, veto, "p0", PROPOSAL),
        lambda desk: record_veto_item(desk, recorded, "sitting", "p0", veto.id, vote()),
        lambda desk: confirm_veto(desk, confirmed, "p0", veto.id, CONFIRMED),
        lambda desk: tell_veto(desk, told, "p0", veto.id, {"document": DOCUMENT}),
        lambda desk: request_review(desk, asked, "p0", veto.id, ASKED),
        lambda desk: review(desk, first, "p0", veto.id, UPHELD),
        lambda desk: review(desk, second, "p0", veto.id, UPHELD),
    ):
        twice(house, command)
    assert standing(house, "p0") == "vetoed"
    for act, count in (
        ("hold", 2), ("end_hold", 1), ("propose_veto", 1), ("confirm_veto", 1), ("tell_veto", 1),
        ("request_review", 1), ("review_opinion", 1), ("review", 1),
    ):  # fmt: skip
        assert len(acts(house, "p0", act)) == count, act


@pytest.mark.parametrize(("command", "outcome"), [(end_hold, "vielleicht"), (review, "halb")])
def test_an_outcome_is_one_that_the_rule_knows(
    house: House, command: Callable[..., Any], outcome: str
) -> None:
    values = {**ENDED, "outcome": outcome}
    told = refused(house, BadInput, lambda desk: command(desk, order(OFFICE), "p0", "v", values))
    assert told == [("R-POL-08", f"没有“{outcome}”这种结论")]


def test_a_person_is_heard_before_a_veto_not_after(house: House) -> None:
    later = {**PROPOSAL, "heard_on": "2026-03-02"}
    told = refused(house, BadInput, lambda desk: propose_veto(desk, order(OFFICE), "p0", later))
    assert told == [("R-POL-08", "听取本人说明的日期在将来")]


@pytest.mark.parametrize(("command", "values", "key"), [
    (propose_veto, PROPOSAL, "heard_on"), (hold, HOLD, "due_on"),
])  # fmt: skip
def test_a_day_is_a_day(
    house: House, command: Callable[..., Any], values: dict[str, Any], key: str
) -> None:
    told = refused(
        house, BadInput, lambda desk: command(desk, order(OFFICE), "p0", {**values, key: "昨天"})
    )
    assert told == [("R-TRACE-02", "“昨天”不是日期")]


def test_a_second_veto_is_neither_proposed_nor_confirmed_while_one_stands(house: House) -> None:
    veto = vetoed(house, "p0")
    told = refused(house, NotAvailable, lambda desk: propose_veto(
        desk, order(OFFICE), "p0", PROPOSAL
    ))  # fmt: skip
    assert told == [("R-POL-05", "已有一票否决")]
    told = refused(house, NotAvailable, lambda desk: confirm_veto(
        desk, order(SECRETARY_2), "p0", veto, CONFIRMED
    ))  # fmt: skip
    assert told == [("R-POL-05", "已有一票否决")]


def test_what_was_never_opened_is_neither_ended_nor_confirmed_nor_reviewed(house: House) -> None:
    proposed(house, "p0")
    for command in (
        lambda desk: end_hold(desk, order(HEAD), "p0", "nix", ENDED),
        lambda desk: confirm_veto(desk, order(SECRETARY), "p0", "nix", CONFIRMED),
        lambda desk: tell_veto(desk, order(OFFICE), "p0", "nix", {"document": DOCUMENT}),
        lambda desk: request_review(desk, order(OFFICE), "p0", "nix", ASKED),
        lambda desk: hold(desk, order(SUPERVISION), "p9", HOLD),
    ):
        assert refused(house, NotFound, command) == []


def test_a_veto_is_reviewed_only_after_it_was_asked_for(house: House) -> None:
    veto = proposed(house, "p0")
    with house.desk() as desk:
        confirm_veto(desk, order(SECRETARY), "p0", veto, CONFIRMED)
    told = refused(
        house, NotAvailable, lambda desk: review(desk, order(DISCIPLINE), "p0", veto, LIFTED)
    )
    assert told == [("R-POL-08", "没有待办的复核申请")]


def test_two_reviewers_who_do_not_agree_leave_the_veto_as_it_is(house: House) -> None:
    veto = vetoed(house, "p0")
    for reviewer, opinion in ((DISCIPLINE, LIFTED), (UPPER, UPHELD)):
        with house.desk() as desk:
            review(desk, order(reviewer), "p0", veto, opinion)
    assert standing(house, "p0") == "vetoed"
    assert acts(house, "p0", "review") == []
