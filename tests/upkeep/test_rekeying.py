"""Values sealed with a new key: the old one opens nothing more, and no step of the change loses them."""

from pathlib import Path

import pytest
from erasing_stage import NAME

from workflow.errors import BadInput
from workflow.house import open_house
from workflow.journal import House
from workflow.journal.fold import person_file
from workflow.journal.read import history
from workflow.queries.verify import verify
from workflow.upkeep.rekeying import rekey


def test_with_a_new_key_nobody_opens_what_was_copied_before(house: House, tmp_path: Path) -> None:
    key = tmp_path / "values.key"
    old = key.read_bytes()
    assert rekey(house, key) == 3  # of p0, of p1, of nobody
    url = house.engine.url.render_as_string(hide_password=False)
    again = open_house(url, attachments=house.attachments, calendar=house.calendar)
    with again.reading() as desk:
        assert person_file("p0", history(desk, "person:p0")).name == NAME
        assert verify(desk).broken == ()
    key.write_bytes(old)
    with pytest.raises(BadInput, match="不是本库的密钥"):
        open_house(url, attachments=house.attachments, calendar=house.calendar)


def test_a_change_of_keys_that_ended_halfway_is_made_good(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "values.key"
    url = house.engine.url.render_as_string(hide_password=False)

    def dies(*_: object) -> None:
        raise OSError("killed")

    with monkeypatch.context() as patch:  # after the commit, before the file is in its place
        patch.setattr(Path, "replace", dies)
        with pytest.raises(OSError, match="killed"):
            rekey(house, key)
    for _ in range(2):
        again = open_house(url, attachments=house.attachments, calendar=house.calendar)
        with again.reading() as desk:
            assert person_file("p0", history(desk, "person:p0")).name == NAME
        rekey(again, key)
    assert [one.name for one in tmp_path.glob("values.key*")] == ["values.key"]
