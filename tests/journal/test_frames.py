"""The frame of a dossier at hand: whatever changes around a case, the dossier is as if drawn for the first time."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from by_hand import order
from linear import AT, CLERK, linear_edition, linear_house

from workflow.commands.cases import move
from workflow.commands.selections import open_case
from workflow.dossier import Dossier
from workflow.journal import Desk, Draft, House, append
from workflow.journal.picture import dossier
from workflow.journal.shelf import Shelf

Act = Callable[[Desk], object]


def entry(subject: str, data: dict[str, object], changes: dict[str, object], **values: str) -> Act:
    of = "p0" if values else ""
    return lambda desk: append(desk, order(), Draft(subject, "change", data, changes, values, of))


def place(id: str, parent: str) -> Act:
    said = {"name": id, "kind": "department", "parent": parent, "path": f"{parent}/{id}/", "state": "active"}
    return entry(f"organization:{id}", {"act": "enter"}, said)


BESIDE = {"number": "9", "person": "p1", "post": "post0", "selection": "sel0"}
ACTS: dict[str, Act] = {
    "a move": lambda desk: move(desk, order(), "case0", "m0"),
    "the post": entry("post:post0", {"act": "amend"}, {"quota": 7, "holders": ["p1"]}),
    "the selection": entry("selection:sel0", {"act": "amend"}, {"title": "又一批"}),
    "the body": entry("body:body", {"act": "amend"}, {"name": "市委常委会"}),
    "the department": entry("organization:dept", {"act": "amend"}, {"name": "干部处"}),
    "a place under the post's": place("below", "dept"),
    "a place elsewhere": place("apart", "nowhere"),
    "the person's name": entry("person:p0", {"act": "correct_person"}, {"organization": "dept"}, name="改名"),
    "the person's unit": entry("person:p0", {"act": "correct_person"}, {"organization": "apart"}, name="人选0"),
    "the person's branch": entry(
        "person:p0", {"act": "state", "fact": "f", "fact_kind": "branch_membership"}, {}, branch="later"
    ),
    "that branch, registered only now": place("later", "nowhere"),
    "another body": entry("selection:sel0", {"act": "amend"}, {"body": "body2"}),
    "a case beside": lambda desk: open_case(desk, order(CLERK), "case9", BESIDE),
    "another person": entry("person:p1", {"act": "correct_person"}, {"organization": "apart"}),
}  # fmt: skip


@pytest.fixture
def house(url: str, tmp_path: Path) -> Iterator[House]:
    found = linear_house(url, tmp_path, linear_edition(3), 2)[0]
    with found.desk() as desk:
        append(desk, order(), Draft("body:body2", "open", {"act": "enter"}, {
            "name": "党组", "kind": "party_group", "organization": "dept", "members": [],
        }))  # fmt: skip
    yield found
    found.engine.dispose()


def drawn(house: House) -> Dossier:
    with house.reading() as desk:
        return dossier(desk, "case0", AT)


def test_a_dossier_in_its_frame_is_the_one_drawn_anew(house: House) -> None:
    drawn(house)
    for name, act in ACTS.items():
        with house.desk() as desk:
            act(desk)
            here = dossier(desk, "case0", AT)
        assert drawn(house) == here == drawn(replace(house, shelf=Shelf())), name


def test_a_frame_serves_as_long_as_nothing_around_the_case_changes(house: House) -> None:
    drawn(house)
    first = house.shelf.foreseen("case0")
    with house.desk() as desk:
        ACTS["a move"](desk)
    drawn(house)
    assert house.shelf.foreseen("case0") is first
    with house.desk() as desk:
        ACTS["the post"](desk)
    drawn(house)
    assert house.shelf.foreseen("case0") is not first
