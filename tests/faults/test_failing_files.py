"""Whichever step of writing a file fails, or is the last before a kill: the old file or the new one."""

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from breaking import ERRORS, Error, Faults, Killed, breaking, kill

from web.serve import secret_of
from workflow.attachments import find, put
from workflow.durable import replace_file
from workflow.journal.vault import load_vault, make_vault
from workflow.ledger.keys import load_key, make_key

DATA = b"data" * 1000


@dataclass(frozen=True, slots=True)
class Kind:
    """One way to write a file, and how it is read again."""

    write: Callable[[Path], object]
    read: Callable[[Path], Any]


KINDS: Mapping[str, Kind] = {
    "replaced": Kind(lambda folder: replace_file(folder / "file", DATA),
                     lambda folder: (folder / "file").read_bytes() == DATA),
    "attachment": Kind(lambda folder: put(folder, DATA, "材料.pdf"),
                       lambda folder: find(folder, str(put(folder, DATA, "x")["digest"])).read_bytes() == DATA),
    "values key": Kind(lambda folder: make_vault(folder / "values.key"),
                       lambda folder: load_vault(folder / "values.key")),
    "log key": Kind(lambda folder: (folder / "log.key").exists() or make_key(folder / "log.key", "o/1"),
                    lambda folder: load_key(folder / "log.key")),
    "cookies": Kind(lambda folder: secret_of(folder), lambda folder: len(secret_of(folder)) == 32),
}  # fmt: skip
EVERY = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def left(folder: Path) -> list[str]:
    """What lies there, folders aside."""
    return [one.name for one in folder.rglob("*") if one.is_file()]


@EVERY
@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize("error", ERRORS)
def test_whichever_step_of_writing_a_file_fails_it_is_whole_and_the_next_try_succeeds(
    tmp_path: Path, kind: Kind, error: Error, kept: bool
) -> None:
    steps = 0
    while True:
        folder = tmp_path / str(steps)
        folder.mkdir()
        try:
            with breaking(faults := Faults(steps + 1, error, kept)):
                kind.write(folder)
        except (OSError, Killed):
            steps += 1
            assert len(left(folder)) <= 1 or faults.steps[-1] == "unlink", faults.steps
            kind.write(folder)
            assert kind.read(folder)
            assert len(left(folder)) == 1 or faults.steps[-1] == "unlink"
            continue
        break
    assert steps >= 4  # a write, two syncs, a name


@EVERY
def test_whatever_the_process_was_writing_when_killed_the_next_one_writes_it_whole(
    tmp_path: Path, kind: Kind
) -> None:
    died, steps = True, 0
    while died:
        steps += 1
        folder = tmp_path / str(steps)
        folder.mkdir()
        child = os.fork()
        if not child:
            try:
                with breaking(Faults(steps, kill)):
                    kind.write(folder)
            finally:
                os._exit(0)
        died = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
        kind.write(folder)
        assert kind.read(folder)
        shutil.rmtree(folder)
    assert steps > 4


@EVERY
def test_what_is_said_to_be_there_survives_a_power_cut(
    tmp_path: Path, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its bytes are synced before it gets its name, and the folder afterwards, up to the one there was."""
    done: list[tuple[str, str]] = []
    sync, link, rename, make = os.fsync, os.link, Path.replace, Path.mkdir

    def synced(handle: int) -> None:
        sync(handle)
        done.append(("sync", os.path.realpath(f"/proc/self/fd/{handle}")))

    def linked(source: Any, target: Any) -> None:
        link(source, target)
        done.append(("name", str(target)))

    def renamed(self: Path, target: Path) -> Path:
        done.append(("name", str(target)))
        return rename(self, target)

    def made(self: Path, *more: Any, **named: Any) -> None:
        if not self.exists():
            done.append(("name", str(self)))
        make(self, *more, **named)

    for owner, name, patched in ((os, "fsync", synced), (os, "link", linked),
                                 (Path, "replace", renamed), (Path, "mkdir", made)):  # fmt: skip
        monkeypatch.setattr(owner, name, patched)
    kind.write(tmp_path)
    monkeypatch.undo()
    names = [(at, Path(told)) for at, (act, told) in enumerate(done) if act == "name"]
    assert any(told.is_file() for _, told in names)
    for at, told in names:
        assert ("sync", str(told.parent)) in done[at:], done
        if told.is_file():
            assert any(act == "sync" for act, _ in done[:at]), done


def test_a_file_that_is_there_already_is_on_disk_before_it_is_named_again(tmp_path: Path) -> None:
    """Whoever put it may have failed after it got its name."""
    with pytest.raises(OSError), breaking(faults := Faults(5, lambda: OSError(5, "EIO"))):
        put(tmp_path, DATA, "材料.pdf")
    assert left(tmp_path) and faults.steps[-1] == "fsync"
    with breaking(again := Faults(0, lambda: None)):
        put(tmp_path, DATA, "材料.pdf")
    assert "fsync" in again.steps
