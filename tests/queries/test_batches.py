"""A long list is told by some selections at a time: all of them once, the latest opened first."""

from datetime import timedelta
from pathlib import Path

import pytest
from by_hand import order
from linear import AT, CLERK, linear_edition, linear_house
from statements import counting

from workflow.commands.people import register
from workflow.commands.selections import open_case, open_selection
from workflow.journal import House
from workflow.queries import batches
from workflow.queries.batches import Batches, batches_of

SELECTIONS, LARGE = 7, "sel3"  # sel3 has four cases, every other one


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """Selections opened one after the other, not in the order of their ids."""
    house = linear_house(url, tmp_path, linear_edition(1), 1)[0]
    with house.desk() as desk:
        edition = desk.db.exec_driver_sql("SELECT digest FROM editions").scalar_one()
        for number in (4, 1, 3, 6, 2, 5):
            at = AT + timedelta(hours=number)
            told = {"title": f"批次{number}", "department": "dept", "body": "body"}
            open_selection(desk, order(CLERK, at=at), f"sel{number}", told, edition)
            for nth in range(4 if number == 3 else 1):
                register(desk, order(CLERK, at=at), f"q{number}{nth}", "人选", "dept")
                open_case(desk, order(CLERK, at=at), f"c{number}{nth}", {
                    "number": f"{number}{nth}", "person": f"q{number}{nth}", "post": "post0",
                    "selection": f"sel{number}",
                })  # fmt: skip
    return house


def every(house: House, most: int) -> list[Batches]:
    """All parts."""
    found, after = [], ""
    with house.reading() as desk:
        while True:
            found.append(batches_of(desk, "dept/", after, most))
            after = found[-1].earlier
            if not after:
                return found


@pytest.mark.parametrize(("most", "parts"), [(1, 7), (2, 5), (3, 3), (100, 1)])
def test_the_parts_have_every_selection_once_the_latest_first(house: House, most: int, parts: int) -> None:
    found = every(house, most)
    assert [one for part in found for one in part.selections] == [f"sel{n}" for n in (6, 5, 4, 3, 2, 1, 0)]
    assert len(found) == parts
    # No part has more cases than it may, unless a single selection has.
    assert all(len(part.selections) <= most or part.selections == (LARGE,) for part in found)
    assert all(part.selections == (LARGE,) for part in found if LARGE in part.selections and most < 5)


def test_a_part_says_which_selections_it_has(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    first, *_, last = every(house, 2)
    assert first.words == "2个批次：“批次6”至“批次5”" and last.words == "1个批次：“批次”"
    monkeypatch.setattr(batches, "SELECTIONS", 1)
    assert every(house, 100)[0].words == "1个批次：“批次6”"


def test_behind_what_is_not_there_lies_nothing_and_not_everything(house: House) -> None:
    with house.reading() as desk:
        for found in (batches_of(desk, "dept/", "nix", 9), batches_of(desk, "far/", "", 9)):
            assert (found.selections, found.wanted, found.earlier) == ((), ("",), "")
            assert found.words == "没有更早的批次"
        assert len(batches_of(desk, "dept/", "", 99, alone=True).selections) == SELECTIONS


def test_one_statement_tells_a_part(house: House) -> None:
    with house.reading() as desk, counting(house.engine) as seen:
        batches_of(desk, "dept/", "sel5", 2)
        assert seen.count == 1
