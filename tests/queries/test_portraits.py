"""A person's file as read: verified before stated, sanctions with their ends, the last form first."""

from datetime import date
from pathlib import Path

import pytest
from by_hand import order
from linear import CLERK, linear_edition
from people_house import DOCUMENT, known, people_house

from workflow.commands.forms import take_form
from workflow.commands.people import state_fact
from workflow.forms_in import read_form
from workflow.journal import House
from workflow.queries.people import person
from workflow.queries.portraits import Portrait, portrait, settings_in_force

DAY = date(2026, 3, 1)
FORM = "<Person><XingMing>曾国强</XingMing>{}</Person>"
PHOTO = {"digest": "1" * 64, "name": "照片.png", "size": 1}


@pytest.fixture
def house(tmp_path: Path) -> House:
    """The people of people_house.py."""
    return people_house(f"sqlite:///{tmp_path / 'cadre.db'}", tmp_path)


def seen(house: House) -> Portrait:
    """曾国强 on that day."""
    with house.reading() as desk:
        file, records = person(desk, "zeng")
        return portrait(file, records, settings_in_force(desk), DAY)


def test_what_is_verified_goes_before_what_was_stated_later(house: House) -> None:
    with house.desk() as desk:
        state_fact(desk, order(CLERK), "zeng", "nation", {"value": "满族"})
        state_fact(desk, order(CLERK), "zeng", "health", {"value": "健康"})
    told = seen(house)
    nation, health = told.one("nation"), told.one("health")
    assert nation is not None and nation.values["value"] == "汉族"
    assert health is not None and not health.verified
    assert told.one("party") is None and told.several("party") == ()


def test_grades_and_tenures_stand_in_their_order(house: House) -> None:
    with house.desk() as desk:
        for year in (2025, 2023, 2024):
            known(desk, "zeng", "grade", {"year": year, "result": "称职"})
    assert [one.values["year"] for one in seen(house).several("grade")] == [2023, 2024, 2025]


def test_a_sanction_bears_as_long_as_the_guards_say(house: House) -> None:
    with house.desk() as desk:
        for kind, on in (("party_warning", "2025-03-01"), ("warning", "2025-09-02"),
                         ("party_probation", "2025-01-01")):  # fmt: skip
            known(desk, "zeng", "sanction", {"kind": kind, "effective_on": on})
    assert [(one.until, one.over) for one in seen(house).sanctions] == [
        (None, False), (date(2026, 2, 28), True), (date(2026, 3, 1), False),
    ]  # fmt: skip


def test_without_an_edition_no_end_is_told(house: House) -> None:
    with house.desk() as desk:
        known(desk, "zeng", "sanction", {"kind": "warning", "effective_on": "2025-09-02"})
    with house.reading() as desk:
        file, records = person(desk, "zeng")
        (one,) = portrait(file, records, None, DAY).sanctions
    assert one.until is None


def test_the_last_form_speaks_first_and_an_empty_box_leaves_the_word_to_the_one_before(
    house: House,
) -> None:
    first = FORM.format("<XianRenZhiWu>科长</XianRenZhiWu><RenMianLiYou>工作需要</RenMianLiYou>")
    second = FORM.format("<XianRenZhiWu>副局长</XianRenZhiWu><RenMianLiYou></RenMianLiYou>")
    with house.desk() as desk:
        for text, photo in ((first, PHOTO), (second, None)):
            form = read_form(text.encode(), "表")
            take_form(desk, order(CLERK), "zeng", form, {}, DOCUMENT, photo)
    told = seen(house)
    assert (told.text("XianRenZhiWu"), told.text("RenMianLiYou")) == ("副局长", "工作需要")
    assert told.text("JianLi") == "" and told.photo == PHOTO
    assert [one.document for one in told.forms] == [DOCUMENT, DOCUMENT]


def test_the_settings_are_those_of_the_last_upward_edition(house: House) -> None:
    with house.reading() as desk:
        found = settings_in_force(desk)
    assert found is not None and found.process.process == linear_edition(2).process.process
