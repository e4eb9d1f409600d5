"""What was known when it was decided: what lay before, what did not though it was on record, what came late."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from linear import AT, CLERK, OFFICE, linear_edition, linear_house

from workflow.commands.cases import move
from workflow.commands.selections import open_case
from workflow.errors import NotFound
from workflow.journal import Desk, Draft, House, Order, append
from workflow.queries.known import Known, known

LATER = AT + timedelta(days=2)
DECIDED = AT + timedelta(days=1)


def order(at: datetime = AT, on: date | None = None) -> Order:
    return Order(uuid.uuid4().hex, CLERK, at, on)


def noted(desk: Desk, subject: str, one: Order, act: str = "record") -> None:
    """An entry of some activity in the journal of a subject."""
    append(desk, one, Draft(subject, "record", {"activity": "talks", "act": act}))


@pytest.fixture
def house(tmp_path: Path) -> House:
    """p0 has a second case in another selection, in which something was noted before the decision."""
    house = linear_house(f"sqlite:///{tmp_path / 'cadre.db'}", tmp_path, linear_edition(3), 2)[0]
    with house.desk() as desk:
        open_case(desk, order(), "other", {
            "number": "other", "person": "p0", "post": "post1", "selection": "sel1",
        })  # fmt: skip
        noted(desk, "case:other", order())
        noted(desk, "case:other", order(), "not_applicable")
        noted(desk, "case:case0", order())
        move(desk, replace(order(DECIDED), actor=OFFICE), "case0", "m0")
        noted(desk, "case:other", order(LATER))
        noted(desk, "case:case0", order(LATER, AT.date()))
        noted(desk, "case:case0", order(LATER))
    return house


def told(house: House, below: str | None = "") -> Mapping[int, Known]:
    with house.reading() as desk:
        return known(desk, "case0", below)


def test_what_is_on_record_in_another_case_of_the_person_lay_not_before(house: House) -> None:
    ((seq, one),) = told(house).items()
    assert seq == 3 and one.pictured.stands == "same"
    assert [(record.subject, record.seq) for record in one.missed] == [("case:other", 2)]


def test_cases_that_one_may_not_see_are_not_told(house: House) -> None:
    assert [one.missed for one in told(house, None).values()] == [()]
    assert [one.missed for one in told(house, "elsewhere/").values()] == [()]


def test_what_had_happened_on_an_earlier_day_and_was_entered_afterwards_came_late(
    house: House,
) -> None:
    ((_, one),) = told(house).items()
    assert [(record.seq, record.on) for record in one.late] == [(4, AT.date())]


def test_of_no_case_nothing_is_known(house: House) -> None:
    with house.reading() as desk, pytest.raises(NotFound):
        known(desk, "nothing", "")
