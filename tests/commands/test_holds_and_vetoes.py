"""Hold, veto and review as commands: by another person, on facts, heard, and only once."""

from pathlib import Path

import pytest
from by_hand import order
from linear import OFFICE
from standing_house import (
    ASKED,
    CONFIRMED,
    DISCIPLINE,
    DISCIPLINE_2,
    ENDED,
    HEAD,
    HOLD,
    LIFTED,
    PROPOSAL,
    SECRETARY,
    SECRETARY_2,
    SUPERVISION,
    UPPER,
    acts,
    proposed,
    said,
    standing,
    standing_house,
    vetoed,
)

from workflow.commands.cases import move
from workflow.commands.standing import (
    confirm_veto,
    end_hold,
    hold,
    propose_veto,
    request_review,
    review,
)
from workflow.errors import (
    BadInput,
    CommandReused,
    ConditionsUnmet,
    NotAuthorised,
    NotAvailable,
    NotFound,
    Recused,
)
from workflow.journal import Actor, House
from workflow.queries.verify import verify


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    return standing_house(url, tmp_path, 1)


def rules(error: pytest.ExceptionInfo[Exception]) -> set[str]:
    return {one.rule for one in error.value.reasons}  # type: ignore[attr-defined]


def test_the_same_hold_twice_is_one_hold(house: House) -> None:
    one = order(SUPERVISION)
    for _ in range(2):
        with house.desk() as desk:
            hold(desk, one, "p0", HOLD)
    assert len(acts(house, "p0", "hold")) == 1
    with pytest.raises(CommandReused), house.desk() as desk:
        hold(desk, one, "p0", {**HOLD, "reason": "另一反映"})


@pytest.mark.parametrize("missing", HOLD)
def test_a_hold_says_why_on_what_source_what_to_verify_and_until_when(
    house: House, missing: str
) -> None:
    with pytest.raises(BadInput) as refusal, house.desk() as desk:
        hold(desk, order(SUPERVISION), "p0", {**HOLD, missing: ""})
    assert rules(refusal) == {"R-POL-08"}
    assert standing(house, "p0") == "clear"


def test_a_person_with_two_holds_is_clear_only_after_both_have_ended(house: House) -> None:
    first, second = order(SUPERVISION), order(DISCIPLINE)
    with house.desk() as desk:
        hold(desk, first, "p0", HOLD)
        hold(desk, second, "p0", HOLD)
    for one, after in ((second, "held"), (first, "clear")):
        with house.desk() as desk:
            end_hold(desk, order(OFFICE), "p0", one.id, ENDED)
        assert standing(house, "p0") == after
    with pytest.raises(NotFound), house.desk() as desk:
        end_hold(desk, order(OFFICE), "p0", first.id, ENDED)


def test_who_opened_a_hold_does_not_end_it_under_another_account(house: House) -> None:
    one = order(HEAD)
    with house.desk() as desk:
        hold(desk, one, "p0", HOLD)
    same_person = Actor(
        OFFICE.account, OFFICE.name, OFFICE.duty, OFFICE.organization, HEAD.person
    )
    for actor in (HEAD, same_person):
        with pytest.raises(Recused) as refusal, house.desk() as desk:
            end_hold(desk, order(actor), "p0", one.id, ENDED)
        assert rules(refusal) == {"R-POL-08"}
    assert standing(house, "p0") == "held"


def test_nobody_acts_on_their_own_standing(house: House) -> None:
    own = Actor(HEAD.account, HEAD.name, HEAD.duty, HEAD.organization, "p0")
    with pytest.raises(Recused) as refusal, house.desk() as desk:
        hold(desk, order(own), "p0", HOLD)
    assert rules(refusal) == {"R-AVO-04"}


@pytest.mark.parametrize("missing", sorted(PROPOSAL.keys() - {"statement"}))
def test_a_veto_needs_facts_documents_and_the_person_heard(house: House, missing: str) -> None:
    with pytest.raises(BadInput) as refusal, house.desk() as desk:
        propose_veto(desk, order(OFFICE), "p0", {**PROPOSAL, missing: None})
    assert rules(refusal) == {"R-POL-08"}
    assert standing(house, "p0") == "clear"


def test_who_refuses_to_speak_is_heard_by_a_witness(house: House) -> None:
    silent = {key: value for key, value in PROPOSAL.items() if key != "statement"}
    with pytest.raises(BadInput), house.desk() as desk:
        propose_veto(desk, order(OFFICE), "p0", silent)
    with house.desk() as desk:
        propose_veto(desk, order(OFFICE), "p0", {**silent, "refused_witness": "见证人"})
    assert standing(house, "p0") == "held"


def test_a_hold_that_had_nothing_to_do_with_a_lifted_veto_still_stands(house: House) -> None:
    other = order(SUPERVISION)
    with house.desk() as desk:
        hold(desk, other, "p0", HOLD)
    veto = vetoed(house, "p0")
    for reviewer in (DISCIPLINE, UPPER):
        with house.desk() as desk:
            review(desk, order(reviewer), "p0", veto, LIFTED)
    assert standing(house, "p0") == "held"
    with pytest.raises(ConditionsUnmet) as refusal, house.desk() as desk:
        move(desk, order(OFFICE), "case0", "m0")
    assert rules(refusal) == {"R-POL-08"}
    with house.desk() as desk:
        end_hold(desk, order(OFFICE), "p0", other.id, ENDED)
    assert standing(house, "p0") == "clear"


def test_a_veto_stops_every_case_where_it_stands_and_lifting_leaves_it_there(house: House) -> None:
    with house.desk() as desk:
        move(desk, order(OFFICE), "case0", "m0")
    veto = vetoed(house, "p0")
    for case, name in (("case0", "m1"), ("case0", "back"), ("also0", "m0")):
        with pytest.raises(ConditionsUnmet) as refusal, house.desk() as desk:
            move(desk, order(OFFICE), case, name)
        assert rules(refusal) == {"R-POL-05", "R-POL-06"}
    for reviewer, after in ((DISCIPLINE, "vetoed"), (UPPER, "clear")):
        with house.desk() as desk:
            review(desk, order(reviewer), "p0", veto, LIFTED)
        assert standing(house, "p0") == after
    with house.reading() as desk:
        assert said(desk, "case:case0")["state"] == "s1"
        assert said(desk, "case:also0")["state"] == "s0"
        assert verify(desk).broken == ()
    with house.desk() as desk:
        move(desk, order(OFFICE), "case0", "m1")


def test_a_settled_proposal_is_not_confirmed_again(house: House) -> None:
    veto = vetoed(house, "p0")
    for reviewer in (DISCIPLINE, UPPER):
        with house.desk() as desk:
            review(desk, order(reviewer), "p0", veto, LIFTED)
    with pytest.raises(NotAvailable) as refusal, house.desk() as desk:
        confirm_veto(desk, order(SECRETARY_2), "p0", veto, CONFIRMED)
    assert rules(refusal) == {"R-POL-08"}
    assert standing(house, "p0") == "clear"


def test_a_proposal_found_to_be_without_ground_is_not_confirmed(house: House) -> None:
    veto = proposed(house, "p0")
    with house.desk() as desk:
        end_hold(desk, order(HEAD), "p0", veto, ENDED)
    with pytest.raises(NotAvailable), house.desk() as desk:
        confirm_veto(desk, order(SECRETARY), "p0", veto, CONFIRMED)
    assert standing(house, "p0") == "clear"


def test_a_veto_is_confirmed_only_by_another_person_entitled_to(house: House) -> None:
    veto = proposed(house, "p0", HEAD)
    same_person = Actor(
        SECRETARY.account, SECRETARY.name, SECRETARY.duty, SECRETARY.organization, HEAD.person
    )
    for actor, rule in ((HEAD, "R-DUTY-01"), (same_person, "R-POL-08")):
        with pytest.raises(NotAuthorised) as refusal, house.desk() as desk:
            confirm_veto(desk, order(actor), "p0", veto, CONFIRMED)
        assert rules(refusal) == {rule}
    assert standing(house, "p0") == "held"


def test_a_hold_that_came_during_the_veto_stands_after_it_is_lifted(house: House) -> None:
    veto = vetoed(house, "p0")
    with house.desk() as desk:
        hold(desk, order(SUPERVISION), "p0", HOLD)
    assert standing(house, "p0") == "vetoed"
    for reviewer in (DISCIPLINE, UPPER):
        with house.desk() as desk:
            review(desk, order(reviewer), "p0", veto, LIFTED)
    assert standing(house, "p0") == "held"


@pytest.mark.parametrize("second", [DISCIPLINE, DISCIPLINE_2])
def test_two_reviewers_are_two_people_of_two_duties(house: House, second: Actor) -> None:
    veto = vetoed(house, "p0")
    with house.desk() as desk:
        review(desk, order(DISCIPLINE), "p0", veto, LIFTED)
    with pytest.raises(Recused) as refusal, house.desk() as desk:
        review(desk, order(second), "p0", veto, LIFTED)
    assert rules(refusal) == {"R-POL-08"}
    assert standing(house, "p0") == "vetoed"


def test_a_new_request_for_review_starts_with_no_opinion(house: House) -> None:
    veto = vetoed(house, "p0")
    with house.desk() as desk:
        review(desk, order(DISCIPLINE), "p0", veto, LIFTED)
        request_review(desk, order(OFFICE), "p0", veto, ASKED)
    with house.desk() as desk:
        review(desk, order(UPPER), "p0", veto, LIFTED)
    assert standing(house, "p0") == "vetoed"
    with house.desk() as desk:
        review(desk, order(DISCIPLINE), "p0", veto, LIFTED)
    assert standing(house, "p0") == "clear"
