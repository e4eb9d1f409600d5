"""No decision without having looked: the picture of the dossier, the right one, kept in the entry."""

import uuid
from dataclasses import replace
from pathlib import Path

import pytest
from linear import AT, CLERK, OFFICE, linear_edition, linear_house
from sqlalchemy import func, select
from statements import counting

from workflow.commands.cases import move
from workflow.commands.people import state_fact
from workflow.errors import BadInput, CaseMoved
from workflow.journal import Actor, House, Order
from workflow.journal.before import before, drawn_now
from workflow.journal.picture import dossier
from workflow.journal.read import Record, history
from workflow.models import entries
from workflow.shown import shown

AT_A_SCREEN = replace(OFFICE, session="d" * 64)


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """Two cases on a line of three moves."""
    return linear_house(url, tmp_path, linear_edition(3), 2)[0]


def order(actor: Actor = AT_A_SCREEN, **more: str) -> Order:
    return Order(uuid.uuid4().hex, actor, AT, **more)


def picture(house: House, case: str = "case0") -> str:
    with house.reading() as desk:
        return drawn_now(desk, f"case:{case}", AT).digest


def moved(house: House, one: Order, name: str = "m0") -> Record:
    with house.desk() as desk:
        move(desk, one, "case0", name)
    with house.reading() as desk:
        return history(desk, "case:case0")[-1]


def count(house: House) -> int:
    with house.reading() as desk:
        return desk.db.scalar(select(func.count()).select_from(entries)) or 0


def stated(house: House) -> None:
    with house.desk() as desk:
        state_fact(desk, order(CLERK), "p0", "politics", {"value": "群众"})


def test_a_decision_at_a_screen_without_a_picture_is_refused_whole(house: House) -> None:
    written = count(house)
    with pytest.raises(BadInput) as told:
        moved(house, order())
    (reason,) = told.value.reasons
    assert reason.rule == "R-TRACE-02" and reason.who and "卷宗" in reason.found
    assert count(house) == written


def test_the_picture_looked_at_is_in_the_entry_and_can_be_drawn_again(house: House) -> None:
    looked = picture(house)
    told = moved(house, order(view=looked))
    assert told.body["view"] == looked
    stated(house)
    moved(house, order(view=picture(house)), "m1")
    with house.reading() as desk:
        assert before(desk, told).digest == looked
    assert picture(house) != looked


def test_a_picture_that_is_no_longer_that_of_the_dossier_is_refused(house: House) -> None:
    looked = picture(house)
    stated(house)
    written = count(house)
    for stale in (looked, picture(house, "case1"), "0" * 64):
        with pytest.raises(CaseMoved) as told:
            moved(house, order(view=stale))
        assert "卷宗" in told.value.message
    assert count(house) == written
    assert moved(house, order(view=picture(house))).kind == "move"


def test_an_order_from_no_screen_has_seen_the_dossier_that_it_is_judged_on(house: House) -> None:
    looked = picture(house)
    assert moved(house, order(OFFICE)).body["view"] == looked


def test_a_picture_is_drawn_from_the_dossier_at_hand_and_asks_the_database_nothing(
    house: House,
) -> None:
    with house.reading() as desk:
        seen = dossier(desk, "case0", AT)
        with counting(house.engine) as asked:
            assert shown(seen).digest
    assert asked.count == 0


def test_a_repeated_command_answers_though_the_picture_is_another_by_now(house: House) -> None:
    one = order(view=picture(house))
    first = moved(house, one)
    assert moved(house, one).id == first.id
