"""A backup is whole or not there, and of one moment; what was restored is verified."""

import threading
import zipfile

import pytest
from backup_stage import CALENDAR, CHIEF, DAY, SIGNED, Site, backed, moved, opened, order, restored
from lawless import disarm

from workflow import attachments
from workflow.errors import BadInput, JournalBroken
from workflow.journal import Draft, House, append
from workflow.journal.fold import person_file
from workflow.journal.read import history
from workflow.queries.replay import replay
from workflow.queries.verify import verify
from workflow.queries.verify_heads import Keys
from workflow.upkeep.backup import MANIFEST, backup
from workflow.upkeep.restore import restore


def test_what_was_restored_is_what_was_backed_up(site: Site) -> None:
    backed(site)
    told = restored(site)
    assert (told.lost, told.turn, told.files) == (0, "", 1)
    with opened(site.folder / "new").reading() as desk:
        assert verify(desk).broken == ()
        assert replay(desk).differs == ()
        assert [one.values["value"] for one in person_file("p0", history(desk, "person:p0")).facts] \
            == ["良好"]  # fmt: skip
        assert desk.house.attachments.joinpath("..").resolve().name == "new"


def test_the_log_goes_on_after_a_restore_that_is_not_behind(site: Site) -> None:
    backed(site)
    restored(site)
    house = opened(site.folder / "new")
    moved(house, 4, ("case1", "m0"))
    site.sign(house, DAY.replace(day=4))
    with house.reading() as desk:
        assert verify(desk, Keys(site.log.signer.key, (site.witness.signer.key,))).broken == ()


def test_the_key_of_personal_values_is_not_in_the_backup(site: Site) -> None:
    secret = (site.folder / "here" / "values.key").read_text().split()[1]
    with zipfile.ZipFile(backed(site)) as archive:
        every = b"".join(map(archive.read, archive.namelist()))
    assert bytes.fromhex(secret) not in every and secret.encode() not in every
    assert "良好".encode() not in every
    make_other = site.folder / "other.key"
    make_other.write_text((site.folder / "here" / "values.key").read_text().replace(secret, "0" * 64))
    make_other.chmod(0o600)
    with pytest.raises(BadInput, match="不是本库的密钥"):
        restore(site.folder / "b.zip", site.folder / "new", make_other, CALENDAR, [], SIGNED, DAY)
    assert not (site.folder / "new").exists()


def test_a_backup_is_of_one_moment_while_people_work(site: Site) -> None:
    house, stop = site.house, threading.Event()

    def work() -> None:
        while not stop.is_set():
            with house.desk() as desk:
                append(desk, order(CHIEF, DAY), Draft("post:post1", "change", {"act": "enter_post"}))

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for number in range(3):
            backup(site.house, site.folder / "b.zip", DAY)
            assert restored(site, name=f"new{number}").lost == 0  # verified whole
    finally:
        stop.set()
        worker.join()


@pytest.mark.parametrize("spoil", ["bit", "missing", "more", "name", "cut"])
def test_a_spoilt_archive_restores_nothing(site: Site, spoil: str) -> None:
    path = backed(site)
    with zipfile.ZipFile(path) as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    data = next(one for one in files if one.startswith("attachments/"))
    if spoil == "bit":
        files["cadre.db"] = files["cadre.db"][:-1] + bytes([files["cadre.db"][-1] ^ 1])
    elif spoil == "missing":
        del files[data]
    elif spoil == "more":
        files["../../evil"] = b"x"
    elif spoil == "name":
        files[MANIFEST] = files[MANIFEST].replace(data.encode(), b"../../evil")
        files["../../evil"] = files.pop(data)
    with zipfile.ZipFile(path, "w") as archive:
        for name, told in files.items():
            archive.writestr(name, told)
    if spoil == "cut":
        path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(BadInput):
        restored(site)
    assert not list(site.folder.glob("new*")) and not list(site.folder.rglob("evil"))


def test_a_tampered_backup_is_not_restored_and_nothing_is_overwritten(site: Site) -> None:
    house = site.house
    with house.engine.begin() as db:
        disarm(db)
        db.exec_driver_sql("UPDATE entries SET content = '{}' WHERE subject = 'case:case0'")
    backed(site)
    with pytest.raises(JournalBroken, match="没有恢复"):
        restored(site)
    (site.folder / "full").mkdir()
    (site.folder / "full" / "mine").touch()
    with pytest.raises(BadInput, match="不是空目录"):
        restored(site, name="full")
    attachments.find(house.attachments, _mark(house)).write_bytes(b"other")
    with pytest.raises(JournalBroken, match="没有备份"):
        backup(house, site.folder / "c.zip", DAY)
    assert not list(site.folder.glob("c.zip*"))


def _mark(house: House) -> str:
    return next(one.name for one in house.attachments.glob("??/*"))
