"""A selection is of one of the occasions that the conditions know (换届 or individual)."""

import uuid
from pathlib import Path

import pytest
from linear import AT, CLERK, linear_edition, linear_house

from workflow.commands.changing import content_of
from workflow.commands.editions import latest
from workflow.commands.selections import open_selection
from workflow.errors import BadInput
from workflow.journal import House, Order


@pytest.fixture
def house(tmp_path: Path) -> House:
    url = f"sqlite:///{tmp_path / 'cadre.db'}"
    return linear_house(url, tmp_path, linear_edition(1), 1)[0]


def opened(house: House, **told: str) -> str:
    with house.desk() as desk:
        values = {"title": "批次", "department": "dept", "body": "body", **told}
        order = Order(uuid.uuid4().hex, CLERK, AT)
        open_selection(desk, order, "new", values, latest(desk, "linear"))
        occasion: str = content_of(desk, "selection:new")["occasion"]
        return occasion


@pytest.mark.parametrize("occasion", ["individual", "leadership_change"])
def test_a_selection_keeps_its_occasion(house: House, occasion: str) -> None:
    assert opened(house, occasion=occasion) == occasion


def test_a_selection_of_which_nothing_is_said_is_no_leadership_change(house: House) -> None:
    assert opened(house) == "individual"


def test_an_unknown_occasion_is_refused_and_not_taken_for_an_individual_one(house: House) -> None:
    with pytest.raises(BadInput) as refusal:
        opened(house, occasion="leadership_chang")
    assert [one.rule for one in refusal.value.reasons] == ["R-TRACE-02"]
