"""Whatever breaks at whichever step of a backup or a restore, nothing is half there."""

import os
import shutil

import pytest
from backup_stage import DAY, Site, backed, is_whole, moved, opened, restored
from breaking import ERRORS, Error, Faults, Killed, breaking, kill

from workflow.queries.verify import verify
from workflow.upkeep.backup import Backed, backup

KEPT_OR_NOT = pytest.mark.parametrize(
    "kept", [False, pytest.param(True, marks=pytest.mark.nightly)]
)  # the step failed before it was done, or after


@KEPT_OR_NOT
@pytest.mark.parametrize("error", ERRORS)
def test_whichever_step_of_a_backup_breaks_the_old_one_stays(
    site: Site, error: Error, kept: bool
) -> None:
    path = backed(site)
    old, broke = path.read_bytes(), 0
    moved(site.house, 2, ("case0", "m0"))
    while True:
        try:
            with breaking(Faults(broke + 1, error, kept)):
                backup(site.house, path, DAY)
        except (OSError, Killed):
            broke += 1
            assert path.read_bytes() == old or is_whole(path)
            assert not path.with_name("b.zip.part").exists()
            continue
        break
    assert broke >= 4  # writes of the database and a file, two syncs, a rename
    assert is_whole(path) and path.read_bytes() != old


@KEPT_OR_NOT
@pytest.mark.parametrize("error", ERRORS)
def test_whichever_step_of_a_restore_breaks_there_is_no_half_instance(
    site: Site, error: Error, kept: bool
) -> None:
    backed(site)
    broke = 0
    while True:
        try:
            with breaking(Faults(broke + 1, error, kept)):
                restored(site, name="again")
        except (OSError, Killed):
            broke += 1
            folder = site.folder / "again"
            if folder.exists():  # only the sync of the folder above was missing
                with opened(folder).reading() as desk:
                    assert verify(desk).broken == ()
                shutil.rmtree(folder)
            assert not list(site.folder.glob("again*"))
            continue
        break
    assert broke >= 4
    with opened(site.folder / "again").reading() as desk:
        assert verify(desk).broken == ()


def test_a_process_killed_at_any_step_leaves_the_old_backup_or_the_new_one(site: Site) -> None:
    path = backed(site)
    old, step, died = path.read_bytes(), 0, True
    moved(site.house, 2, ("case0", "m0"))
    while died:
        step += 1
        child = os.fork()
        if not child:
            try:
                with breaking(Faults(step, kill)):
                    backup(site.house, path, DAY)
            finally:
                os._exit(0)
        died = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
        assert path.read_bytes() == old or is_whole(path)
    assert step > 4 and path.read_bytes() != old
    assert [one.name for one in site.folder.glob("b.zip*")] == ["b.zip"]


def test_what_a_killed_process_left_is_written_over(site: Site) -> None:
    (site.folder / "b.zip.part").write_bytes(b"half")
    attached = site.folder / "here" / "attachments"
    (next(attached.glob("??")) / "half.handed-in").write_bytes(b"half")
    (site.folder / "b.zip.work").mkdir()
    (site.folder / "new.part").mkdir()
    (site.folder / "new.part" / "cadre.db").write_bytes(b"half")
    told = backup(site.house, site.folder / "b.zip", DAY)
    assert told == Backed(told.size, 1, (site.folder / "b.zip").stat().st_size)
    restored(site)
    assert not [*site.folder.glob("*.part"), *site.folder.glob("*.work")]
