"""The roster follows the record: what is verified, corrected, or made anew from the journals."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from by_hand import order
from linear import CLERK
from people_house import CHIEF, known, people_house
from sqlalchemy import select, update

from workflow.commands.people import correct_person
from workflow.commands.roster import make_anew
from workflow.errors import BadInput, NotAuthorised, NotAvailable, Recused
from workflow.journal import Actor, House
from workflow.models import names, profiles
from workflow.queries.people import Wanted, person, roll

DAY = date(2026, 3, 1)


@pytest.fixture
def house(url: str, tmp_path: Path) -> Iterator[House]:
    """The people of people_house.py."""
    found = people_house(url, tmp_path)
    yield found
    found.engine.dispose()


def found(house: House, text: str) -> list[str]:
    """The ids of those whom a text finds."""
    with house.reading() as desk:
        return [one.id for one in roll(desk, "", Wanted(text=text), DAY).rows]


def test_what_is_verified_anew_takes_the_place_of_what_it_corrects(house: House) -> None:
    with house.desk() as desk:
        file, _ = person(desk, "zeng")
        born = next(one.id for one in file.facts if one.kind == "birth")
        known(desk, "zeng", "birth", {"on": "1970-03-01"}, born)
        known(desk, "zeng", "tenure", {
            "from": "2024-01-01", "organization": "财政局", "post": "副局长", "level": "county_deputy",
            "position": "deputy"})  # fmt: skip
        known(desk, "zeng", "education", {"kind": "in_service", "level": "研究生"})
        known(desk, "zeng", "education", {"kind": "full_time", "level": "中专"})
    with house.reading() as desk:
        (row,) = roll(desk, "", Wanted(text="zgq"), DAY).rows
    assert (row.born_on, row.level, row.education) == ("1970-03-01", "county_deputy", "研究生")


def test_a_corrected_name_and_unit_are_found_and_the_old_name_no_more(house: House) -> None:
    with house.desk() as desk:
        correct_person(desk, order(CLERK), "xie", "谢晓冬", "tongji")
    assert found(house, "谢晓冬") == ["xie"]
    assert found(house, "解晓东") == []
    with house.reading() as desk:
        file, records = person(desk, "xie")
    assert (file.name, file.organization, records[-1].kind) == ("谢晓冬", "tongji", "change")


def test_a_correction_is_done_once_by_another_and_says_something(house: House) -> None:
    one = order(CLERK)
    with house.desk() as desk:
        first = correct_person(desk, one, "xie", "谢晓冬", "tongji")
        assert correct_person(desk, one, "xie", "谢晓冬", "tongji").digest == first.digest
    own = Actor(CHIEF.account, CHIEF.name, CHIEF.duty, CHIEF.organization, "xie")
    for actor, name, unit, kind in (
        (CLERK, "谢晓冬", "tongji", NotAvailable), (CLERK, " ", "tongji", BadInput),
        (CLERK, "谢晓冬", "nix", NotAuthorised), (own, "解晓东", "tongji", Recused),
    ):  # fmt: skip
        with pytest.raises(kind), house.desk() as desk:
            correct_person(desk, order(actor), "xie", name, unit)


def test_the_roster_made_anew_from_the_journals_is_the_same(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workflow.commands.roster.AT_ONCE", 2)

    def roster() -> list[tuple[object, ...]]:
        with house.reading() as desk:
            return [tuple(row) for table in (names, profiles) for row in desk.db.execute(
                select(table).order_by(table.c.person))]  # fmt: skip

    before = roster()
    with house.desk() as desk:
        desk.db.execute(update(names).values(sort_key="", spelled=""))
        assert make_anew(desk) == 5
    assert roster() == before
