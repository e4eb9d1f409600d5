"""A restore from before an erasure erases again, on the word of the register beside the backups."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from backup_stage import CALENDAR, CHIEF, DAY, SIGNED, WATCH, opened
from by_hand import order
from linear import CLERK, OFFICE, linear_edition, linear_house
from sqlalchemy import text

from workflow.canonical import canonical
from workflow.commands import erasing
from workflow.commands.people import register, state_fact
from workflow.errors import BadInput, NotAvailable, NotFound
from workflow.journal import Actor, House
from workflow.queries.verify import verify
from workflow.upkeep.backup import backup
from workflow.upkeep.erasures import FILE, read_register, write_register
from workflow.upkeep.restore import Restored, Turning, restore

DISCIPLINE = Actor("discipline", "纪检", "discipline_officer", "dept")
NAME, WORD = "皇甫错录", "密词乙丙丁"


def filed(url: str, folder: Path) -> House:
    """An instance with somebody who was filed by mistake."""
    house = linear_house(url, folder, linear_edition(1), 1, (WATCH, CHIEF, DISCIPLINE))[0]
    with house.desk() as desk:
        register(desk, order(CLERK), "p9", NAME, "dept")
        state_fact(desk, order(CLERK), "p9", "health", {"value": WORD})
    return house


def erased(house: House) -> None:
    with house.desk() as desk:
        erasing.propose_erasure(desk, order(CHIEF), "p9", "unlawful", "误登记")
    for actor in (OFFICE, DISCIPLINE):
        with house.desk() as desk:
            erasing.approve_erasure(desk, order(actor), "p9", _id(house))


def _id(house: House) -> str:
    with house.reading() as desk:
        found = erasing.pending(desk, "p9")
    assert found is not None
    return found.id


def back(folder: Path, turning: Turning = SIGNED, name: str = "new") -> Restored:
    return restore(folder / "b.zip", folder / name, folder / "values.key", CALENDAR, [], turning,
                   DAY + timedelta(days=1), read_register(folder / FILE))  # fmt: skip


def test_who_was_erased_after_the_backup_is_erased_again_by_two_who_sign(url: str, tmp_path: Path) -> None:
    house = filed(url, tmp_path)
    backup(house, tmp_path / "b.zip", DAY)
    erased(house)
    assert write_register(house, tmp_path / FILE) == 1
    for words in (NAME, WORD):
        assert words not in (tmp_path / FILE).read_text(encoding="utf-8")
    for turning, no in ((Turning(), NotAvailable), (Turning(("head",), "理由"), NotAvailable),
                        (Turning(("nobody", "watch"), "理由"), NotFound)):  # fmt: skip
        with pytest.raises(no):
            back(tmp_path, turning)
        assert not (tmp_path / "new").exists()
    assert back(tmp_path).erased == 1
    for path in (tmp_path / "new").rglob("*"):
        assert path.is_dir() or NAME.encode() not in path.read_bytes(), path
    new = opened(tmp_path / "new")
    with new.reading() as desk:
        assert verify(desk).broken == ()
        body = desk.db.scalar(text("SELECT body FROM entries WHERE act = 'erase'"))
    said = json.loads(body)["data"]
    assert said["again"] == read_register(tmp_path / FILE)[0].id and len(said["signatories"]) == 2
    assert write_register(new, tmp_path / FILE) == 1  # of the second erasure the first is the word


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_backup_that_knows_of_the_erasure_or_not_of_the_person_is_restored_as_it_is(
    url: str, tmp_path: Path
) -> None:
    house = filed(url, tmp_path)
    erased(house)
    write_register(house, tmp_path / FILE)
    backup(house, tmp_path / "b.zip", DAY)
    assert back(tmp_path, Turning()).erased == 0


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_register_of_anything_else_erases_nobody(url: str, tmp_path: Path) -> None:
    house, path = filed(url, tmp_path), tmp_path / FILE
    erased(house)
    write_register(house, path)
    told = json.loads(path.read_bytes())
    proposed, first, second, last = told["erasures"][0]
    for bodies in ([proposed, first, last], [proposed, first, first, last], [proposed, second, first, last],
                   [first, first, second, last], ["{}", first, second, last], ["[]"], [], "x"):  # fmt: skip
        path.write_bytes(canonical({"kind": told["kind"], "erasures": [bodies]}))
        with pytest.raises(BadInput):
            read_register(path)
    for data in (b"", b"{}", b'{"erasures":[],"kind":"x"}', b'{"erasures":7,"kind":"cadre-erasures/1"}'):
        path.write_bytes(data)
        with pytest.raises(BadInput):
            read_register(path)
