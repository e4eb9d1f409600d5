"""Journals at hand: found by their last entry, let go when room is needed, never out of date."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from lawless import disarm
from linear import AT, OFFICE, linear_edition, linear_house
from sqlalchemy import text

from workflow.commands.cases import move
from workflow.errors import NotAvailable
from workflow.journal import House, Order
from workflow.journal.picture import dossier
from workflow.journal.shelf import Shelf


@dataclass(frozen=True)
class Line:
    digest: str


class Lines(tuple[Line, ...]):
    def grown(self, line: Line) -> "Lines":
        return Lines((*self, line))


def journal(*digests: str) -> Lines:
    return Lines(Line(one) for one in digests)


def test_a_journal_is_found_by_its_last_entry_only() -> None:
    shelf = Shelf()
    shelf.put(journal("a", "b"))
    assert shelf.get("b") == journal("a", "b")
    assert shelf.get("a") is None
    shelf.put(journal("x", "b"))  # no two chains end alike; the first stays
    assert shelf.get("b") == journal("a", "b")


def test_a_journal_grows_only_from_where_it_ended() -> None:
    shelf = Shelf()
    shelf.put(journal("a"))
    assert shelf.grow("a", Line("b")) == journal("a", "b")
    assert shelf.grow("nowhere", Line("c")) is None
    assert (shelf.get("a"), shelf.get("b"), shelf.get("c")) == (None, journal("a", "b"), None)


def test_what_was_asked_for_longest_ago_makes_room() -> None:
    shelf = Shelf(most=4)
    shelf.put(journal("a1", "a"))
    shelf.put(journal("b1", "b"))
    shelf.get("a")
    shelf.put(journal("c"))
    assert (shelf.get("a"), shelf.get("b"), shelf.get("c")) == (
        journal("a1", "a"), None, journal("c")
    )  # fmt: skip
    shelf.clear()
    assert shelf.get("a") is None


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    return linear_house(url, tmp_path, linear_edition(3), 1)[0]


def test_what_was_rolled_back_is_never_taken_for_what_is_written(house: House) -> None:
    with pytest.raises(NotAvailable), house.desk() as desk:
        move(desk, Order("lost", OFFICE, AT), "case0", "m0")
        move(desk, Order("refused", OFFICE, AT), "case0", "m2")
    with house.reading() as desk:
        assert dossier(desk, "case0", AT).case.state == "s0"
    with house.desk() as desk:
        move(desk, Order("kept", OFFICE, AT), "case0", "m0")
    with house.reading() as desk:
        assert [one.move for one in dossier(desk, "case0", AT).case.steps] == ["", "m0"]


def test_another_process_is_read_as_soon_as_it_has_written(house: House) -> None:
    other = replace(house, shelf=Shelf())
    for number, mine in enumerate((house, other, house)):
        with mine.desk() as desk:
            move(desk, Order(f"{number}", OFFICE, AT), "case0", f"m{number}")
    for mine in (house, other):
        with mine.reading() as desk:
            assert dossier(desk, "case0", AT).case.state == "s3"


def test_values_are_not_at_hand_once_they_are_gone(house: House) -> None:
    with house.reading() as desk:
        assert dossier(desk, "case0", AT).person.name == "人选0"
    with house.engine.begin() as db:
        disarm(db, "personal_values")
        db.execute(text("DELETE FROM personal_values"))
    with house.reading() as desk:
        assert "人选0" not in dossier(desk, "case0", AT).person.name
