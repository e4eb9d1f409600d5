"""An organization department registers people and posts of every unit below its committee, no further."""

from pathlib import Path

import pytest
from trial_house import BY_NAME, SECURITY, START, found_trial

from workflow.commands.organizations import enter_organization, enter_post
from workflow.commands.people import register
from workflow.commands.selections import open_selection
from workflow.errors import NotAuthorised
from workflow.journal import Actor, House, Order
from workflow.queries.choices import processes

POST = {"title": "职位", "level": "county_deputy", "position": "deputy", "quota": 1}


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    return found_trial(url, tmp_path)


def order(number: int, actor: Actor) -> Order:
    return Order(f"registering-{number}", actor, START)


def test_the_departments_clerk_registers_a_person_of_a_unit_beside_the_department(
    house: House,
) -> None:
    with house.desk() as desk:
        entry = register(desk, order(1, BY_NAME["clerk"]), "p9", "新来", "unit")
    assert (entry.subject, entry.seq) == ("person:p9", 1)


def test_the_departments_chief_enters_a_post_of_such_a_unit(house: House) -> None:
    with house.desk() as desk:
        entry = enter_post(
            desk, order(1, BY_NAME["chief"]), "post9", {**POST, "organization": "unit"}
        )
    assert entry.seq == 1


def test_a_unit_of_another_committee_is_not_theirs(house: House) -> None:
    with house.desk() as desk:
        enter_organization(desk, order(1, SECURITY), "elsewhere", {
            "name": "别处", "kind": "committee", "parent": "",
        })  # fmt: skip
    with pytest.raises(NotAuthorised), house.desk() as desk:
        register(desk, order(2, BY_NAME["clerk"]), "p9", "新来", "elsewhere")
    with pytest.raises(NotAuthorised), house.desk() as desk:
        enter_post(desk, order(3, BY_NAME["chief"]), "post9", {**POST, "organization": "elsewhere"})


def test_a_selection_is_still_opened_for_ones_own_department_only(house: House) -> None:
    with house.reading() as desk:
        edition = next(iter(processes(desk)))
    values = {"title": "批次", "department": "unit", "body": "body", "occasion": "individual"}
    with pytest.raises(NotAuthorised), house.desk() as desk:
        open_selection(desk, order(1, BY_NAME["clerk"]), "s9", values, edition)
