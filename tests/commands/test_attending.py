"""Signing for what is asked of several, and following cases: conveniences that give no authority."""

from pathlib import Path

import pytest
from by_hand import order
from linear import CLERK, OFFICE
from sqlalchemy import select
from standing_house import DISCIPLINE, HEAD, standing_house

from workflow.commands.attention import claim, follow, give_back, unfollow
from workflow.commands.cases import move
from workflow.errors import NotAuthorised, NotAvailable, NotFound
from workflow.journal import Actor, House
from workflow.models import claims
from workflow.queries.attention import is_followed, times_followed
from workflow.queries.requests import inbox, is_asked, request_of, waiting

AT = order(OFFICE).at
TASK = "case:case0/m0/move/organization_head/dept"


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """Two cases of one person; two heads of the department may move each."""
    return standing_house(url, tmp_path, 1)


def holder(house: House) -> str:
    """Who has signed for the move of the first case."""
    with house.reading() as desk:
        (found,) = [one for one in inbox(desk, OFFICE.duty, "dept") if one.task == TASK]
    return found.holder


def test_one_signs_for_what_is_asked_of_both_and_the_other_sees_who(house: House) -> None:
    for _ in range(2):  # a second time is the same
        with house.desk() as desk:
            claim(desk, OFFICE, TASK, AT)
    assert holder(house) == OFFICE.account
    with pytest.raises(NotAvailable) as told, house.desk() as desk:
        claim(desk, HEAD, TASK, AT)
    assert OFFICE.name in told.value.message
    assert told.value.reasons[0].who == (OFFICE.name,)


def test_what_is_given_back_another_may_sign_for(house: House) -> None:
    with house.desk() as desk:
        claim(desk, OFFICE, TASK, AT)
        give_back(desk, HEAD, TASK, AT)  # not his: nothing happens
    assert holder(house) == OFFICE.account
    with house.desk() as desk:
        give_back(desk, OFFICE, TASK, AT)
        claim(desk, HEAD, TASK, AT)
    assert holder(house) == HEAD.account


def test_signing_gives_no_authority_and_takes_none(house: House) -> None:
    with house.desk() as desk:
        claim(desk, OFFICE, TASK, AT)
    with house.desk() as desk:
        move(desk, order(HEAD), "case0", "m0")
    with house.reading() as desk:
        assert desk.db.execute(select(claims)).all() == []  # nobody has what is no longer asked
        assert not is_asked(desk, OFFICE.duty, "dept", TASK)


def test_who_is_not_asked_signs_for_nothing(house: House) -> None:
    for actor in (CLERK, DISCIPLINE):
        with pytest.raises(NotFound), house.desk() as desk:
            claim(desk, actor, TASK, AT)
        with pytest.raises(NotFound), house.desk() as desk:
            give_back(desk, actor, TASK, AT)
    with pytest.raises(NotAuthorised), house.desk() as desk:
        claim(desk, Actor("nix", "某人", OFFICE.duty, "dept"), TASK, AT)


def test_a_request_says_whose_act_opened_it_and_keeps_saying_so(house: House) -> None:
    id = "case:case0/m0/move/organization_head/"
    with house.reading() as desk:
        found = request_of(desk, id)
    assert found is not None
    assert (found.from_name, found.from_duty, found.holder) == (CLERK.name, CLERK.duty, "")
    with house.desk() as desk:
        move(desk, order(OFFICE), "case0", "m0")
        move(desk, order(HEAD), "case0", "back")
    with house.reading() as desk:
        again = request_of(desk, id)
        assert again is not None and (again.from_name, again.shared) == (HEAD.name, False)
        assert waiting(desk, OFFICE.duty, "dept") == len(inbox(desk, OFFICE.duty, "dept")) == 2


def test_a_case_is_followed_once_and_left_again(house: House) -> None:
    for _ in range(2):
        with house.desk() as desk:
            follow(desk, CLERK, "case0", AT)
    with house.reading() as desk:
        assert is_followed(desk, CLERK.account, "case0")
        assert not is_followed(desk, OFFICE.account, "case0")
        counts = [times_followed(desk, CLERK.account, below) for below in ("", "dept/", "x/")]
        assert counts == [1, 1, 0]
    with house.desk() as desk:
        unfollow(desk, CLERK, "case0")
    with house.reading() as desk:
        assert not is_followed(desk, CLERK.account, "case0")


def test_who_may_not_see_a_case_does_not_follow_it(house: House) -> None:
    for actor, case in ((DISCIPLINE, "case0"), (CLERK, "nix")):
        with pytest.raises(NotFound), house.desk() as desk:
            follow(desk, actor, case, AT)
