"""Appointment forms: a file opened from one, a newer one taken into it; all of it or nothing."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from by_hand import order
from linear import CLERK, linear_house
from sqlalchemy import func, select
from standing_house import CHIEF, DOCUMENT, standing_edition

from workflow.commands.forms import import_form, open_file, person_id, take_form
from workflow.commands.people import verify_fact
from workflow.errors import BadInput, CommandReused, NotAuthorised, NotAvailable, NotFound
from workflow.forms_in import Form, differences, facts_of, read_form
from workflow.journal import Desk, House
from workflow.models import entries
from workflow.queries.people import person as person_of

SAMPLE = Path(__file__).parents[1] / "forms_in" / "samples" / "01_full_photo.lrmx"
PHOTO = {"digest": "1" * 64, "name": "照片.jpg", "size": 1}


def form(**replaced: str) -> Form:
    """The sample with some words in place of others."""
    text = SAMPLE.read_text(encoding="utf-8-sig")
    for old, new in replaced.items():
        text = text.replace(f">{old}<", f">{new}<")
    return read_form(text.encode(), SAMPLE.name)


@pytest.fixture
def house(url: str, tmp_path: Path) -> Iterator[House]:
    """A house with one department."""
    found = linear_house(url, tmp_path, standing_edition(), 0, (CHIEF,))[0]
    yield found
    found.engine.dispose()


def opened(desk: Desk) -> str:
    """The sample's person, with all facts of the form."""
    return import_form(desk, order(CLERK), form(), "dept", DOCUMENT, PHOTO)


def kinds(house: House, person: str) -> dict[str, list[bool]]:
    """Kind → whether each fact of it is verified."""
    with house.reading() as desk:
        file, _ = person_of(desk, person)
    told: dict[str, list[bool]] = {}
    for one in file.facts:
        told.setdefault(one.kind, []).append(one.verified)
    return told


def many(house: House) -> int:
    """How many entries there are."""
    with house.reading() as desk:
        return desk.db.scalar(select(func.count()).select_from(entries)) or 0


def test_a_file_opened_from_a_form_has_its_facts_photo_and_texts_once(house: House) -> None:
    one = order(CLERK)
    with house.desk() as desk:
        person = import_form(desk, one, form(), "dept", DOCUMENT, PHOTO)
        assert import_form(desk, one, form(), "dept", DOCUMENT, PHOTO) == person == person_id(form())
    with house.reading() as desk:
        file, records = person_of(desk, person)
    assert file.name == "甄示范" and len(file.facts) == len(facts_of(form()))
    (taken,) = (one for one in records if one.data.get("act") == "form")
    assert [one["digest"] for one in taken.body["attachments"]] == [DOCUMENT["digest"], "1" * 64]
    assert taken.values["photo"] == PHOTO and taken.values["texts"]["MinZu"] == "汉族"
    with pytest.raises(NotAvailable), house.desk() as desk:
        opened(desk)


def test_only_what_was_chosen_is_stated(house: House) -> None:
    with house.desk() as desk:
        person = open_file(desk, order(CLERK), form(), "dept", {0: "", 2: ""}, DOCUMENT)
    assert kinds(house, person) == {"birth": [False], "gender": [False]}


def test_a_newer_form_corrects_what_was_chosen_and_leaves_the_rest(house: House) -> None:
    with house.desk() as desk:
        person = opened(desk)
        file, _ = person_of(desk, person)
        nation = next(one for one in file.facts if one.kind == "nation")
        verify_fact(desk, order(CHIEF), person, nation.id, DOCUMENT)
    newer = form(汉族="满族", 健康="一般")
    with house.reading() as desk:
        changed = [one for one in differences(newer, person_of(desk, person)[0]) if not one.same]
    assert {one.fact.kind for one in changed} == {"nation", "health"}
    chosen = {one.place: one.before.id for one in changed if one.fact.kind == "nation" and one.before}
    with house.desk() as desk:
        one = order(CLERK)
        first = take_form(desk, one, person, newer, chosen, DOCUMENT)
        assert take_form(desk, one, person, newer, chosen, DOCUMENT).digest == first.digest
    with house.reading() as desk:
        file, _ = person_of(desk, person)
    assert {one.kind: one.values["value"] for one in file.facts if one.kind in ("nation", "health")} == {
        "nation": "满族", "health": "健康"}  # fmt: skip
    assert kinds(house, person)["nation"] == [False]  # what was verified was something else
    with pytest.raises(CommandReused), house.desk() as desk:
        take_form(desk, one, person, newer, {}, DOCUMENT)


def test_a_form_about_somebody_else_or_beside_the_point_states_nothing(house: House) -> None:
    with house.desk() as desk:
        person = opened(desk)
        file, _ = person_of(desk, person)
    ids = {one.kind: one.id for one in file.facts}
    before = many(house)
    for told, chosen, said in (
        (form(甄示范="甄别人"), {}, "表上姓名“甄别人”"), (form(), {0: "nix"}, "不在本表"),
        (form(), {999: ""}, "不在本表"), (form(), {0: ids["nation"]}, "不是一回事"),
    ):  # fmt: skip
        with pytest.raises(BadInput) as refused, house.desk() as desk:
            take_form(desk, order(CLERK), person, told, chosen, DOCUMENT)
        assert any(said in one.found for one in refused.value.reasons)
    for actor, id, kind in ((CHIEF, person, NotAuthorised), (CLERK, "nix", NotFound)):
        with pytest.raises(kind), house.desk() as desk:
            take_form(desk, order(actor), id, form(), {}, DOCUMENT)
    assert many(house) == before
    with house.desk() as desk:  # blanks between the characters are no other name
        take_form(desk, order(CLERK), person, form(甄示范="甄　示范"), {}, DOCUMENT)


def test_a_form_without_identity_number_is_known_by_its_bytes() -> None:
    one = replace(form(), texts={"XingMing": "甄示范"})
    assert person_id(one) == person_id(one) != person_id(replace(one, sha256="0" * 64))
